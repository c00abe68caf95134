import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { actorName, audit } from '../../audit/record.ts'
import type { WriteCtx } from '../../auth/context.ts'
import { type Operation, Prisma } from '../../db/generated/client.ts'
import type { OperationView } from '../../fleet/operation-view.ts'
import { WeirError } from '../../problem.ts'
import { type FoundJob, findJob, JobAddressInput } from '../job/find-job.ts'
import { failPoint } from '../operation/fail-point.ts'
import { operationView } from '../operation/operation-row.ts'
import { runningOperations } from '../operation/running-operations.ts'
import { runningFleet } from '../running-fleet.ts'
import { savepointKind } from './savepoint-kind.ts'
import { savepointRefusal } from './savepoint-offer.ts'
import type { SavepointInput } from './savepoint-state.ts'
import { savepointSteps } from './savepoint-steps.ts'

const TriggerSavepoint = z.strictObject({
  ...JobAddressInput.shape,
  /** Made by whoever asks, one for each wish: asked again under it, nothing new is done. */
  requestId: z.uuid(),
  format: z.enum(['canonical', 'native']),
  /** An absolute directory with a scheme; null: the one the cluster is configured with. */
  target: z.string().max(2_000).nullable(),
})
export type TriggerSavepointInput = z.input<typeof TriggerSavepoint>

/** A savepoint may wait for a checkpoint that is under way, and take as long as a checkpoint may. */
const TIMEOUTS_ALLOWED = 2
const DEFAULT_TIMEOUT_MS = 10 * 60_000
const LONGEST_MS = 12 * 60 * 60_000

/**
 * Orders a savepoint: a durable operation that a worker of some replica takes to its end. The same `requestId` gives the
 * same operation.
 *
 * @throws WeirError `auth.forbidden`, `input.invalid`, `job.unknown`, what keeps a savepoint from being taken now,
 * `savepoint.under-way` while the job has one, `operation.request-reused` where the id was used for another wish.
 */
export async function triggerSavepoint({
  ctx,
  input,
}: {
  ctx: WriteCtx
  input: TriggerSavepointInput
}): Promise<OperationView> {
  const parsed = TriggerSavepoint.safeParse(input)
  if (!parsed.success) {
    throw new WeirError({ code: 'input.invalid', params: { field: parsed.error.issues[0]?.path.join('.') ?? '' } })
  }
  const { requestId, format, target, ...address } = parsed.data
  const subject = { connection: address.connection, namespace: address.namespace, name: address.cluster }
  ctx.require('savepoint:trigger', subject)

  const { database } = runningFleet()
  const { queue, board } = runningOperations()
  const wish = { ...address, input: { format, target: target?.trim() || null } }
  const known = await database.operation.findUnique({ where: { requestId } })
  const found = await findJob(ctx, address)
  if (found === null) throw new WeirError({ code: 'job.unknown', params: { jobId: address.jobId } })
  if (known !== null) return sameWish(known, wish, found)
  const refusal = savepointRefusal(found, wish.input)
  if (refusal !== null) throw new WeirError(refusal)

  const { cluster, live, currentJobId } = found
  const actor = actorName(ctx.actor)
  try {
    const operation = await database.$transaction(async (tx) => {
      const made = await tx.operation.create({
        data: {
          ...wish,
          jobId: currentJobId,
          requestId,
          kind: 'savepoint',
          status: 'waiting',
          connectionName: cluster?.connection.name ?? address.connection,
          jobName: live?.evidence.rest?.overview?.name ?? null,
          actor,
          progress: { phase: 'preparing', triggerId: randomBytes(16).toString('hex') },
          steps: savepointSteps().map((step) => ({ ...step })),
          deadlineAt: new Date(Date.now() + longestMs(found)),
        },
      })
      await audit(tx, actor, {
        verb: 'savepoint.trigger',
        subject: { ...address, jobId: currentJobId },
        operationId: made.id,
        detail: wish.input,
      })
      await queue.send(tx, made.id)
      failPoint('before-commit')
      return made
    })
    failPoint('after-commit')
    board.put(operation)
    return operationView(operation, savepointKind)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Another click was faster: it was this very wish, or another one of the same job.
    const first = await database.operation.findUnique({ where: { requestId } })
    if (first !== null) return sameWish(first, wish, found)
    throw new WeirError({ code: 'savepoint.under-way' })
  }
}

function longestMs({ live }: FoundJob): number {
  const timeoutMs = live?.evidence.rest?.config?.timeoutMs ?? DEFAULT_TIMEOUT_MS
  return Math.min(LONGEST_MS, TIMEOUTS_ALLOWED * Math.max(timeoutMs, DEFAULT_TIMEOUT_MS))
}

interface Wish {
  connection: string
  namespace: string
  cluster: string
  jobId: string
  input: SavepointInput
}

/** @param found the job that was asked for, whose ids may have changed since */
function sameWish(known: Operation, wish: Wish, found: FoundJob): OperationView {
  const view = operationView(known, savepointKind)
  const ids = [wish.jobId, found.currentJobId, ...(found.history?.runs ?? []).map(({ jobId }) => jobId)]
  const same =
    view.connection.id === wish.connection &&
    view.namespace === wish.namespace &&
    view.cluster === wish.cluster &&
    ids.includes(view.jobId) &&
    view.format === wish.input.format &&
    view.target === wish.input.target
  if (!same) throw new WeirError({ code: 'operation.request-reused' })
  return view
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
