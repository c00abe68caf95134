import type { CheckpointProperties } from '../checkpoint-metadata/checkpoint-properties.ts'
import type { MetadataToWrite, OperatorToWrite } from '../checkpoint-metadata/write-checkpoint-metadata.ts'
import { serializedProperties } from '../checkpoint-metadata/write-checkpoint-properties.ts'
import { type FlinkRelease, isSince } from '../flink-release.ts'
import { FormatError } from '../format-error.ts'
import { arrayList, boxedInt, byteArray, emptyList, hashMap, signedHex } from '../java-serialization/jdk-objects.ts'
import { writeObjectStream } from '../java-serialization/spell-objects.ts'
import { objectOf, type WritableObject } from '../java-serialization/writable.ts'
import { flinkClass } from '../state-handle/flink-classes.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import { serializedPath, serializedStreamHandle } from '../state-handle/write-state-handle.ts'
import { SubtaskSerializer } from './serialized-subtask.ts'

/** What a `completedCheckpoint…` file says. Everything that can be summed up from it is left to the reader. */
export interface CompletedCheckpointToWrite {
  /** 32 hex digits. */
  jobId: string
  checkpointId: number
  /** Epoch ms. */
  timestamp: number
  completionTimestamp: number
  /** Directory of `_metadata`, or `NOT_ADDRESSABLE` with `metadataHandle` in line. */
  externalPointer: string
  metadataHandle: StreamStateHandle & { kind: 'file' | 'inline' }
  properties: CheckpointProperties
  /** Written from 1.16 on. */
  restoredProperties?: CheckpointProperties | null
  masterStates: MetadataToWrite['masterStates']
  operators: readonly OperatorToWrite[]
}

/**
 * Writes a `completedCheckpoint…` file as that release does: the opposite of `readCompletedCheckpoint`, which projects
 * less than is written here. The layout is told there, and for each class in flink-classes.ts.
 *
 * @throws FormatError for handles that the release does not have.
 */
export function writeCompletedCheckpoint(checkpoint: CompletedCheckpointToWrite, release: FlinkRelease): Uint8Array {
  return writeObjectStream([serializedCheckpoint(checkpoint, release)])
}

/** The same as objects. */
export function serializedCheckpoint(checkpoint: CompletedCheckpointToWrite, release: FlinkRelease): WritableObject {
  const { timestamp, completionTimestamp, masterStates, restoredProperties } = checkpoint
  const metadataHandle = serializedStreamHandle(checkpoint.metadataHandle, release)
  const subtasks = new SubtaskSerializer(release)
  return objectOf(flinkClass('runtime.checkpoint.CompletedCheckpoint', release), {
    checkpointID: checkpoint.checkpointId,
    ...(isSince(release, '1.14') ? { completionTimestamp } : { duration: completionTimestamp - timestamp }),
    timestamp,
    externalPointer: checkpoint.externalPointer,
    job: serializedId('api.common.JobID', checkpoint.jobId, release),
    masterHookStates:
      masterStates.length === 0 ? emptyList() : arrayList(masterStates.map((state) => masterState(state, release))),
    metadataHandle,
    operatorStates: hashMap(
      checkpoint.operators.map((operator) => {
        const id = serializedId('runtime.jobgraph.OperatorID', operator.id, release)
        return [id, operatorState(operator, id, subtasks, release)] as const
      }),
    ),
    props: serializedProperties(checkpoint.properties, release),
    ...(isSince(release, '1.16')
      ? { restoredProps: restoredProperties ? serializedProperties(restoredProperties, release) : null }
      : {}),
    storageLocation: storageLocation(checkpoint, metadataHandle, release),
  })
}

/** @param id 32 hex digits, of which Flink stores the first half as the lower one. */
export function serializedId(className: string, id: string, release: FlinkRelease): WritableObject {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new FormatError('unexpected', 0, 'an id of 32 hex digits', id)
  const [lowerPart, upperPart] = [signedHex(id.slice(0, 16)), signedHex(id.slice(16))]
  return objectOf(flinkClass(className, release), { lowerPart, upperPart })
}

function masterState(state: MetadataToWrite['masterStates'][number], release: FlinkRelease): WritableObject {
  const { name, version, bytes } = state
  return objectOf(flinkClass('runtime.checkpoint.MasterState', release), { version, bytes: byteArray(bytes), name })
}

function operatorState(
  operator: OperatorToWrite,
  operatorID: WritableObject,
  subtasks: SubtaskSerializer,
  release: FlinkRelease,
): WritableObject {
  const { coordinatorState, fullyFinished } = operator
  const name = fullyFinished ? 'FullyFinishedOperatorState' : 'OperatorState'
  return objectOf(flinkClass(`runtime.checkpoint.${name}`, release), {
    maxParallelism: operator.maxParallelism,
    parallelism: operator.parallelism,
    coordinatorState: coordinatorState && serializedStreamHandle(coordinatorState, release),
    operatorID,
    operatorSubtaskStates: hashMap(
      operator.subtasks.map((state) => [boxedInt(state.index), subtasks.serialized(state)] as const),
    ),
    ...(isSince(release, '2.0') ? { operatorName: operator.name, operatorUid: operator.uid } : {}),
  })
}

function storageLocation(
  { externalPointer, metadataHandle }: CompletedCheckpointToWrite,
  serialized: WritableObject,
  release: FlinkRelease,
): WritableObject {
  if (metadataHandle.kind === 'inline') {
    const nested = 'NonPersistentMetadataCheckpointStorageLocation$NonPersistentCompletedCheckpointStorageLocation'
    return objectOf(flinkClass(`runtime.state.memory.${nested}`, release), { metaDataHandle: serialized })
  }
  return objectOf(flinkClass('runtime.state.filesystem.FsCompletedCheckpointStorageLocation', release), {
    exclusiveCheckpointDir: serializedPath(externalPointer, release),
    externalPointer,
    metadataFileHandle: serialized,
  })
}
