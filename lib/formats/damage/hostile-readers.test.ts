import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { HostileReader, HostileReport, HostileTask } from './hostile-thread.ts'

// Every reader is given what is made to be endless, deep or wide, of 1 MB and of 16: it ends in a typed error or a value,
// within a second of its thread's time and 64 MB of memory above the input.

const MOST_CPU_MS = 1000
/** As many more bytes, as much more time: what grows with their square takes minutes. */
const MOST_LARGE_CPU_MS = 12_500
const MOST_MB = 64
/** What the modules take. */
const MODULES_MB = 40

const JAVA: HostileReader[] = ['javaValues', 'javaSyntax', 'completedCheckpoint', 'submittedJob']
const METADATA: HostileReader[] = ['metadata', 'summary']
const OTHERS: HostileReader[] = [...METADATA, 'jobResult', 'leader', 'flinkConf', 'configYaml']
/** Refuse more than a ConfigMap holds before they look at it. */
const BASE64: HostileReader[] = ['stateHandle', 'haConfigMap']

/** A reader that takes more dies of it, with the case it was at. */
function readInThread(length: number, readers: readonly HostileReader[], heapMb: number): Promise<HostileReport[]> {
  const heartbeat = new SharedArrayBuffer(4)
  const workerData: HostileTask = { length, readers, heartbeat }
  const reports: HostileReport[] = []
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./hostile-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MODULES_MB + heapMb },
      execArgv: [],
    })
    thread.on('message', (report: HostileReport) => reports.push(report))
    thread.on('error', (error) => {
      const last = reports.at(-1)
      reject(new Error(`after ${last?.reader}: ${last?.name}`, { cause: error }))
    })
    thread.on('exit', () => {
      const begun = new Int32Array(heartbeat)[0]
      if (begun === reports.length) resolve(reports)
      else reject(new Error(`${begun} cases were begun, ${reports.length} ended`))
    })
  })
}

it.each<[string, number, HostileReader[], heapMb: number, cpuMs: number]>([
  ['1 MB', 1_000_000, [...JAVA, ...OTHERS, ...BASE64], MOST_MB, MOST_CPU_MS],
  // Of text there is a copy, as a string.
  ['16 MB', 16_000_000, [...JAVA, ...OTHERS], MOST_MB + 16, MOST_CPU_MS],
  ['200 MB', 200_000_000, METADATA, MOST_MB, MOST_LARGE_CPU_MS],
])(
  '%s end in a typed error or a value, in bounded time and memory',
  { timeout: 300_000 },
  async (_name, length, readers, heapMb, mostCpuMs) => {
    const reports = await readInThread(length, readers, heapMb)
    const outcomes = new Set(reports.map(({ outcome }) => outcome))
    expect([...outcomes].filter((outcome) => outcome.startsWith('threw'))).toEqual([])
    expect(outcomes).toContain('value')
    expect(outcomes).toContain('tooLarge')
    expect(reports.filter(({ cpuMs }) => cpuMs > mostCpuMs)).toEqual([])
    expect(reports.filter(({ bufferBytes }) => bufferBytes > MOST_MB * 1e6)).toEqual([])
  },
)
