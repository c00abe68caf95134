import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { captures } from '../testing/captures.ts'
import type { DamageReport, DamageTask } from './damage-file.ts'
import type { FormatName } from './formats.ts'

// Every file cut or bit-flipped ends in an error with a place, or in a value that says exactly the damaged bytes. In two
// threads with capped heaps: chosen files at every byte, every other capture at some places; with WEIR_LONG=1 all of them
// at every bit, those above 16 KiB at every byte.

const thorough = process.env.WEIR_LONG === '1'
/** What the modules and the captures take, and 64 MB above: this much of the heap, and the rest in buffers. */
const HEAP_MB = 40 + 24
const ARRAY_BUFFERS_MB = 40
/** Without a new case for this long, a thread hangs; a case's own time is measured in the thread. */
const SILENCE_MS = 60_000

// A file of 280 kB with 20,000 boundaries (changelog in memory) at each of them takes as long as all of these.
const CHOSEN: [FormatName, string][] = [
  ['metadata', '1.14.6/running/chk-10/_metadata'],
  ['metadata', '1.14.6/savepoints/canonical/_metadata'],
  ['metadata', '1.20.5/running/chk-10/_metadata'],
  ['metadata', '1.20.5/savepoints/native/_metadata'],
  ['metadata', '1.20.5/variants/file-merging/across-true/chk-6/_metadata'],
  ['metadata', '1.20.5/variants/changelog/filesystem/later/chk-6/_metadata'],
  ['metadata', '1.20.5/variants/hashmap/filesystem-no-inline/chk-3/_metadata'],
  ['metadata', '1.20.5/variants/unaligned/chk-2/_metadata'],
  ['metadata', '2.3.0/savepoints/canonical/_metadata'],
  ['metadata', '2.3.0/variants/finished/partially/chk-10/_metadata'],
  ['metadata', '2.3.0/variants/master-hook/chk-3/_metadata'],
  ['metadata', '2.3.0/variants/unaligned/chk-3/_metadata'],
  ['metadata', '2.3.0/variants/forst/chk-9/_metadata'],
  ['metadata', '2.0.2/stopped/savepoint/_metadata'],
  ['metadata', 'metadata/flink1.10-rocksdb-savepoint.metadata'],
  ['metadata', 'metadata/flink1.15-hashmap-checkpoint.metadata'],
  ['metadata', 'metadata/flink1.20-rocksdb-savepoint-native.metadata'],
  ['metadata', 'metadata/flink2.1-hashmap-savepoint.metadata'],
  ['summary', '1.14.6/savepoints/canonical/_metadata'],
  ['summary', '1.20.5/running/chk-10/_metadata'],
  ['summary', 'metadata/flink2.1-hashmap-savepoint.metadata'],
  ['completedCheckpoint', '1.14.6/jm-killed/ha/orders/completedCheckpointb2967290c2c0'],
  ['completedCheckpoint', '1.20.5/jm-killed/ha/orders/completedCheckpointd427ae44005c'],
  ['completedCheckpoint', '1.20.5/variants/hashmap/jobmanager/ha/orders/completedCheckpointdc125794e602'],
  ['completedCheckpoint', '2.3.0/restored/ha/orders/completedCheckpointad83d788e395'],
  ['submittedJob', '1.20.5/running/ha/orders/submittedJobGraph7020f387c9fe'],
  ['submittedJob', '2.3.0/running/ha/orders/submittedExecutionPlan6aa301cd9c16'],
  ['submittedJob', '2.3.0/variants/run-application/ha/submittedApplication24dff84b54ef'],
  ['stateHandle', '1.14.6/running/configmaps.json#checkpointID-0000000000000000008'],
  ['stateHandle', '2.3.0/running/configmaps.json#checkpointID-0000000000000000009'],
  ['haConfigMap', '1.14.6/running/configmaps.json#0'],
  ['haConfigMap', '2.3.0/running/configmaps.json#0'],
  ['haConfigMap', '2.3.0/running/configmaps.json#1'],
  ['jobResult', '2.3.0/variants/result-store/ha/job-result-store/orders/269ba73077c05dae92131b4e287c35f5.json'],
  ['jobResult', '2.3.0/suspended/ha/job-result-store/orders/0e90b0675e954411872b93f2cb075aec_DIRTY.json'],
  ['flinkConf', 'field/minio-ha-1.13.flink-conf.yaml'],
  ['flinkConf', 'configuration/lenient.yaml'],
  ['configYaml', 'configuration/nested.yaml'],
  ['configYaml', 'configuration/lists.yaml'],
  ['configYaml', 'configuration/types.yaml'],
  ['configYaml', 'configuration/anchors.yaml'],
]

