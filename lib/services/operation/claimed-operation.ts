import { audit } from '../../audit/record.ts'
import type { Database } from '../../db/client.ts'
import { type Operation, Prisma } from '../../db/generated/client.ts'
import type { OperationStatus, OperationStepView } from '../../fleet/operation-view.ts'
import type { Problem } from '../../problem.ts'
import { failPoint } from './fail-point.ts'

/** Another worker has taken the operation on, or it has ended: nothing more may be done for it here. */
export class Superseded extends Error {
  constructor() {
    super('another worker has taken this operation on')
    this.name = 'Superseded'
  }
}

export interface OperationChange {
  progress?: Prisma.InputJsonObject
  steps?: OperationStepView[]
  /** null: nothing keeps it waiting any more */
  problem?: Problem | null
}

/** An operation that this worker, and no other, works on: each of its writes is refused once another has taken it on. */
export interface ClaimedOperation {
  readonly row: Operation
  save(change: OperationChange): Promise<void>
  end(
    status: Extract<OperationStatus, 'completed' | 'failed' | 'lost'>,
    outcome: OperationChange & { result?: Prisma.InputJsonObject },
  ): Promise<void>
}

/**
 * Takes an operation on. Null where it has ended or is unknown.
 *
 * @param onWrite is given each row as it was written
 */
export async function claimOperation(
  database: Database,
  id: string,
  onWrite: (row: Operation) => void,
): Promise<ClaimedOperation | null> {
  const [claimed] = await database.operation.updateManyAndReturn({
    where: { id, endedAt: null },
    data: { attempt: { increment: 1 }, status: 'running' },
  })
  if (claimed === undefined) return null
  onWrite(claimed)
  return claimOf(database, claimed, onWrite)
}

function claimOf(database: Database, row: Operation, onWrite: (row: Operation) => void): ClaimedOperation {
  const mine = { id: row.id, attempt: row.attempt, endedAt: null }
  return {
    row,
    async save(change) {
      const [saved] = await database.operation.updateManyAndReturn({ where: mine, data: columns(change) })
      if (saved === undefined) throw new Superseded()
      onWrite(saved)
    },
    async end(status, { result, ...change }) {
      failPoint('before-result')
      const ended = await database.$transaction(async (tx) => {
        const [written] = await tx.operation.updateManyAndReturn({
          where: mine,
          data: { ...columns(change), status, endedAt: new Date(), ...(result ? { result } : {}) },
        })
        if (written === undefined) throw new Superseded()
        await audit(tx, 'weir', {
          verb: `${row.kind}.${status}`,
          subject: subjectOf(row),
          operationId: row.id,
          detail: { ...(result ? { result } : {}), ...(change.problem ? { problem: change.problem.code } : {}) },
        })
        return written
      })
      onWrite(ended)
    },
  }
}

/** What an operation is done to, as the audit names it. */
export function subjectOf(row: Operation): { connection: string; namespace: string; cluster: string; jobId: string } {
  const { connection, namespace, cluster, jobId } = row
  return { connection, namespace, cluster, jobId }
}

function columns({ progress, steps, problem }: OperationChange): Prisma.OperationUpdateManyMutationInput {
  return {
    ...(progress === undefined ? {} : { progress }),
    ...(steps === undefined ? {} : { steps: steps.map((step) => ({ ...step })) }),
    ...(problem === undefined ? {} : { problem: problem === null ? Prisma.DbNull : { ...problem } }),
  }
}
