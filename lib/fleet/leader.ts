import type { Problem } from '../problem.ts'
import type { LeaderView } from './view.ts'

/** What one leader annotation says, read by lib/formats, and when its renewal was seen to move. */
export interface LeaseEvidence {
  holder: string
  leaseDurationMs: number
  acquireTime: number | null
  renewTime: number | null
  /** Weir's clock when the present `renewTime` was first seen; null where it was there at the first look. */
  renewalSeenAt: number | null
  /** False where the map of the dispatcher holds no leader entry (1.15+) or no address (1.13, 1.14). */
  hasDispatcher: boolean
}

/**
 * Flink has no leader when the holder is empty (released on 1.19+), when the lease ran out without renewal (killed), or
 * when there is no dispatcher entry (stopped on 1.15 – 1.18, and on 2.0 and 2.1, whose dying process wins the lease again).
 *
 * The renewal's own time is on the JobManager's clock, so once a renewal has been seen to move, Weir's clock counts: a
 * JobManager whose clock is wrong is no dead JobManager.
 */
export function judgeLeader(lease: LeaseEvidence | null, now: number, skewMs: number): LeaderView {
  if (lease === null) return { ...NO_LEADER, kind: 'unknown', reason: null }
  const view = {
    holder: lease.holder === '' ? null : lease.holder,
    since: lease.acquireTime,
    renewedAt: lease.renewTime,
    leaseDurationMs: lease.leaseDurationMs,
  }
  const none = (reason: Problem): LeaderView => ({ ...view, kind: 'none', reason })
  if (lease.holder === '') return none({ code: 'leader.released' })
  if (!lease.hasDispatcher) return none({ code: 'leader.no-dispatcher' })
  const expires = leaseExpiresAt(lease, skewMs)
  if (expires === null) return { ...view, kind: 'unknown', reason: { code: 'leader.no-renewal' } }
  if (expires < now) {
    return none({ code: 'leader.lease-expired', params: { seconds: Math.round(lease.leaseDurationMs / 1000) } })
  }
  return { ...view, kind: 'leader', reason: null }
}

/** When the lease runs out on Weir's clock unless it is renewed; null where no renewal is known. */
export function leaseExpiresAt(lease: LeaseEvidence, skewMs: number): number | null {
  const alive = lease.renewalSeenAt ?? (lease.renewTime === null ? null : lease.renewTime - skewMs)
  return alive === null ? null : alive + lease.leaseDurationMs
}

export const NO_LEADER: LeaderView = {
  kind: 'none',
  holder: null,
  since: null,
  renewedAt: null,
  leaseDurationMs: null,
  reason: null,
}
