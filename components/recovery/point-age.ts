import type { RecoveryPointView } from '@/lib/fleet/view'

export interface PointAge {
  ms: number
  /** True where only the time of first sight is known: the point is at least this old. */
  atLeast: boolean
}

/**
 * How old a recovery point is.
 *
 * @param now on Weir's clock.
 * @param clockSkewMs how far the source's clock is ahead of Weir's.
 */
export function pointAge(point: RecoveryPointView, now: number, clockSkewMs: number): PointAge {
  return point.triggeredAt === null
    ? { ms: Math.max(0, now - point.firstSeenAt), atLeast: true }
    : { ms: Math.max(0, now - (point.triggeredAt - clockSkewMs)), atLeast: false }
}
