import { readEvents } from '../../fleet/record/read-timeline.ts'
import { restartsOf } from '../../fleet/record/restarts.ts'
import { log } from '../../log.ts'
import { runningFleet } from '../running-fleet.ts'
import type { FoundJob } from './find-job.ts'

/** Events are on the JobManager's clock, which may be ahead of Weir's. */
const CLOCKS_APART_MS = 3_600_000

/**
 * How often the present run of a job began anew, at least: the restarts that are recorded, or REST's own count of restores
 * where that is more, as it is when Weir came later than the run.
 *
 * @param now epoch ms
 * @returns null where neither the record nor REST tells
 */
export async function countRestarts({ live, history, currentJobId }: FoundJob, now: number): Promise<number | null> {
  const run = history?.runs.find(({ jobId }) => jobId === currentJobId)
  const restores = live?.evidence.rest?.lastCheckpoints?.value.counts.restored ?? null
  if (run === undefined) return null
  // What a run was started from is restored, too, and is no restart.
  const told = restores === null ? null : Math.max(0, restores - (run.restoredFromPath === null ? 0 : 1))
  try {
    const from = (run.startedAt ?? run.firstSeenAt).getTime()
    const events = await readEvents(runningFleet().database, [run.id], { from, to: now + CLOCKS_APART_MS })
    const recorded = restartsOf([run], events).filter(({ kind }) => kind === 'restart').length
    // A record that begins with a JobManager that never answered knows of none, which is not to say that there were none.
    return recorded === 0 ? told : Math.max(recorded, told ?? 0)
  } catch (error) {
    log('services').warn({ err: error }, 'restarts could not be read')
    return told
  }
}
