import type { StreamMessage } from '@/lib/fleet/stream-message'
import type { RecoveryPointsView } from '@/lib/recovery/recovery-view'

/** The page's view, with how often the stream told of a change that may make or take a point. */
export interface LivePoints extends RecoveryPointsView {
  changes: number
}

/**
 * Takes over the head of the page. The points themselves are read again by whoever sees `changes` grow: to rank them takes
 * looking into storage, which a stream does not do.
 */
export function applyToRecoveryPoints(view: LivePoints, message: StreamMessage): LivePoints {
  if (message.kind !== 'job') return view
  const { now, job, sources } = message
  const finished = message.upserted.some(({ status }) => status === 'completed')
  // The first message repeats all that the page was made from.
  const changed = !message.reset && (finished || message.removed.length > 0)
  const leaderChanged = job.leader.kind !== view.job.leader.kind
  return { ...view, now, job, sources, changes: view.changes + (changed || leaderChanged ? 1 : 0) }
}
