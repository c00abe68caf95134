import type {
  ChannelStateHandle,
  KeyedStateHandle,
  KeyGroupRange,
  LocalFile,
  OperatorStateHandle,
} from '../checkpoint-metadata/state-handles.ts'
import { keyedCheckpointedSizeBytes, keyedSizeBytes } from '../checkpoint-metadata/state-sizes.ts'
import { STREAM_HANDLE_CLASS, type StreamStateHandle, streamSizeBytes } from '../state-handle/stream-state-handle.ts'

// Handles in the shape of `*.expected.json`: what Flink's own classes said about the file beside it.

const STATE = 'org.apache.flink.runtime.state.'

export function expectedStream(handle: StreamStateHandle): object {
  const head = { class: STREAM_HANDLE_CLASS[handle.kind], stateSize: streamSizeBytes(handle) }
  switch (handle.kind) {
    case 'inline':
      return { ...head, handleName: handle.name }
    case 'file':
      return { ...head, filePath: handle.path }
    case 'relative-file':
      return { ...head, relativePath: handle.relativePath }
    case 'segment': {
      const { path, startPos, scope, logicalFileId } = handle
      return { ...head, filePath: path, startPos, scope, logicalFileId }
    }
    case 'empty-segment':
      // Constants of Flink's class: the file stores nothing.
      return { ...head, filePath: 'empty', startPos: 0, scope: 'EXCLUSIVE', logicalFileId: 'DUMMY' }
    case 'key-groups':
      return { ...head, ...range(handle), offsets: handle.offsets, delegate: expectedStream(handle.delegate) }
  }
}

export function expectedOperatorState(handle: OperatorStateHandle): object {
  const name = handle.isEmpty ? 'EmptyFileMergingOperatorStreamStateHandle' : 'FileMergingOperatorStreamStateHandle'
  return {
    class: STATE + (handle.kind === 'file-merging' ? `filemerging.${name}` : 'OperatorStreamStateHandle'),
    stateSize: streamSizeBytes(handle.delegate),
    states: Object.fromEntries(handle.states.map(({ name, mode, offsets }) => [name, { mode, offsets }])),
    ...(handle.kind === 'file-merging'
      ? { taskOwnedDir: handle.taskOwnedDirectory, sharedDir: handle.sharedDirectory }
      : {}),
    delegate: expectedStream(handle.delegate),
  }
}

export function expectedKeyedState(handle: KeyedStateHandle): object {
  const sizes = { stateSize: keyedSizeBytes(handle), checkpointedSize: keyedCheckpointedSizeBytes(handle) }
  switch (handle.kind) {
    case 'key-groups':
    case 'key-groups-savepoint': {
      const { kind, offsets, delegate, stateHandleId } = handle
      return {
        class: STATE + (kind === 'key-groups' ? 'KeyGroupsStateHandle' : 'KeyGroupsSavepointStateHandle'),
        ...sizes,
        ...range({ startKeyGroup: handle.startKeyGroup, offsets }),
        offsets,
        delegate: expectedStream(delegate),
        ...(kind === 'key-groups' ? { stateHandleId } : {}),
      }
    }
    case 'incremental': {
      const { checkpointId, backendIdentifier, stateHandleId } = handle
      return {
        class: `${STATE}IncrementalRemoteKeyedStateHandle`,
        ...sizes,
        ...range(handle.keyGroups),
        checkpointId,
        backendIdentifier,
        ...(stateHandleId === null ? {} : { stateHandleId }),
        meta: expectedStream(handle.meta),
        shared: expectedLocalFiles(handle.shared),
        private: expectedLocalFiles(handle.private),
      }
    }
    case 'changelog': {
      const { materializationId, checkpointId, stateHandleId } = handle
      return {
        class: `${STATE}changelog.ChangelogStateBackendHandle$ChangelogStateBackendHandleImpl`,
        ...sizes,
        ...range(handle.keyGroups),
        materializationId,
        checkpointId,
        stateHandleId,
        materialized: handle.materialized.map(expectedKeyedState),
        nonMaterialized: handle.nonMaterialized.map(expectedKeyedState),
      }
    }
    case 'changelog-memory':
      return {
        class: `${STATE}changelog.inmemory.InMemoryChangelogStateHandle`,
        stateSize: sizes.stateSize,
        ...range(handle.keyGroups),
        from: { number: handle.from },
        to: { number: handle.to },
        changes: handle.changes.length,
      }
    case 'changelog-files':
      return {
        class: `${STATE}changelog.ChangelogStateHandleStreamImpl`,
        ...sizes,
        ...range(handle.keyGroups),
        storageIdentifier: handle.storageIdentifier,
        stateHandleId: handle.stateHandleId,
        handles: handle.handles.map(({ offset, handle }) => ({ offset, handle: expectedStream(handle) })),
      }
  }
}

export function expectedChannelState(handle: ChannelStateHandle, side: 'input' | 'output'): object {
  const name = side === 'input' ? 'InputChannelStateHandle' : 'ResultSubpartitionStateHandle'
  const rest = {
    stateSize: handle.sizeBytes,
    subtaskIndex: handle.subtaskIndex,
    delegate: expectedStream(handle.delegate),
  }
  if (handle.kind === 'merged') {
    const bytes = handle.serializedChannelOffsets.length
    return { class: `${STATE}Merged${name}`, ...rest, serializedChannelOffsetsBytes: bytes }
  }
  const { first, second } = handle.channel
  const info =
    side === 'input'
      ? `InputChannelInfo{gateIdx=${first}, inputChannelIdx=${second}}`
      : `ResultSubpartitionInfo{partitionIdx=${first}, subPartitionIdx=${second}}`
  return { class: STATE + name, ...rest, info, offsets: handle.offsets }
}

/** Expectations list them by name: their order in the file is that of a hash map. */
function expectedLocalFiles(files: LocalFile[]): object[] {
  const sorted = files.toSorted((a, b) => (a.localName < b.localName ? -1 : 1))
  return sorted.map(({ localName, handle }) => ({ localName, handle: expectedStream(handle) }))
}

function range(groups: KeyGroupRange | { startKeyGroup: number; offsets: number[] }): object {
  const count = 'count' in groups ? groups.count : groups.offsets.length
  return { startKeyGroup: groups.startKeyGroup, endKeyGroup: groups.startKeyGroup + count - 1 }
}
