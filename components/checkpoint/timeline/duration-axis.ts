import { type Duration, interval } from '@/components/format/age'

/**
 * The texts of an axis of durations: the unit stands at the top alone, unless a tick is in another.
 *
 * @param ticks from 0 upwards, as `durationScale` makes them
 */
export function durationAxis(ticks: readonly number[], write: (duration: Duration) => string): string[] {
  const durations = ticks.map(interval)
  const top = durations.at(-1)
  const oneUnit = durations.slice(1).every(({ form, values }) => form === top?.form && Object.keys(values).length === 1)
  return durations.map((duration, index) => {
    if (index === 0) return '0'
    return oneUnit && duration !== top ? String(Object.values(duration.values)[0]) : write(duration)
  })
}
