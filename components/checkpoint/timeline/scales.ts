// Scales of the charts: pure, in milliseconds and pixels.

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const DURATION_STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  250,
  500,
  ...[1, 2, 4, 5, 10, 15, 30].map((s) => s * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((m) => m * MINUTE),
  ...[1, 2, 4, 6, 12, 24].map((h) => h * HOUR),
]
const MOST_STEPS = 4

/** A scale from 0 to the next step above a value: `ticks` from 0 to `top`. */
export function durationScale(longestMs: number): { top: number; ticks: number[] } {
  const step =
    DURATION_STEPS.find((one) => one * MOST_STEPS >= longestMs) ?? Math.ceil(longestMs / MOST_STEPS / DAY) * DAY
  const count = Math.max(1, Math.ceil(longestMs / step))
  return { top: step * count, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) }
}

const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((m) => m * MINUTE),
  ...[1, 2, 3, 6, 12].map((h) => h * HOUR),
  ...[1, 2, 7, 14, 28, 56, 112, 364].map((d) => d * DAY),
]

/**
 * Round times within a span, at most `most` of them.
 *
 * @param offsetMs how far the reader's zone is ahead of UTC: days begin at their midnight
 */
export function timeTicks(
  span: { from: number; to: number },
  most: number,
  offsetMs: number,
): { at: number; day: boolean }[] {
  const length = span.to - span.from
  const step = TIME_STEPS.find((one) => length / one <= most) ?? length
  const ticks: { at: number; day: boolean }[] = []
  for (let at = Math.ceil((span.from + offsetMs) / step) * step; at <= span.to + offsetMs; at += step) {
    ticks.push({ at: at - offsetMs, day: step >= DAY || at % DAY === 0 })
  }
  return ticks
}
