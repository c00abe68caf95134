import { withAdvisoryLock } from '../../db/client.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { LiveCluster } from '../../fleet/live-cluster.ts'
import { recordCheckpoints } from '../../fleet/record/record-checkpoints.ts'
import { recorderLock } from '../../fleet/record/recorder.ts'
import { lessCoordinators } from '../../fleet/sighting.ts'
import type { CheckpointRow } from '../../fleet/view.ts'
import { FormatError, summarizeCheckpointMetadata } from '../../formats/index.ts'
import type { Problem } from '../../problem.ts'
import { normalisePath } from '../../storage/path.ts'
import type { StorageReader } from '../../storage/reader.ts'
import type { SavepointResult } from './savepoint-state.ts'

const MAX_METADATA_BYTES = 64 * 1024 * 1024
const DEADLINE_MS = 10_000

/** What storage says of a savepoint. `problem`: a registered location holds it, and it could not be read there. */
export interface CheckedSavepoint {
  result: SavepointResult
  problem: Problem | null
}

/** Reads a savepoint's `_metadata` in its registered location. Where none holds it, nothing is claimed. */
export async function checkSavepoint(storage: StorageReader, location: string): Promise<CheckedSavepoint> {
  const unread = { location, checkpointId: null, sizeBytes: null, verifiedAt: null }
  if (!storage.covers(location)) return { result: unread, problem: null }
  const path = `${normalisePath(location)}/_metadata`
  const answer = await storage.read(path, { maxBytes: MAX_METADATA_BYTES, deadlineMs: DEADLINE_MS })
  if (!answer.ok) return { result: unread, problem: unreadable(location, answer.problem.raw ?? answer.problem.code) }
  try {
    const { checkpointId, totals } = summarizeCheckpointMetadata(answer.bytes)
    const sizeBytes = lessCoordinators(totals.stateSizeBytes, totals)
    return { result: { location, checkpointId, sizeBytes, verifiedAt: answer.observedAt }, problem: null }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { result: unread, problem: unreadable(location, error.message) }
  }
}

/** The savepoint is there, as Flink says, and its `_metadata` could not be read. */
export function unreadable(location: string, raw: string): Problem {
  return { code: 'savepoint.metadata-unreadable', params: { location }, raw: raw.slice(0, 500) }
}

/** The row of a savepoint in the live model, by its place; null while no source has told of it. */
export function savepointRow(cluster: LiveCluster | null, jobId: string, location: string): CheckpointRow | null {
  const place = normalisePath(location)
  const rows = cluster?.jobs.find((job) => job.jobId === jobId)?.rows ?? []
  return rows.find(({ path }) => path !== null && normalisePath(path) === place) ?? null
}

/**
 * Has the record keep a savepoint that `_metadata` alone tells of, because the JobManager that wrote it no longer does.
 *
 * @returns false where it is not known which run of the job it is of.
 */
export async function recordSavepoint(
  fleet: Fleet,
  cluster: LiveCluster | null,
  jobId: string,
  result: SavepointResult,
  now: number,
): Promise<boolean> {
  const run = cluster?.jobs.find((job) => job.jobId === jobId)?.record?.run
  if (cluster === null || run === undefined || result.checkpointId === null) return false
  const row: CheckpointRow = {
    ...UNTOLD,
    id: `${run.id}/${result.checkpointId}`,
    runId: run.id,
    checkpointId: result.checkpointId,
    stateSizeBytes: result.sizeBytes,
    path: result.location,
    firstSeenAt: now,
    lastSeenAt: now,
  }
  await fleet.database.$transaction(async (tx) => {
    // As the recorder locks it: one writer per cluster among all replicas.
    await withAdvisoryLock(tx, recorderLock(cluster.connection.rowId, cluster))
    await recordCheckpoints(tx, run.id, [row], now)
  })
  return true
}

const UNTOLD = {
  status: 'completed',
  kind: 'savepoint',
  restored: false,
  markedForDeletion: false,
  triggeredAt: null,
  completedAt: null,
  durationMs: null,
  parts: null,
  slowest: null,
  checkpointedSizeBytes: null,
  coordinatorBytes: null,
  acknowledged: null,
  evidence: [],
  discarded: null,
  failure: null,
} satisfies Partial<CheckpointRow>
