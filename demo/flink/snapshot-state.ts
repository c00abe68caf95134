import type { CheckpointProperties } from '../../lib/formats/checkpoint-metadata/checkpoint-properties.ts'
import type { KeyedStateHandle, LocalFile, SubtaskState } from '../../lib/formats/checkpoint-metadata/state-handles.ts'
import type {
  MetadataToWrite,
  OperatorToWrite,
} from '../../lib/formats/checkpoint-metadata/write-checkpoint-metadata.ts'
import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import type { StreamStateHandle } from '../../lib/formats/state-handle/stream-state-handle.ts'
import type { CheckpointAttempt } from './checkpoint-attempt.ts'
import { fileBytes, KEYED_INLINE_PARTS, SOURCE_STATE_BYTES } from './checkpoint-figures.ts'
import type { JobSpec } from './job-spec.ts'
import { hexDigits, idOf, seededUuid } from './seeded.ts'

export const MAX_PARALLELISM = 128
const COORDINATOR_BYTES = 16

/** A file of state: where it is and how long. */
export interface StateFile {
  path: string
  sizeBytes: number
}

/** What a snapshot is made of: the operators of `_metadata`, and the files they name. */
export interface SnapshotState {
  operators: OperatorToWrite[]
  files: StateFile[]
}

/** Version of `_metadata` that a release writes. */
export function metadataVersion(release: FlinkRelease): MetadataToWrite['version'] {
  if (isSince(release, '2.1')) return 6
  if (isSince(release, '2.0')) return 5
  return isSince(release, '1.16') ? 4 : 3
}

export function vertexId(job: JobSpec, vertex: number): string {
  return idOf(`vertex/${job.name}/${vertex}`)
}

/**
 * The state of an attempt as its subtasks hand it in: sources with a few bytes of operator state, keyed operators with
 * RocksDB's files, of which those of earlier increments are shared. A savepoint has files of its own: one for the keyed
 * state of each subtask, or RocksDB's files again if it is a native one.
 *
 * @param shared directory of the files that checkpoints share.
 */
export function snapshotState(
  job: JobSpec,
  seed: number,
  attempt: CheckpointAttempt,
  { release, shared }: { release: FlinkRelease; shared: string },
): SnapshotState {
  const files: StateFile[] = []
  const operators = job.vertices.map((vertex, v): OperatorToWrite => {
    const id = vertexId(job, v)
    const subtasks = Array.from({ length: vertex.parallelism }, (_, subtask): SubtaskState => {
      const place: Place = { job, seed, attempt, release, shared, vertex: v, subtask, files }
      return {
        index: subtask,
        finished: false,
        managedOperatorState: vertex.kind === 'source' ? sourceState(place) : null,
        rawOperatorState: null,
        managedKeyedState: vertex.kind === 'keyed' ? keyedState(place) : null,
        rawKeyedState: null,
        inputChannelState: [],
        resultSubpartitionState: [],
      }
    })
    return {
      id,
      name: vertex.name,
      uid: vertex.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      parallelism: vertex.parallelism,
      maxParallelism: MAX_PARALLELISM,
      coordinatorState: vertex.kind === 'source' ? inline(id, COORDINATOR_BYTES) : null,
      fullyFinished: false,
      subtasks,
    }
  })
  return { operators, files }
}

/** The properties that Flink gives such a snapshot, where checkpoints are retained on cancellation. */
export function snapshotProperties(attempt: CheckpointAttempt, release: FlinkRelease): CheckpointProperties {
  const isSavepoint = attempt.type === 'SAVEPOINT'
  const isOld = !isSince(release, '1.15')
  const kind = isSavepoint ? 'savepoint' : attempt.type === 'FULL' ? 'full-checkpoint' : 'checkpoint'
  const typeName = { savepoint: 'Savepoint', 'full-checkpoint': 'Full Checkpoint', checkpoint: 'Checkpoint' }[kind]
  const strategy = { savepoint: 'NO_SHARING', 'full-checkpoint': 'FORWARD', checkpoint: 'FORWARD_BACKWARD' }[kind]
  const typeClass = isSavepoint && !isOld ? 'SavepointType' : 'CheckpointType'
  return {
    kind,
    isSavepoint,
    typeClass: `org.apache.flink.runtime.checkpoint.${typeClass}`,
    typeName: isOld ? (isSavepoint ? 'SAVEPOINT' : 'CHECKPOINT') : typeName,
    sharingFilesStrategy: isOld ? null : strategy,
    formatType: isSavepoint && !isOld ? attempt.format : null,
    postCheckpointAction: isSavepoint && !isOld ? 'NONE' : null,
    forced: isSavepoint,
    discardSubsumed: !isSavepoint,
    discardFinished: !isSavepoint,
    discardCancelled: false,
    discardFailed: false,
    discardSuspended: false,
    unclaimed: isOld ? null : false,
  }
}

