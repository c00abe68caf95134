import { normalisePath } from '../storage/path.ts'
import { type Asked, type MergeInput, mergeCheckpoints } from './checkpoint-merge.ts'
import type { HaFiles } from './ha-files.ts'
import type { DecodedMap } from './ha-state.ts'
import type { OperatorJob } from './operator-word.ts'
import type { JobSighting } from './record/record-run.ts'
import type { RecordedJob } from './record/recorder.ts'
import type { RestJob } from './rest-job.ts'
import { sightingFromHa, sightingsFromRest } from './sighting.ts'
import type { CheckpointRow } from './view.ts'

/** `num-retained` is a few; of a map in which thousands were left behind, the newest tell all that a page shows. */
const HA_FILES_READ = 100

/** All that is known now of one job of a cluster. */
export interface JobEvidenceInput {
  jobId: string
  rest: RestJob | null
  restReachable: boolean
  map: DecodedMap | null
  /** What the file says that HA would start the job from; asked for only where REST does not tell its name. */
  submittedName: string | null
  /** When the HA ConfigMaps were last known to be current, epoch ms. */
  haObservedAt: number | null
  /** False where HA ConfigMaps may not be read. */
  haReadable: boolean
  files: HaFiles
  /** What the operator's resources say of it; null where it runs without, or they may not be read. */
  operator: OperatorJob | null
}

export interface JobWords {
  rest: Asked
  ha: MergeInput['ha']
}

/** What REST and HA say of a job's checkpoints; `null` where a source could not be asked. */
export function askSources(input: JobEvidenceInput): JobWords {
  const answered = input.restReachable && input.rest?.checkpoints?.ok === true ? input.rest.checkpoints : null
  const rest: Asked = {
    sightings: answered === null ? null : sightingsFromRest(answered.value, input.rest?.details),
    observedAt: input.rest?.lastCheckpoints?.observedAt ?? null,
  }
  const { map } = input
  const readFrom = oldestRead(map)
  const ha = {
    kept: map !== null || !input.haReadable,
    keepsSavepoints: map?.decoded.perComponent ?? false,
    observedAt: map === null ? null : Math.max(map.observedAt, input.haObservedAt ?? 0),
    sightings:
      map === null
        ? null
        : map.decoded.entries.flatMap((entry) => {
            if (entry.kind !== 'checkpoint' || entry.checkpointId === undefined || entry.error !== undefined) return []
            const pointer = entry.pointer?.path ?? null
            const read = pointer !== null && entry.checkpointId >= readFrom
            const file = read ? input.files.completedCheckpoint(pointer) : null
            const checkpoint = file?.kind === 'read' && file.checkpoint.jobId === input.jobId ? file.checkpoint : null
            const restoredFile = file?.kind === 'read' && file.checkpoint.timestamp === 0 ? file.checkpoint : null
            const key = {
              checkpointId: entry.checkpointId,
              markedForDeletion: entry.pointer?.markedForDeletion ?? false,
            }
            return [sightingFromHa(key, checkpoint ?? restoredFile)]
          }),
  }
  return { rest, ha }
}

/** The id from which on the files of HA's keys are read. */
function oldestRead(map: DecodedMap | null): number {
  const ids = map?.decoded.entries.flatMap(({ checkpointId }) => checkpointId ?? []) ?? []
  return ids.sort((a, b) => b - a)[HA_FILES_READ - 1] ?? 0
}

export function mergeWords(
  input: JobEvidenceInput,
  words: JobWords,
  runId: string,
  recorded: readonly CheckpointRow[],
  now: number,
): CheckpointRow[] {
  return mergeCheckpoints({
    runId,
    now,
    ...words,
    recorded,
    verified: input.files.verified(),
    gone: input.files.gone(),
    operator: input.operator === null ? null : { paths: input.operator.points, observedAt: input.operator.observedAt },
    normalise: normalisePath,
  })
}

/** What the recorder needs to tell which run of the job this is. */
export function jobSighting(input: JobEvidenceInput, words: JobWords): JobSighting {
  const overview = input.rest?.overview ?? null
  const own = [...(words.rest.sightings ?? []), ...(words.ha.sightings ?? [])].filter((sighting) => !sighting.restored)
  const restoredInHa = words.ha.sightings?.find((sighting) => sighting.restored && sighting.path !== null)
  const restoredInRest = words.rest.sightings?.find((sighting) => sighting.restored && sighting.path !== null)
  // After a recovery by HA, REST calls a checkpoint of the run itself "restored": that is no origin.
  const origin = restoredInHa ?? (restoredInRest?.path?.includes(`/${input.jobId}/`) ? undefined : restoredInRest)
  return {
    jobId: input.jobId,
    jobName: overview?.name ?? input.submittedName ?? input.operator?.jobName ?? null,
    flinkState: input.restReachable ? (overview?.state ?? null) : null,
    haMapUid: input.map?.item.uid ?? null,
    haMapCreatedAt: input.map?.item.createdAt ?? null,
    restStartedAt: overview?.startTime ?? null,
    endedAt: overview?.endTime ?? null,
    restoredFrom: origin?.path ? { path: origin.path, checkpointId: origin.checkpointId } : null,
    restRestoredFrom: restoredInRest?.path ?? null,
    triggeredAt: new Map(
      own.flatMap((sighting) =>
        sighting.triggeredAt === null ? [] : [[sighting.checkpointId, sighting.triggeredAt] as const],
      ),
    ),
  }
}

/** Trigger time of the snapshot a run was restored from, where Weir recorded the run that wrote it. */
export function timeOfOrigin(record: RecordedJob | null): (path: string) => number | null {
  return (path) => {
    if (record === null || record.run.restoredFromPath !== normalisePath(path)) return null
    return record.restoredTriggeredAt
  }
}
