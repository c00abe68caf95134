import type { JobEvent, JobRun } from '../../db/generated/client.ts'
import type { TimelineRestart } from '../timeline-view.ts'

/** What a run began from is restored within this of its start, and is told as its start. */
const RESTORED_AT_START_MS = 120_000
/** A failure this close to a run's end is its end, not a restart. */
const ENDED_WITHIN_MS = 5_000

/**
 * When a logical job began anew, oldest first: new runs, and restarts within one. A restart is a restore, with the last
 * failure before it as its cause; a failure that no restore follows is a restart without state, or its checkpoint is not
 * known, unless the run ended with it.
 */
export function restartsOf(runs: readonly JobRun[], events: readonly JobEvent[]): TimelineRestart[] {
  return runs
    .flatMap((run) => {
      const startedAt = run.startedAt?.getTime() ?? null
      const own = events.filter(({ runId }) => runId === run.id).sort((a, b) => a.at.getTime() - b.at.getTime())
      const begun: TimelineRestart[] = startedAt === null ? [] : [runBegan(run, startedAt)]
      return [...begun, ...restartsWithin(own, startedAt, run.endedAt?.getTime() ?? null)]
    })
    .sort((a, b) => a.at - b.at)
}

function runBegan(run: JobRun, at: number): TimelineRestart {
  return {
    at,
    kind: 'run',
    restoredCheckpointId: run.restoredCheckpointId === null ? null : Number(run.restoredCheckpointId),
    restoredFrom: run.restoredFromPath,
    cause: null,
  }
}

function restartsWithin(
  events: readonly JobEvent[],
  startedAt: number | null,
  endedAt: number | null,
): TimelineRestart[] {
  const restarts: TimelineRestart[] = []
  let failure: JobEvent | null = null
  const withoutRestore = () => {
    if (failure === null) return
    const at = failure.at.getTime()
    const ends = endedAt !== null && Math.abs(endedAt - at) <= ENDED_WITHIN_MS
    if (!ends)
      restarts.push({ at, kind: 'restart', restoredCheckpointId: null, restoredFrom: null, cause: failure.cause })
    failure = null
  }
  for (const event of events) {
    if (event.kind === 'failure') {
      withoutRestore()
      failure = event
      continue
    }
    const at = event.at.getTime()
    const atStart = failure === null && startedAt !== null && at - startedAt <= RESTORED_AT_START_MS
    if (!atStart) {
      restarts.push({
        at,
        kind: 'restart',
        restoredCheckpointId: event.checkpointId === null ? null : Number(event.checkpointId),
        restoredFrom: event.path,
        cause: failure?.cause ?? null,
      })
    }
    failure = null
  }
  withoutRestore()
  return restarts
}
