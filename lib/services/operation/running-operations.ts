import { audit } from '../../audit/record.ts'
import type { Database } from '../../db/client.ts'
import { currentFleet } from '../../fleet/fleet.ts'
import { type JobQueue, type OperationJob, openJobQueue } from '../../jobs/job-queue.ts'
import { log } from '../../log.ts'
import { WeirError } from '../../problem.ts'
import { claimOperation, Superseded, subjectOf } from './claimed-operation.ts'
import { type OperationBoard, operationBoard } from './operation-board.ts'
import type { OperationKinds, Turn } from './operation-kind.ts'

/** What works on operations in this process, and what tells pages of them. */
export interface Operations {
  queue: JobQueue
  board: OperationBoard
  close(): Promise<void>
}

/** Another version of Weir, whose replica comes by, may know a kind that this one does not. */
const UNKNOWN_AGAIN_MS = 30_000
/** A worker that lives ends its operation at the deadline; this long after it, none does. */
const ABANDONED_AFTER_MS = 60_000
const LOOK_EVERY_MS = 20_000

/**
 * Starts to work on operations: those this process is asked for, and those that others left.
 *
 * @param kinds what can be worked on
 */
export async function openOperations(
  database: Database,
  databaseUrl: string,
  kinds: OperationKinds,
): Promise<Operations> {
  const board = operationBoard(database, kinds, () => currentFleet()?.feed.touch())
  const queue = await openJobQueue(databaseUrl, (job) => work(database, kinds, board, job))
  const sweep = setInterval(() => {
    endAbandoned(database, kinds).catch((error: unknown) => {
      log('operations').warn({ err: error }, 'abandoned operations could not be looked for')
    })
  }, LOOK_EVERY_MS)
  sweep.unref()
  return {
    queue,
    board,
    async close() {
      clearInterval(sweep)
      board.close()
      await queue.stop()
    },
  }
}

/** One turn of a worker at an operation. */
export async function work(
  database: Database,
  kinds: OperationKinds,
  board: OperationBoard,
  { operationId, signal }: OperationJob,
): Promise<Turn> {
  const fleet = currentFleet()
  if (fleet === null) throw new WeirError({ code: 'weir.starting' })
  const row = await database.operation.findUnique({ where: { id: operationId }, select: { kind: true, endedAt: true } })
  if (row === null || row.endedAt !== null) return 'ended'
  const kind = kinds.get(row.kind)
  if (kind === undefined) {
    log('operations').warn(
      { operation: operationId, kind: row.kind },
      'an operation is of a kind this Weir does not know',
    )
    return { againInMs: UNKNOWN_AGAIN_MS }
  }
  const operation = await claimOperation(database, operationId, board.put)
  if (operation === null) return 'ended'
  try {
    return await kind.run(operation, fleet, signal)
  } catch (error) {
    // Whoever took over has a job of its own: with this one too, the two would supersede each other for ever.
    if (error instanceof Superseded) return 'ended'
    if (!signal.aborted) log('operations').error({ err: error, operation: operationId }, 'an operation could not go on')
    throw error
  }
}

/** Whatever becomes of workers and queue: nothing is under way for ever. */
export async function endAbandoned(database: Database, kinds: OperationKinds): Promise<void> {
  const abandoned = { endedAt: null, deadlineAt: { lt: new Date(Date.now() - ABANDONED_AFTER_MS) } }
  for (const row of await database.operation.findMany({ where: abandoned })) {
    const { status, problem } = kinds.get(row.kind)?.abandoned(row) ?? ABANDONED
    await database.$transaction(async (tx) => {
      // By its attempt: a worker that took it on meanwhile may be further than what was read.
      const ended = await tx.operation.updateMany({
        where: { id: row.id, attempt: row.attempt, ...abandoned },
        data: { status, endedAt: new Date(), attempt: { increment: 1 }, problem: { ...problem } },
      })
      if (ended.count === 0) return
      const detail = { problem: problem.code }
      await audit(tx, 'weir', {
        verb: `${row.kind}.${status}`,
        subject: subjectOf(row),
        operationId: row.id,
        detail,
      })
    })
  }
}

const ABANDONED = { status: 'lost', problem: { code: 'operation.abandoned' } } as const

const SLOT = Symbol.for('weir.operations')
// Next bundles instrumentation and routes apart, so a variable of this module would exist twice in one process.
const slots = globalThis as { [SLOT]?: Operations }

export function setOperations(operations: Operations | undefined): void {
  if (operations === undefined) delete slots[SLOT]
  else slots[SLOT] = operations
}

/** Null until they were started. */
export function currentOperations(): Operations | null {
  return slots[SLOT] ?? null
}

/** @throws WeirError `weir.starting` before they were started */
export function runningOperations(): Operations {
  const operations = currentOperations()
  if (operations === null) throw new WeirError({ code: 'weir.starting' })
  return operations
}
