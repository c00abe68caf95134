import { expect, it } from 'vitest'
import type { FuzzReport } from '../formats/fuzz/engine.ts'
import { watchedThread } from '../formats/fuzz/run-fuzz.ts'

const RUNS = process.env.WEIR_LONG === '1' ? 2_000_000 : process.env.CI ? 200_000 : 2_000
/** Another one each day on CI, so that runs add up; printed, because it finds the same again. */
const SEED = process.env.CI ? Math.floor(Date.now() / 86_400_000) : 1
/** TypeScript, the formats and the library for YAML. */
const HEAP_MB = 384

it(`whatever an input is, it is decoded or refused: ${RUNS} runs from seed ${SEED}`, { timeout: 0 }, async () => {
  const { findings, runs, values, errors, branchesTaken } = await watchedThread<FuzzReport>(
    new URL('./testing/fuzz-thread.ts', import.meta.url),
    { workerData: { runs: RUNS, seed: SEED }, heapMb: HEAP_MB, what: 'recognising' },
  )
  expect(findings.map(({ outcome, bytes }) => `${outcome}: ${Buffer.from(bytes).toString('base64')}`)).toEqual([])
  expect(runs).toBeGreaterThanOrEqual(RUNS)
  // Counters were put in, and the seeds are of what is known.
  expect(Math.min(values, errors, branchesTaken)).toBeGreaterThan(10)
})
