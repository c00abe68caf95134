import { describe, expect, it } from 'vitest'
import type { BenchFile } from './files.ts'
import { type Comparison, type Measured, median, missed, page, results } from './report.ts'

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

  it('names every target that was missed', () => {
    expect(missed([comparison('full', 2, 100), comparison('summary', 1, 100)])).toEqual([])
    const slow = [comparison('full', 20, 100), comparison('summary', 2, 100)]
    expect(missed(slow)).toEqual([
      'metadata-7mb, full: 5.00 times Flink, not 10',
      'metadata-7mb, summary: 50.0 times Flink, not 100',
    ])
    expect(page(slow, [file], 'openjdk 17')).toContain('Missed: metadata-7mb, full: 5.00 times Flink, not 10; ')
    const configMap: Comparison = {
      ...comparison('cold', 21, 300),
      file: { ...file, name: 'config-map-1mb', kind: 'config-map' },
      rival: 'ObjectInputStream',
    }
    expect(missed([configMap])).toEqual(['config-map-1mb, cold: 21.0 ms, not 20'])
  })
})
