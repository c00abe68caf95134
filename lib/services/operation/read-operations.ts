import type { Ctx } from '../../auth/context.ts'
import type { OperationView } from '../../fleet/operation-view.ts'
import type { JobAddressInput } from '../job/find-job.ts'
import { currentOperations } from './running-operations.ts'

/**
 * Of a job, newest first: what is under way, and what ended lately.
 *
 * @param jobIds all that its runs go by: a restored job goes on under another
 */
export function operationsOfJob(
  ctx: Ctx,
  { connection, namespace, cluster }: Omit<JobAddressInput, 'jobId'>,
  jobIds: readonly string[],
): OperationView[] {
  return visible(ctx).filter(
    (operation) =>
      operation.connection.id === connection &&
      operation.namespace === namespace &&
      operation.cluster === cluster &&
      jobIds.includes(operation.jobId),
  )
}

/** What is under way wherever this actor may see it, newest first. */
export function operationsUnderWay(ctx: Ctx): OperationView[] {
  return visible(ctx).filter(isUnderWay)
}

/** Grows with every change of what the functions above tell. */
export function operationsRevision(): number {
  return currentOperations()?.board.revision ?? 0
}

function visible(ctx: Ctx): OperationView[] {
  return currentOperations()?.board.visibleTo(ctx) ?? []
}

function isUnderWay({ status }: OperationView): boolean {
  return status === 'waiting' || status === 'running'
}