const EVERY: [FormatName, RegExp][] = [
  ['metadata', /(^|\/)_metadata$|\.metadata$/],
  ['summary', /(^|\/)_metadata$|\.metadata$/],
  ['completedCheckpoint', /\/completedCheckpoint[0-9a-f]{12}$/],
  ['submittedJob', /\/submitted\w+[0-9a-f]{12}$/],
  ['haConfigMap', /(^|\/)configmaps\.json$/],
  ['jobResult', /job-result-store\/.*\.json$/],
  ['flinkConf', /flink-conf\.yaml$|configuration\/.*\.yaml$/],
  ['configYaml', /configuration\/.*\.yaml$/],
]

function tasks(): DamageTask[] {
  const chosen = CHOSEN.map(([format, file]): DamageTask => ({ format, file, extent: 'every byte' }))
  const others = EVERY.flatMap(([format, pattern]) =>
    captures(pattern).map((name): DamageTask => {
      const file = format === 'haConfigMap' ? `${name}#0` : name
      return { format, file, extent: 'some places' }
    }),
  ).filter(({ format, file }) => !CHOSEN.some((each) => each[0] === format && each[1] === file))
  const all = [...chosen, ...others]
  return thorough ? all.map((task) => ({ ...task, extent: 'every bit' })) : all
}

/** Damages files in a thread of its own; ends it when it hangs. */
function damageInThread(list: DamageTask[]): Promise<DamageReport[]> {
  const heartbeat = new SharedArrayBuffer(4)
  const cases = new Int32Array(heartbeat)
  const reports: DamageReport[] = []
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./damage-thread.ts', import.meta.url), {
      workerData: { tasks: list, heartbeat },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      execArgv: [],
    })
    let seen = -1
    const watchdog = setInterval(() => {
      const now = Atomics.load(cases, 0)
      if (now !== seen) seen = now
      else
        thread.terminate().then(() => reject(new Error(`case ${now} hangs in ${JSON.stringify(list[reports.length])}`)))
    }, SILENCE_MS)
    thread.on('message', ({ report, arrayBuffers }: { report: DamageReport; arrayBuffers: number }) => {
      reports.push(report)
      if (arrayBuffers > ARRAY_BUFFERS_MB * 1e6) report.failures.push(`${arrayBuffers} bytes of buffers are held`)
    })
    thread.on('error', (error) => reject(new Error(`in ${JSON.stringify(list[reports.length])}`, { cause: error })))
    thread.on('exit', () => {
      clearInterval(watchdog)
      resolve(reports)
    })
  })
}

it('is an error with a place, or a value that says the same bytes', { timeout: thorough ? 0 : 600_000 }, async () => {
  const all = tasks()
  const halves = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)]
  const reports = (await Promise.all(halves.map(damageInThread))).flat()
  expect(reports.map(({ task }) => task.file).sort()).toEqual(all.map(({ file }) => file).sort())
  expect(reports.flatMap(({ task, failures }) => failures.map((failure) => `${task.file}: ${failure}`))).toEqual([])
  // What damages nothing, or makes nothing but errors of it, would prove nothing.
  for (const { task, cases, errors } of reports) {
    expect([task.file, cases > 50 || task.extent === 'some places']).toEqual([task.file, true])
    const isText = task.format === 'flinkConf' || task.format === 'configYaml' || task.format === 'haConfigMap'
    if (!isText || (task.format === 'configYaml' && task.extent !== 'some places'))
      expect([task.file, errors > 0]).toEqual([task.file, true])
  }
  expect(reports.reduce((sum, { values }) => sum + values, 0)).toBeGreaterThan(1000)
})
