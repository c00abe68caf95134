import { describe, expect, it } from 'vitest'
import { DAMAGED_FORMATS, type DamagedFormat, type FormatName } from '../damage/formats.ts'
import { outcomeOf } from '../damage/outcome.ts'
import { corpusOf } from './corpus.ts'
import { fuzz } from './engine.ts'
import { runFuzz } from './run-fuzz.ts'

/** Of each format: in the long run, on CI, and while somebody works. */
const RUNS = process.env.WEIR_LONG === '1' ? 10_000_000 : process.env.CI ? 1_000_000 : 3_000
/** On CI another one for each commit, so that runs add up; printed, because it finds the same again. */
const SEED = process.env.CI ? Number.parseInt(process.env.GITHUB_SHA?.slice(0, 7) ?? '', 16) || daysSinceEpoch() : 1
const names = Object.keys(DAMAGED_FORMATS).filter((name): name is FormatName => Object.hasOwn(DAMAGED_FORMATS, name))

describe('the corpus', () => {
  it.each(names)('%s: what was found once is found no more', (name) => {
    const format: DamagedFormat = DAMAGED_FORMATS[name]
    const corpus = corpusOf(name, format.corpora)
    expect(corpus.length).toBeGreaterThan(2)
    const outcomes = corpus.map(({ file, bytes }) => [file, outcomeOf(format, bytes)])
    expect(outcomes.filter(([, outcome]) => outcome !== 'value' && outcome !== 'error')).toEqual([])
  })
})

describe('the engine', () => {
  const hits = new Uint8Array(8)
  const options = (outcome: (bytes: Uint8Array) => string) => {
    let state = 1
    // Numbers of a linear congruence: good enough to mutate with.
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state / 2 ** 32
    }
    return {
      seeds: [new Uint8Array(4)],
      maxBytes: 8,
      random,
      hits,
      branchCount: () => hits.length,
      outcome,
      onRun: () => {},
    }
  }
  /** A branch for each byte of a word that is right, one behind the other. */
  const password = (bytes: Uint8Array) => {
    for (const [i, char] of [...'weir'].entries()) {
      if (bytes[i] !== char.charCodeAt(0)) return 'error'
      hits[i] = (hits[i] ?? 0) + 1
    }
    return 'found it'
  }

  it('finds its way step by step, where chance alone would take 2^32 runs', () => {
    const report = fuzz({ ...options(password), runs: 200_000 })
    expect(report.findings.map(({ outcome }) => outcome)).toContain('found it')
    expect(new TextDecoder().decode(report.findings[0]?.bytes.subarray(0, 4))).toBe('weir')
    expect(report.corpus.length).toBeGreaterThan(3)
  })

  it('does not without counters', () => {
    const blind = {
      ...options((bytes) => (password(bytes) === 'found it' ? 'found it' : 'error')),
      branchCount: () => 0,
    }
    expect(fuzz({ ...blind, runs: 20_000 }).findings).toEqual([])
  })

  it('does the same again with the same numbers', () => {
    const first = fuzz({ ...options(password), runs: 5_000 })
    expect(fuzz({ ...options(password), runs: 5_000 })).toEqual(first)
  })
})

it(`nothing is found in ${RUNS} runs of each format from seed ${SEED}`, { timeout: 0 }, async () => {
  const reports = await runFuzz(names.toReversed(), { runs: RUNS, seed: SEED })
  expect(reports.map(({ name }) => name).sort()).toEqual([...names].sort())
  for (const { name, report } of reports) {
    expect([
      name,
      report.findings.map(({ outcome, bytes }) => `${outcome}: ${Buffer.from(bytes).toString('base64')}`),
    ]).toEqual([name, []])
    expect([name, report.runs >= RUNS]).toEqual([name, true])
    // Counters were put in, and the seeds are of the format.
    expect([name, report.branchesTaken > 10 && report.values > 0]).toEqual([name, true])
  }
})

function daysSinceEpoch(): number {
  return Math.floor(Date.now() / 86_400_000)
}