interface Place {
  job: JobSpec
  seed: number
  attempt: CheckpointAttempt
  release: FlinkRelease
  shared: string
  vertex: number
  subtask: number
  files: StateFile[]
}

function sourceState({ seed, attempt, vertex, subtask }: Place): SubtaskState['managedOperatorState'] {
  const name = `${attempt.path}/${seededUuid(seed, attempt.id, vertex, subtask)}`
  return {
    kind: 'partitionable',
    states: [{ name: 'SourceReaderState', mode: 'SPLIT_DISTRIBUTE', offsets: [234] }],
    delegate: inline(name, SOURCE_STATE_BYTES),
    taskOwnedDirectory: null,
    sharedDirectory: null,
    isEmpty: false,
  }
}

function keyedState(place: Place): KeyedStateHandle {
  const { job, seed, attempt, release, vertex, subtask } = place
  const keyGroups = keyGroupsOf(job.vertices[vertex]?.parallelism ?? 1, subtask)
  const inlined = (part: number, length: number) =>
    inline(`${attempt.path}/${seededUuid(seed, attempt.id, vertex, subtask, part)}`, length)
  if (attempt.format === 'CANONICAL') return canonicalState(place, keyGroups)
  const written = attempt.increments.at(-1) ?? attempt.id
  const isWhole = attempt.type !== 'CHECKPOINT'
  const shared = attempt.increments.map((increment) => sharedFile(place, increment))
  const bytes = (ids: readonly number[]) => ids.reduce((sum, id) => sum + fileBytes(job, seed, id, vertex, subtask), 0)
  const persisted = bytes(isWhole ? attempt.increments : [written])
  const { meta, current, manifest } = KEYED_INLINE_PARTS
  return {
    kind: 'incremental',
    checkpointId: attempt.id,
    backendIdentifier: seededUuid(seed, vertex, subtask),
    keyGroups,
    persistedSizeBytes: isSince(release, '1.15') ? persisted + meta + current + manifest : null,
    meta: inlined(1, meta),
    shared,
    private: [
      { localName: 'CURRENT', handle: inlined(2, current) },
      { localName: 'MANIFEST-000004', handle: inlined(3, manifest) },
    ],
    stateHandleId: isSince(release, '1.15') ? seededUuid(seed, attempt.id, vertex, subtask, 4) : null,
  }
}

function sharedFile(place: Place, increment: number): LocalFile {
  const { job, seed, attempt, shared, vertex, subtask, files } = place
  const directory = attempt.type === 'SAVEPOINT' ? attempt.path : shared
  const sizeBytes = fileBytes(job, seed, increment, vertex, subtask)
  const path = `${directory}/${seededUuid(seed, increment, vertex, subtask, 9)}`
  files.push({ path, sizeBytes })
  const number = (increment * 3 + subtask + 7) % 1_000_000
  return { localName: `${number}`.padStart(6, '0').concat('.sst'), handle: { kind: 'file', path, sizeBytes } }
}

/** All key groups of a subtask in one file, as a canonical savepoint has them: the files it is made from, together. */
function canonicalState(place: Place, { startKeyGroup, count }: { startKeyGroup: number; count: number }) {
  const { job, seed, attempt, vertex, subtask, files } = place
  const { meta, current, manifest } = KEYED_INLINE_PARTS
  const written = attempt.increments.reduce((sum, id) => sum + fileBytes(job, seed, id, vertex, subtask), 0)
  const sizeBytes = written + meta + current + manifest
  const path = `${attempt.path}/${seededUuid(seed, attempt.id, vertex, subtask, 5)}`
  files.push({ path, sizeBytes })
  const offsets = Array.from({ length: count }, (_, i) => Math.floor((sizeBytes * i) / count))
  const delegate: StreamStateHandle = { kind: 'file', path, sizeBytes }
  return { kind: 'key-groups-savepoint' as const, startKeyGroup, offsets, delegate, stateHandleId: null }
}

/** Flink's split of key groups over subtasks. */
function keyGroupsOf(parallelism: number, subtask: number): { startKeyGroup: number; count: number } {
  const start = Math.floor((subtask * MAX_PARALLELISM + parallelism - 1) / parallelism)
  const end = Math.floor(((subtask + 1) * MAX_PARALLELISM - 1) / parallelism)
  return { startKeyGroup: start, count: end - start + 1 }
}

function inline(name: string, length: number): StreamStateHandle {
  const bytes = Buffer.from(hexDigits(length * 2, length, name.length), 'hex')
  return { kind: 'inline', name, bytes: new Uint8Array(bytes) }
}
