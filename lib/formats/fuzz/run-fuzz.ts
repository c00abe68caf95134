import { Worker } from 'node:worker_threads'
import type { FormatName } from '../damage/formats.ts'
import type { FuzzReport } from './engine.ts'

export interface FormatReport {
  name: FormatName
  report: FuzzReport
  cpuMs: number
}

/** 64 MB above what the modules take, TypeScript's among them. */
const HEAP_MB = 160 + 64
/** Without a new run for this long, a thread hangs. */
const SILENCE_MS = 60_000

/** Cores of the machine that CI runs on. */
const THREADS = 2

/**
 * Fuzzes formats, each in a thread of its own with a capped heap, two at a time.
 *
 * @param runs of each format.
 * @throws Error when a thread dies or hangs, with the format it was at.
 */
export async function runFuzz(
  formats: readonly FormatName[],
  options: { runs: number; seed: number; onReport?: (report: FormatReport) => void },
): Promise<FormatReport[]> {
  const waiting = [...formats]
  const reports: FormatReport[] = []
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const report = await fuzzInThread(name, options.runs, options.seed)
      reports.push(report)
      options.onReport?.(report)
    }
  }
  await Promise.all(Array.from({ length: THREADS }, work))
  return reports
}

function fuzzInThread(name: FormatName, runs: number, seed: number): Promise<FormatReport> {
  const workerData = { name, runs, seed }
  return watchedThread(new URL('./fuzz-thread.ts', import.meta.url), { workerData, heapMb: HEAP_MB, what: name })
}

/**
 * Runs a thread that counts its runs in `workerData.heartbeat`, which is added here.
 *
 * @returns what it posts
 * @throws Error when it dies or hangs, with `what` it was at.
 */
export function watchedThread<Report>(
  thread: URL,
  { workerData, heapMb, what }: { workerData: object; heapMb: number; what: string },
): Promise<Report> {
  const heartbeat = new SharedArrayBuffer(4)
  const counted = new Int32Array(heartbeat)
  return new Promise((resolve, reject) => {
    const started = new Worker(thread, {
      workerData: { ...workerData, heartbeat },
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      execArgv: [],
    })
    let seen = -1
    const watchdog = setInterval(() => {
      const now = Atomics.load(counted, 0)
      if (now !== seen) seen = now
      else void started.terminate().then(() => reject(new Error(`run ${now} of ${what} hangs`)))
    }, SILENCE_MS)
    started.on('message', resolve)
    started.on('error', (error) => reject(new Error(`fuzzing ${what}: ${error}`, { cause: error })))
    started.on('exit', (code) => {
      clearInterval(watchdog)
      reject(new Error(`fuzzing ${what} ended with ${code} before it reported`))
    })
  })
}
