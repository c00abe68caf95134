import { ageMs } from '../../fleet/clock-skew.ts'
import { takesTriggerId } from '../../flink/savepoints.ts'
import { failPoint } from '../operation/fail-point.ts'
import { take } from './follow-savepoint.ts'
import { prepareSavepoint } from './prepare-savepoint.ts'
import type { SavepointProgress } from './savepoint-state.ts'
import type { Next, SavepointWork } from './savepoint-work.ts'
import { searchSavepoint, unheard } from './search-savepoint.ts'

/** An intent to order that is older than this may have been taken over by another worker. */
const INTENT_HOLDS_MS = 5_000
/** An order may have been on its way for that long when a JobManager began to remember it. */
const ON_ITS_WAY_MS = 30_000
const ORDERS_AT_MOST = 3

/** Nothing was ordered yet: what the savepoint will be found by is gathered, and then it is ordered. */
export async function prepareAndOrder(work: SavepointWork): Promise<Next> {
  const prepared = await prepareSavepoint(work.fleet.storage, work.cluster(), work.jobId, work.input)
  if (prepared.kind === 'impossible') return work.fail(prepared.problem)
  if (prepared.kind === 'waiting') {
    const next = await work.waitFor(prepared.problem)
    const inVain = work.silentMs > work.pace.prepareWithinMs && work.waitedMs > work.pace.prepareInTurnMs
    return inVain ? work.fail(prepared.problem) : next
  }
  return order(work, prepared.facts)
}

async function order(work: SavepointWork, facts: Partial<SavepointProgress> = {}): Promise<Next> {
  const { pace, jobId, input } = work
  if (work.progress.orders >= ORDERS_AT_MOST) {
    return work.fail({ code: 'savepoint.not-taken', params: { count: ORDERS_AT_MOST } })
  }
  const orderedAt = Date.now()
  await work.save({ ...facts, phase: 'ordered', orderedAt, orders: work.progress.orders + 1 }, 'order')
  failPoint('before-post')
  const { version, target, triggerId } = work.progress
  const savepoints = work.cluster()?.flink?.savepoints
  if (savepoints === undefined || version === null || target === null) return { waitMs: pace.askEveryMs }
  if (Date.now() - orderedAt > INTENT_HOLDS_MS) return { waitMs: 0 }
  const answer = await savepoints.trigger(version, jobId, {
    targetDirectory: target,
    format: input.format,
    triggerId,
  })
  failPoint('after-post')
  if (answer.kind === 'refused') return work.fail(answer.problem)
  if (answer.kind === 'unknown') return work.waitFor(answer.problem)
  await work.save({ phase: 'accepted', triggerId: answer.triggerId }, 'write')
  return { waitMs: 50 }
}

/** Flink may or may not have got the order: nobody lived to hear its answer. */
export async function recoverOrder(work: SavepointWork): Promise<Next> {
  const { version, triggerId, orderedAt, remembersMs } = work.progress
  const since = Date.now() - (orderedAt ?? 0)
  let knowsNoOrder = false
  if (version === null || !takesTriggerId(version)) {
    if (since < work.pace.settledAfterMs) return { waitMs: work.pace.askEveryMs }
  } else {
    const answer = await work.cluster()?.flink?.savepoints.status(work.jobId, triggerId)
    if (answer === undefined || answer.kind === 'silent') {
      return orderAgain(work, await unheard(work, answer?.problem ?? { code: 'savepoint.no-jobmanager' }))
    }
    if (answer.kind !== 'forgotten') {
      await work.save({ phase: 'accepted' }, 'write')
      return take(work, answer)
    }
    knowsNoOrder = remembersMs !== null && Math.max(since, sinceByFlink(work)) < remembersMs - ON_ITS_WAY_MS
  }
  return orderAgain(work, await searchSavepoint(work, knowsNoOrder))
}

/**
 * How long ago it was ordered at most, by the JobManager's clock: that of a replica which ordered may be ahead of this
 * one's. 0 where it was ordered again since, or no time of Flink's is known.
 */
function sinceByFlink(work: SavepointWork): number {
  const { notBefore, orders } = work.progress
  if (notBefore === null || orders > 1) return 0
  return ageMs(notBefore, work.cluster()?.skew.value() ?? 0, Date.now())
}

/** Under the same id: were the first order still on its way, Flink would take the two for one. */
async function orderAgain(work: SavepointWork, searched: Next | 'never-started'): Promise<Next> {
  return searched === 'never-started' ? order(work) : searched
}
