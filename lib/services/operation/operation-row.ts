import { z } from 'zod'
import type { Operation } from '../../db/generated/client.ts'
import { StoredProblem } from '../../db/stored-problem.ts'
import type { OperationStepView, OperationView } from '../../fleet/operation-view.ts'
import type { OperationKind } from './operation-kind.ts'

const StoredSteps: z.ZodType<OperationStepView[]> = z.array(
  z.object({
    step: z.string(),
    status: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
    startedAt: z.number().nullable(),
    endedAt: z.number().nullable(),
  }),
)
const Status = z.enum(['waiting', 'running', 'completed', 'failed', 'lost'])

/** The steps of a row; none where they can't be read. */
export function storedSteps(row: Operation): OperationStepView[] {
  return StoredSteps.catch([]).parse(row.steps)
}

/** A row as pages show it. @throws ZodError where a row is none that any version wrote */
export function operationView(row: Operation, kind: OperationKind): OperationView {
  return {
    id: row.id,
    status: Status.parse(row.status),
    connection: { id: row.connection, name: row.connectionName },
    namespace: row.namespace,
    cluster: row.cluster,
    jobId: row.jobId,
    jobName: row.jobName,
    actor: row.actor,
    requestedAt: row.requestedAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
    steps: storedSteps(row),
    ...kind.view(row),
    problem: StoredProblem.parse(row.problem),
  }
}
