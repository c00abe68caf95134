import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'

/** Smallest, largest and average of a measure; from 1.14 on its percentiles. */
export type Span = Record<string, number | 'NaN'>

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 }

export function spanOf(values: readonly number[], release: FlinkRelease): Span {
  const min = values.length === 0 ? 0 : Math.min(...values)
  const max = values.length === 0 ? 0 : Math.max(...values)
  const avg = values.length === 0 ? 0 : Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length)
  return { min, max, avg, ...(isSince(release, '1.14') && percentiles(values)) }
}

/** Flink writes the text `NaN` where there are no values. */
export function percentiles(values: readonly number[]): Span {
  const sorted = values.toSorted((a, b) => a - b)
  return Object.fromEntries(
    Object.entries(QUANTILES).map(([name, quantile]) => {
      return [name, sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 'NaN']
    }),
  )
}
