import { parentPort, workerData } from 'node:worker_threads'
import type { DamagedFormat, FormatName } from '../damage/formats.ts'
import { corpusOf } from './corpus.ts'
import { branchCount, branchHits } from './instrument.ts'

const SMALLEST_MAXIMUM = 256
/** Of the thread's time. */
const MOST_RUN_MS = 1000

// Nearly every run ends in an error: their stacks would take most of the time.
Error.stackTraceLimit = 0

// Fuzzes one format. What reads it is imported here and not above, so that it is instrumented.

const { name, runs, seed, heartbeat }: FuzzTask = workerData
const counted = new Int32Array(heartbeat)
const { DAMAGED_FORMATS } = await import('../damage/formats.ts')
const { outcomeOf } = await import('../damage/outcome.ts')
const { seededRandom } = await import('../damage/places.ts')
const { fuzz } = await import('./engine.ts')

const format: DamagedFormat = DAMAGED_FORMATS[name]
const seeds = corpusOf(name, format.corpora).map(({ bytes }) => bytes)
const started = process.threadCpuUsage()
const report = fuzz({
  seeds,
  runs,
  maxBytes: format.maxFuzzBytes ?? Math.max(SMALLEST_MAXIMUM, ...seeds.map(({ length }) => length)),
  random: seededRandom(seed),
  hits: branchHits,
  branchCount,
  outcome: timedOutcome,
  onRun: () => Atomics.add(counted, 0, 1),
})
const spent = process.threadCpuUsage(started)

/** What takes longer is a finding too. */
function timedOutcome(bytes: Uint8Array): string {
  const before = process.threadCpuUsage()
  const outcome = outcomeOf(format, bytes)
  const { user, system } = process.threadCpuUsage(before)
  return user + system > MOST_RUN_MS * 1000 ? `took ${(user + system) / 1000} ms` : outcome
}

parentPort?.postMessage({ name, report, cpuMs: (spent.user + spent.system) / 1000 })

export interface FuzzTask {
  name: FormatName
  runs: number
  seed: number
  heartbeat: SharedArrayBuffer
}
