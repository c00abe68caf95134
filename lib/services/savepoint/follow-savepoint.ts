import type { SavepointAnswer } from '../../flink/savepoints.ts'
import { failPoint } from '../operation/fail-point.ts'
import { savepointFailure } from './savepoint-failure.ts'
import type { Next, SavepointWork } from './savepoint-work.ts'
import { searchSavepoint, unheard } from './search-savepoint.ts'

/** Flink took the order: it is asked how far it is. */
export async function followSavepoint(work: SavepointWork): Promise<Next> {
  const savepoints = work.cluster()?.flink?.savepoints
  if (savepoints === undefined) return ended(work, await unheard(work, { code: 'savepoint.no-jobmanager' }))
  const answer = await savepoints.status(work.jobId, work.progress.triggerId)
  failPoint('while-polling')
  return take(work, answer)
}

/** Does what Flink's word on a savepoint asks for. */
export async function take(work: SavepointWork, answer: SavepointAnswer): Promise<Next> {
  switch (answer.kind) {
    case 'completed':
      await work.save({ phase: 'written', location: answer.location }, 'check')
      return { waitMs: 0 }
    case 'failed':
      return work.fail(savepointFailure(answer.stackTrace))
    case 'forgotten':
      return ended(work, await searchSavepoint(work))
    case 'silent':
      return ended(work, await unheard(work, answer.problem))
    case 'in-progress':
      return work.heard()
  }
}

/** Flink said that it took the order: that it was never started contradicts that. */
async function ended(work: SavepointWork, searched: Next | 'never-started'): Promise<Next> {
  return searched === 'never-started' ? work.lose('savepoint.lost') : searched
}
