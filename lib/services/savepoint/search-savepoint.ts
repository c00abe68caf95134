import { takesTriggerId } from '../../flink/savepoints.ts'
import type { Problem } from '../../problem.ts'
import { decideSavepoint } from './find-savepoint.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { Next, SavepointWork } from './savepoint-work.ts'

/**
 * Flink does not know the order (any more): its list, the HA keys, the record and storage tell what became of it. In a phase that
 * lasts long enough for all of them to have told.
 *
 * @param knowsNoOrder its JobManager was asked by the order's id, within the time for which it knows one
 */
export async function searchSavepoint(work: SavepointWork, knowsNoOrder = false): Promise<Next | 'never-started'> {
  const { pace, progress } = work
  const isGone = work.silentMs > pace.goneAfterMs && work.isJobManagerGone()
  const evidence = await gatherEvidence(work, { isGone, knowsNoOrder })
  if (evidence === null) return work.waitFor({ code: 'savepoint.no-jobmanager' })
  // A JobManager that is gone stays silent; one that answered is heard.
  const again = isGone ? work.looking() : await work.heard()
  // Two orders under one id are one to Flink: only its own answers, kept for 3 s, have to be newer.
  const byId = progress.version !== null && takesTriggerId(progress.version)
  const settled = work.hasLookedFor(pace.settledAfterMs)
  const found = decideSavepoint(progress, evidence)
  switch (found.kind) {
    case 'completed':
      await work.save({ phase: 'written', location: found.location }, 'check')
      return { waitMs: 0 }
    case 'failed':
      return work.fail(found.problem)
    case 'in-progress':
      return again
    case 'never-started':
      return settled || (byId && work.hasLookedFor(pace.settledAfterMs / 2)) ? 'never-started' : again
    case 'gone':
      return settled ? work.fail({ code: 'savepoint.jobmanager-gone' }) : again
    case 'untold':
    case 'lost':
      return settled ? work.lose('savepoint.lost') : again
  }
}

/** No JobManager answers. One that does not for long, and is gone, is decided about without its word. */
export async function unheard(work: SavepointWork, problem: Problem): Promise<Next | 'never-started'> {
  const next = await work.waitFor(problem)
  return work.silentMs > work.pace.goneAfterMs && work.isJobManagerGone() ? searchSavepoint(work) : next
}
