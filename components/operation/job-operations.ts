import type { OperationView } from '@/lib/fleet/operation-view'
import type { JobHeaderView } from '@/lib/fleet/view'
import type { Problem } from '@/lib/problem'

export function isUnderWay({ status }: OperationView): boolean {
  return status === 'waiting' || status === 'running'
}

/** An order to which no answer came that tells: it may have been taken, so the next click sends the same one again. */
export interface Unanswered {
  requestId: string
  wish: string
  problem: Problem
  /** The newest operation of the job when it was sent. */
  newest: string | null
}

/** Whether a problem leaves open if the order was taken: its writing may have been lost in the very last step. */
export function leavesOpen({ code }: Problem): boolean {
  return code === 'database.unanswered' || code === 'unexpected'
}

/** Null too where another operation has been told since: the order was taken, or another one went first. */
export function unlessTold(unanswered: Unanswered | null, newest: OperationView | null): Unanswered | null {
  return unanswered !== null && unanswered.newest === (newest?.id ?? null) ? unanswered : null
}

/** Newest first, with the one that was just ordered in it until the stream tells of it. */
export function operationsWith(told: readonly OperationView[], ordered: OperationView | null): OperationView[] {
  if (ordered === null || told.some(({ id }) => id === ordered.id)) return [...told]
  return [ordered, ...told]
}

/** The newest of this very job, under whichever of its ids: a restored one goes on under another. */
export function newestOf(
  job: Pick<JobHeaderView, 'connection' | 'namespace' | 'cluster' | 'currentJobId' | 'lineage'>,
  operations: readonly OperationView[],
): OperationView | null {
  const ids = [job.currentJobId, ...job.lineage.map(({ jobId }) => jobId)]
  const own = operations.filter(
    ({ connection, namespace, cluster, jobId }) =>
      connection.id === job.connection.id &&
      namespace === job.namespace &&
      cluster === job.cluster &&
      ids.includes(jobId),
  )
  return own[0] ?? null
}
