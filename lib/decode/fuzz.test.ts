import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { FuzzReport } from '../formats/fuzz/engine.ts'
import type { FuzzTask } from './testing/fuzz-thread.ts'

const RUNS = process.env.WEIR_LONG === '1' ? 2_000_000 : process.env.CI ? 200_000 : 2_000
/** Another one each day on CI, so that runs add up; printed, because it finds the same again. */
const SEED = process.env.CI ? Math.floor(Date.now() / 86_400_000) : 1
/** TypeScript, the formats and the library for YAML. */
const HEAP_MB = 384
/** Without a new run for this long, it hangs. */
const SILENCE_MS = 60_000

function fuzzed(): Promise<FuzzReport> {
  const heartbeat = new SharedArrayBuffer(4)
  const workerData: FuzzTask = { runs: RUNS, seed: SEED, heartbeat }
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./testing/fuzz-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      execArgv: [],
    })
    let seen = -1
    const watchdog = setInterval(() => {
      const now = Atomics.load(new Int32Array(heartbeat), 0)
      if (now === seen) void thread.terminate().then(() => reject(new Error(`run ${now} hangs`)))
      seen = now
    }, SILENCE_MS)
    thread.on('message', resolve)
    thread.on('error', reject)
    thread.on('exit', (code) => {
      clearInterval(watchdog)
      reject(new Error(`ended with ${code} before it reported`))
    })
  })
}

it(`whatever an input is, it is decoded or refused: ${RUNS} runs from seed ${SEED}`, { timeout: 0 }, async () => {
  const { findings, runs, values, errors, branchesTaken } = await fuzzed()
  expect(findings.map(({ outcome, bytes }) => `${outcome}: ${Buffer.from(bytes).toString('base64')}`)).toEqual([])
  expect(runs).toBeGreaterThanOrEqual(RUNS)
  // Counters were put in, and the seeds are of what is known.
  expect(Math.min(values, errors, branchesTaken)).toBeGreaterThan(10)
})
