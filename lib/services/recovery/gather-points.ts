import { log } from '../../log.ts'
import type { Problem } from '../../problem.ts'
import { type Candidate, candidatesOf, type RunFacts } from '../../recovery/candidate.ts'
import { operatorCandidates } from '../../recovery/operator-candidates.ts'
import { readRecordedPoints } from '../../recovery/recorded-points.ts'
import type { RecoveryPointsView } from '../../recovery/recovery-view.ts'
import { placesOf, searchStorage } from '../../recovery/search-storage.ts'
import type { FoundJob } from '../job/find-job.ts'
import { withoutSources } from '../job/job-header.ts'
import { runningFleet } from '../running-fleet.ts'

/** All points that are told of for a job, and where they were looked for. */
export interface GatheredPoints {
  candidates: Candidate[]
  /** The id of the candidate that Flink itself would take. */
  newestInHa: string | null
  searched: RecoveryPointsView['searched']
  notSearched: Problem[]
}

/** Asks every source of a job for points to restore from; storage is looked through for at most `deadlineMs`. */
export async function gatherPoints(found: FoundJob, deadlineMs: number): Promise<GatheredPoints> {
  const { live, history, cluster } = found
  const runs = new Map<string, RunFacts>()
  for (const run of history?.runs ?? [])
    runs.set(run.id, { jobId: run.jobId, current: run.jobId === found.currentJobId && run.endedAt === null })
  const liveRunId = live?.rows[0]?.runId ?? live?.record?.run.id
  if (live !== null && liveRunId !== undefined && !runs.has(liveRunId))
    runs.set(liveRunId, { jobId: live.jobId, current: true })

  const { rows: recorded, problem: recordProblem } = await recordedRows(found)
  const known = new Set((live?.rows ?? []).map((row) => row.id))
  const rows = [...(live?.rows ?? []), ...withoutSources(recorded.filter((row) => !known.has(row.id)))]
  const newestKey = newestKeyOf(found)
  const told = candidatesOf(rows, runs, newestKey)

  const jobIds = [...new Set([found.currentJobId, ...[...runs.values()].map(({ jobId }) => jobId)])]
  const operator = live?.evidence.operator ?? null
  const named = [...(operator?.points.values() ?? [])].map(({ path }) => path)
  const paths = [...told.flatMap(({ path }) => path ?? []), ...named]
  const {
    found: inStorage,
    searched,
    notSearched,
  } = await searchStorage(
    runningFleet().storage,
    placesOf(paths, jobIds, cluster?.rest().savepointDirectory ?? null),
    jobIds,
    deadlineMs,
  )
  const byOperator = operatorCandidates(operator, live?.evidence.restReachable ?? false, told, inStorage)
  const ids = new Set([...told, ...byOperator].map(({ id }) => id))
  const writing = Math.max(newestKey ?? 0, ...told.map(({ checkpointId }) => checkpointId ?? 0))
  const more = inStorage.filter(
    ({ id, jobId, checkpointId }) =>
      !ids.has(id) &&
      // The directory of a checkpoint that the living job is just writing is no point yet.
      !(jobId === found.currentJobId && live !== null && checkpointId !== null && checkpointId > writing),
  )
  const haProblem = cluster?.haProblem() ?? null
  const times = [...runs.keys()].flatMap(
    (id) => history?.runs.find((run) => run.id === id)?.firstSeenAt.getTime() ?? [],
  )
  return {
    candidates: [...told, ...byOperator, ...more],
    newestInHa: told.find(({ newestInHa }) => newestInHa)?.id ?? null,
    searched: {
      haMaps: live === null || haProblem !== null ? null : (cluster?.ha.all().length ?? null),
      recordSince: times.length === 0 ? null : Math.min(...times),
      places: searched,
    },
    notSearched: [
      ...notSearched,
      ...(haProblem === null ? [] : [haProblem]),
      ...(recordProblem === null ? [] : [recordProblem]),
      ...(searched.length + notSearched.length === 0 ? [{ code: 'recovery.no-path-known' }] : []),
    ],
  }
}

async function recordedRows(found: FoundJob) {
  try {
    const runIds = (found.history?.runs ?? []).map(({ id }) => id)
    return { rows: await readRecordedPoints(runningFleet().database, runIds), problem: null }
  } catch (error) {
    log('services').warn({ err: error }, 'recorded points could not be read')
    return { rows: [], problem: { code: 'recorder.unavailable' } }
  }
}

/** The id in the newest key of the job's HA map that is not being removed. */
function newestKeyOf({ live }: FoundJob): number | null {
  const entries = live?.evidence.map?.decoded.entries ?? []
  const ids = entries.flatMap((entry) =>
    entry.kind === 'checkpoint' && entry.pointer?.markedForDeletion !== true ? (entry.checkpointId ?? []) : [],
  )
  return ids.length === 0 ? null : Math.max(...ids)
}
