import { describe, expect, it } from 'vitest'
import type { BenchFile } from './files.ts'
import { page } from './page.ts'
import { type Comparison, type Measured, median, missed, results } from './report.ts'
import { Results } from './results.ts'

const file: BenchFile = {
  name: 'metadata-7mb',
  kind: 'rocksdb',
  path: '/cache/metadata-7mb',
  bytes: 7_000_000,
  files: 47_000,
  inlineHandles: 2_000,
  inlineBytes: 450_000,
}
const took = (...ms: number[]): Measured => ({ coldMs: 99, ms, sum: 1, peakMb: 80 })
const comparison = (mode: Comparison['mode'], ours: number, theirs: number): Comparison => ({
  file,
  mode,
  rival: 'flink',
  ours: took(ours),
  theirs: took(theirs),
})

describe('report', () => {
  it('takes the median, which one slow round does not move', () => {
    expect(median([3, 900, 1, 2, 4])).toBe(3)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(() => median([])).toThrow(RangeError)
  })

  it('tells machines full and summary, with the ratio that medians have', () => {
    const compared = [comparison('full', 2, 100), comparison('values', 50, 100), comparison('summary', 1, 100)]
    expect(results(compared)).toEqual([
      {
        file: 'metadata-7mb',
        bytes: 7_000_000,
        mode: 'full',
        rival: 'flink',
        oursMs: 2,
        rivalMs: 100,
        ratio: 50,
        peakMb: 80,
      },
      {
        file: 'metadata-7mb',
        bytes: 7_000_000,
        mode: 'summary',
        rival: 'flink',
        oursMs: 1,
        rivalMs: 100,
        ratio: 100,
        peakMb: 80,
      },
    ])
  })

  it('promises a shape that damage does not have', () => {
    const told = { results: results([comparison('summary', 1, 100)]) }
    expect(Results.parse(JSON.parse(JSON.stringify(told)))).toEqual(told)
    for (const damage of [{ ratio: null }, { mode: 'cold' }, { peakMb: 0 }, { more: 1 }]) {
      const [result] = told.results
      expect(Results.safeParse({ results: [{ ...result, ...damage }] }).success).toBe(false)
    }
    expect(Results.safeParse({ results: [] }).success).toBe(false)
  })

  it('names every target that was missed', () => {
    expect(missed([comparison('full', 2, 100), comparison('summary', 1, 100)])).toEqual([])
    const slow = [comparison('full', 20, 100), comparison('summary', 2, 100)]
    expect(missed(slow)).toEqual([
      'metadata-7mb, full: 5.00 times Flink, not 10',
      'metadata-7mb, summary: 50.0 times Flink, not 100',
    ])
    const text = page(slow, [file], 'openjdk 17')
    expect(text).toContain('Missed: metadata-7mb, full: 5.00 times Flink, not 10; ')
    expect(text).toContain('| metadata-7mb | 7.0 | 47000 | 2000 | 7000 | 6 % |')
    // 100 ms, 20 ms and 2 ms over 49,000 handles; 1 ms would be the target.
    expect(text).toContain('| metadata-7mb | 143 | 2041 | 408 | 40.8 | 20.4 |')
    const configMap: Comparison = {
      ...comparison('cold', 21, 300),
      file: { ...file, name: 'config-map-1mb', kind: 'config-map' },
      rival: 'ObjectInputStream',
    }
    expect(missed([configMap])).toEqual(['config-map-1mb, cold: 21.0 ms, not 20'])
  })
})
