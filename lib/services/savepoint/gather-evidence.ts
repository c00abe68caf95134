import type { LiveCluster } from '../../fleet/live-cluster.ts'
import { sightingsFromRest } from '../../fleet/sighting.ts'
import type { CheckpointRow } from '../../fleet/view.ts'
import type { CheckpointStatistics } from '../../flink/client.ts'
import type { SavepointEvidence, SavepointSighting } from './find-savepoint.ts'
import { newSavepoints } from './list-savepoints.ts'
import type { SavepointWork } from './savepoint-work.ts'

/** What a JobManager tells of the job now; `job` null: it answers and knows no such job. */
interface Told {
  job: { startTime: number } | null
  statistics: CheckpointStatistics | null
}

/**
 * Asks REST anew, takes what the live model has from HA and the record, and looks into the target.
 *
 * @param isGone no JobManager answers, and none can be alive: all others tell without it
 * @returns null where a JobManager may be alive and could not be asked
 */
export async function gatherEvidence(
  work: Pick<SavepointWork, 'cluster' | 'jobId' | 'progress' | 'fleet'>,
  { isGone, knowsNoOrder }: { isGone: boolean; knowsNoOrder: boolean },
): Promise<SavepointEvidence | null> {
  const { jobId, progress } = work
  const cluster = work.cluster()
  const { notBefore, target, known, failedBefore, jobStartedAt } = progress
  const told = isGone ? NOTHING : await askJobManager(cluster, jobId)
  if (told === null) return null
  const { job, statistics } = told
  const sameJobManager = job !== null && job.startTime === jobStartedAt
  const listed = (statistics === null ? [] : sightingsFromRest(statistics)).flatMap(sighted)
  const kept = (cluster?.jobs.find((live) => live.jobId === jobId)?.rows ?? [])
    .flatMap(sighted)
    .filter(({ checkpointId }) => !listed.some((one) => one.checkpointId === checkpointId))
    // What was under way when a JobManager died stays so in the record for ever.
    .filter(({ status }) => sameJobManager || status === 'completed' || status === 'failed')
  return {
    sightings: [...listed, ...kept],
    sameJobManager,
    knowsNoOrder,
    listReachesBack: statistics !== null && reachesBack(statistics, notBefore),
    othersComplete: statistics !== null && areOthersComplete(statistics, failedBefore),
    listed: target === null ? null : await newSavepoints(work.fleet.storage, target, jobId, known),
  }
}

const NOTHING: Told = { job: null, statistics: null }

async function askJobManager(cluster: LiveCluster | null, jobId: string): Promise<Told | null> {
  const client = cluster?.flink?.client
  if (client === undefined) return null
  const [job, checkpoints] = await Promise.all([client.job(jobId), client.checkpoints(jobId)])
  if (!job.ok) return job.problem.code === 'flink.not-found' ? NOTHING : null
  return checkpoints.ok ? { job: job.value, statistics: checkpoints.value } : null
}

/** Whether a list names all since before the order: it is whole, or its oldest entry is older. An empty one may be switched off. */
function reachesBack({ counts, history }: CheckpointStatistics, notBefore: number | null): boolean {
  const oldest = history.at(-1)
  if (notBefore === null) return false
  return oldest === undefined
    ? counts.total === 0
    : oldest.triggerTimestamp < notBefore || history.length >= counts.total
}

function areOthersComplete({ counts, history }: CheckpointStatistics, failedBefore: number | null): boolean {
  const underWay = history.filter(({ status }) => status === 'in-progress').length
  return counts.failed === failedBefore && counts.inProgress === underWay
}

/** As a sighting, where it is of a savepoint that this job took itself. */
function sighted(
  row: Pick<CheckpointRow, 'kind' | 'restored' | 'checkpointId' | 'status' | 'triggeredAt' | 'path' | 'failure'>,
): SavepointSighting[] {
  const { kind, restored, checkpointId, status, triggeredAt, path, failure } = row
  if (kind !== 'savepoint' || restored) return []
  return [{ checkpointId, status, triggeredAt, path, failure: failure?.raw ?? null }]
}
