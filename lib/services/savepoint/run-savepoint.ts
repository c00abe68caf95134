import { setTimeout as delay } from 'node:timers/promises'
import type { Fleet } from '../../fleet/fleet.ts'
import type { ClaimedOperation } from '../operation/claimed-operation.ts'
import type { Turn } from '../operation/operation-kind.ts'
import { finishSavepoint, finishUnread } from './finish-savepoint.ts'
import { followSavepoint } from './follow-savepoint.ts'
import { prepareAndOrder, recoverOrder } from './order-savepoint.ts'
import { type Next, PACE, type Pace, SavepointWork } from './savepoint-work.ts'

/** A savepoint that takes so many workers down with it, one after the other and in the same phase, is given up. */
const STARTS_AT_MOST = 10
/** Reading a file is what can do so; the savepoint is as good without. */
const READS_AT_MOST = 5

const PHASES = {
  preparing: prepareAndOrder,
  ordered: recoverOrder,
  accepted: followSavepoint,
  written: finishSavepoint,
} satisfies Record<SavepointWork['progress']['phase'], (work: SavepointWork) => Promise<Next>>

/**
 * Takes a savepoint to its end, from wherever an earlier worker left it. What is about to be done is written before it is
 * done, so that a crash anywhere leaves a row that tells where to look; Flink is asked again only where it is proven that
 * it never took the order. One whose JobManager is silent is handed on, so that it holds up no other.
 *
 * @throws Superseded where another worker has taken over; the reason of `signal` when Weir ends
 */
export async function runSavepoint(
  operation: ClaimedOperation,
  fleet: Fleet,
  signal: AbortSignal,
  pace: Pace = PACE,
): Promise<Turn> {
  const work = new SavepointWork(operation, fleet, signal, pace)
  await work.countTurn(false)
  const stopLooking = work.cluster()?.look()
  try {
    for (;;) {
      signal.throwIfAborted()
      const then = (await giveUp(work)) ?? (await PHASES[work.progress.phase](work))
      if (then === 'ended') return 'ended'
      if (work.waitsInVain) {
        await work.countTurn(true)
        return { againInMs: pace.restMs }
      }
      await delay(then.waitMs, undefined, { signal })
    }
  } finally {
    stopLooking?.()
  }
}

/** Ends what has no time left, or has ended too many workers; null: it goes on. */
async function giveUp(work: SavepointWork): Promise<Next | null> {
  const { phase, starts } = work.progress
  if (phase === 'written') return work.isOverdue || starts > READS_AT_MOST ? finishUnread(work) : null
  if (!work.isOverdue && starts <= STARTS_AT_MOST) return null
  if (phase === 'preparing') return work.fail({ code: 'savepoint.never-ordered' })
  return work.lose(work.isOverdue ? 'savepoint.overdue' : 'savepoint.lost')
}
