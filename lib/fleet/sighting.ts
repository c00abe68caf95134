import type { CheckpointAttempt, CheckpointStatistics } from '../flink/client.ts'
import type { CompletedCheckpoint } from '../formats/index.ts'
import { normalisePath } from '../storage/path.ts'
import { failureOf } from './checkpoint-failure.ts'
import type { FetchedDetails } from './rest-job.ts'
import { type ToldSizes, toldSizes } from './told-sizes.ts'
import type { CheckpointRow } from './view.ts'

/** What one source says of one checkpoint of a run. Times on the source's clock, sizes in bytes, null: it does not say. */
export interface Sighting
  extends Pick<
    CheckpointRow,
    | 'checkpointId'
    | 'status'
    | 'kind'
    | 'restored'
    | 'markedForDeletion'
    | 'triggeredAt'
    | 'completedAt'
    | 'durationMs'
    | 'stateSizeBytes'
    | 'checkpointedSizeBytes'
    | 'coordinatorBytes'
    | 'acknowledged'
    | 'path'
    | 'discarded'
    | 'failure'
    | 'parts'
    | 'slowest'
  > {
  source: 'rest' | 'ha'
}

/**
 * All checkpoints that an answer of `/jobs/:id/checkpoints` names: its history, and the latest of each kind.
 *
 * @param details what is known of their subtasks, by id
 */
export function sightingsFromRest(
  statistics: CheckpointStatistics,
  details: ReadonlyMap<number, FetchedDetails> = new Map(),
): Sighting[] {
  const { latest, history } = statistics
  const byId = new Map<number, Sighting>()
  const restored = latest.restored
  if (restored) {
    byId.set(restored.id, {
      ...NOTHING_SAID,
      source: 'rest',
      checkpointId: restored.id,
      status: 'completed',
      kind: null,
      restored: true,
      path: restored.externalPath,
    })
  }
  for (const attempt of [latest.completed, latest.savepoint, latest.failed, ...history]) {
    if (attempt) byId.set(attempt.id, sightingFromAttempt(attempt, details.get(attempt.id)))
  }
  return [...byId.values()]
}

function sightingFromAttempt(attempt: CheckpointAttempt, details: FetchedDetails | undefined): Sighting {
  return {
    source: 'rest',
    checkpointId: attempt.id,
    status: attempt.status,
    kind: attempt.isSavepoint ? 'savepoint' : attempt.kind === 'full-checkpoint' ? 'full-checkpoint' : 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt: attempt.triggerTimestamp,
    completedAt: attempt.status === 'completed' ? attempt.latestAckTimestamp : attempt.failureTimestamp,
    durationMs: attempt.durationMs,
    ...(attempt.status === 'completed' ? toldSizes(attempt, attempt.isSavepoint) : NO_SIZES),
    coordinatorBytes: null,
    acknowledged: attempt.subtasks,
    path: attempt.externalPath,
    discarded: attempt.discarded,
    failure: attempt.failureMessage === null ? null : failureOf(attempt.failureMessage),
    parts: details?.parts ?? null,
    slowest: details?.slowest ?? null,
  }
}

/**
 * What a `checkpointID-…` key says, with the file it points to where that could be read.
 *
 * The entry of a restored snapshot has the times of 1970: unknown, not 56 years old. Sizes are as REST counts them,
 * without the coordinators' bytes, so that the two sources can be compared.
 */
export function sightingFromHa(
  entry: { checkpointId: number; markedForDeletion: boolean },
  file: CompletedCheckpoint | null,
): Sighting {
  const base: Sighting = {
    ...NOTHING_SAID,
    source: 'ha',
    checkpointId: entry.checkpointId,
    status: 'completed',
    kind: null,
    restored: false,
    markedForDeletion: entry.markedForDeletion,
  }
  if (file === null) return base
  const restored = file.timestamp === 0
  const completedAt = file.completionTimestamp > 0 && !restored ? file.completionTimestamp : null
  return {
    ...base,
    kind: file.properties.isSavepoint && !restored ? 'savepoint' : kindOfType(file.properties.typeName),
    restored,
    triggeredAt: restored ? null : file.timestamp,
    completedAt,
    durationMs: completedAt === null ? null : Math.max(0, completedAt - file.timestamp),
    stateSizeBytes: lessCoordinators(file.stateSizeBytes, file),
    checkpointedSizeBytes: lessCoordinators(file.checkpointedSizeBytes, file),
    coordinatorBytes: file.coordinatorBytes,
    path: file.externalPointer,
  }
}

/** A size as REST counts it; null stays unknown. */
export function lessCoordinators(sizeBytes: number | null, file: { coordinatorBytes: number }): number | null {
  return sizeBytes === null ? null : Math.max(0, sizeBytes - file.coordinatorBytes)
}

function kindOfType(typeName: string | null): Sighting['kind'] {
  return typeName === 'Full Checkpoint' ? 'full-checkpoint' : 'checkpoint'
}

const NO_SIZES: ToldSizes = { stateSizeBytes: null, checkpointedSizeBytes: null }

const NOTHING_SAID = {
  markedForDeletion: false,
  triggeredAt: null,
  completedAt: null,
  durationMs: null,
  stateSizeBytes: null,
  checkpointedSizeBytes: null,
  coordinatorBytes: null,
  acknowledged: null,
  path: null,
  discarded: null,
  failure: null,
  parts: null,
  slowest: null,
} as const

/**
 * Whether two sightings of one run and id are of one checkpoint: by path or by trigger time, never by the id alone. A
 * source that knows neither (its file can't be read) is taken at its id, because the run is the same.
 */
export function sameCheckpoint(a: Sighting | CheckpointRow, b: Sighting | CheckpointRow): boolean {
  if (a.checkpointId !== b.checkpointId) return false
  if (a.path !== null && b.path !== null) return normalisePath(a.path) === normalisePath(b.path)
  if (a.triggeredAt !== null && b.triggeredAt !== null) return a.triggeredAt === b.triggeredAt
  return true
}
