import type { CheckpointRow } from '../../fleet/view.ts'
import type { Problem } from '../../problem.ts'
import { savepointFailure } from './savepoint-failure.ts'
import type { SavepointProgress } from './savepoint-state.ts'
import { liesIn } from './savepoint-target.ts'

/**
 * What became of a savepoint that Flink's own word can't be had on any more.
 *
 * completed, failed, in-progress: exactly one fits · never-started: proven, and it can't start any more · gone: proven that
 * none was completed, since the JobManager that had the order is dead · untold: it has to be looked for again · lost:
 * what could be asked does not tell.
 */
export type Found =
  | { kind: 'completed'; location: string }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'in-progress' | 'never-started' | 'gone' | 'untold' | 'lost' }

/** A savepoint of the job, by whoever tells of it. Times on the JobManager's clock. */
export interface SavepointSighting {
  checkpointId: number
  status: CheckpointRow['status']
  triggeredAt: number | null
  path: string | null
  failure: string | null
}

export interface SavepointEvidence {
  sightings: SavepointSighting[]
  /** The JobManager that may have got the order still leads. */
  sameJobManager: boolean
  /** It was asked by the order's id, within the time for which it knows one, and knows none. */
  knowsNoOrder: boolean
  /** Its list goes back to before the order, so that what it does not name was never started. */
  listReachesBack: boolean
  /** None failed since before the order, and its list names all that is under way: what it does not name is complete or was never started. */
  othersComplete: boolean
  /** Complete savepoints in the target that did not lie there before the order; null: that can't be told. */
  listed: string[] | null
}

type Order = Pick<SavepointProgress, 'target' | 'notBefore' | 'firstCheckpointId'>

/** Decides from what all sources tell; in doubt it is lost, never made up. */
export function decideSavepoint(order: Order, evidence: SavepointEvidence): Found {
  const { sameJobManager, knowsNoOrder, listReachesBack, othersComplete, listed } = evidence
  // Then those that are seen are others', by Flink's own word.
  if (sameJobManager && knowsNoOrder) return { kind: 'never-started' }
  const candidates = evidence.sightings.filter((seen) => mayBeOf(order, seen))
  const completed = candidates.filter(({ status, path }) => status === 'completed' && path !== null)
  const [only] = completed
  if (only?.path != null && completed.length === 1) return { kind: 'completed', location: only.path }
  if (completed.length > 1) return { kind: 'lost' }
  if (candidates.some(({ status }) => status === 'in-progress' || status === 'unknown')) return { kind: 'in-progress' }
  if (candidates.some(({ status }) => status === 'completed')) return { kind: 'untold' }
  const [failed] = candidates
  if (failed !== undefined) {
    return candidates.length === 1
      ? { kind: 'failed', problem: savepointFailure(failed.failure ?? '') }
      : { kind: 'lost' }
  }
  if (sameJobManager && listReachesBack) return { kind: 'never-started' }
  // Ten checkpoints later Flink's list is of no use: then the target tells, if what was started must have ended there.
  if (listed === null || (sameJobManager && !othersComplete)) return { kind: 'lost' }
  const [location] = listed
  if (location !== undefined) return listed.length === 1 ? { kind: 'completed', location } : { kind: 'lost' }
  return { kind: sameJobManager ? 'never-started' : 'gone' }
}

function mayBeOf(order: Order, { checkpointId, triggeredAt, path }: SavepointSighting): boolean {
  if (order.notBefore !== null && triggeredAt !== null && triggeredAt < order.notBefore) return false
  if (order.firstCheckpointId !== null && checkpointId < order.firstCheckpointId) return false
  return path === null || order.target === null || liesIn(path, order.target)
}
