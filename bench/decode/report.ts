import type { BenchFile, FileName } from './files.ts'
import type { Result } from './results.ts'

/** One process: milliseconds of its first call and of each measured round, and the most memory it had. */
export interface Measured {
  coldMs: number
  ms: number[]
  /** What was read comes to this: the same on both sides. */
  sum: number
  peakMb: number
}

export interface Comparison {
  file: BenchFile
  /** `values` makes a value of everything, `chunks` reads from disk, `cold` is the first call of a process. */
  mode: 'full' | 'summary' | 'values' | 'chunks' | 'cold'
  rival: Result['rival']
  ours: Measured
  theirs: Measured
}

/** For machines: medians of the two modes; a cold start is a file of its own. */
export function results(comparisons: readonly Comparison[]): Result[] {
  return comparisons.flatMap(({ file, mode, rival, ours, theirs }) => {
    if (mode === 'values' || mode === 'chunks') return []
    const [oursMs, rivalMs] = [median(ours.ms), median(theirs.ms)]
    return [
      {
        file: mode === 'cold' ? `${file.name}-cold` : file.name,
        bytes: file.bytes,
        mode: mode === 'summary' ? 'summary' : 'full',
        rival,
        oursMs,
        rivalMs,
        ratio: rivalMs / oursMs,
        peakMb: ours.peakMb,
      },
    ]
  })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  if (low === undefined || high === undefined) throw new RangeError('no values to take the median of')
  return (low + high) / 2
}

/** Times Flink. */
export const RATIO_TARGETS = { full: 10, summary: 100 } as const
const MS_TARGETS: { file: FileName; mode: Comparison['mode']; ms: number }[] = [
  { file: 'config-map-1mb', mode: 'cold', ms: 20 },
  { file: 'config-map-1mb', mode: 'full', ms: 5 },
]

/** One sentence for each target that was not met. */
export function missed(comparisons: readonly Comparison[]): string[] {
  return comparisons.flatMap(({ file, mode, rival, ours, theirs }) => {
    const oursMs = median(ours.ms)
    const target = MS_TARGETS.find((each) => each.file === file.name && each.mode === mode)
    if (target && oursMs > target.ms) return [`${file.name}, ${mode}: ${round(oursMs)} ms, not ${target.ms}`]
    if (rival !== 'flink' || (mode !== 'full' && mode !== 'summary')) return []
    const ratio = median(theirs.ms) / oursMs
    return ratio < RATIO_TARGETS[mode]
      ? [`${file.name}, ${mode}: ${round(ratio)} times Flink, not ${RATIO_TARGETS[mode]}`]
      : []
  })
}

/** Three digits that count. */
export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
