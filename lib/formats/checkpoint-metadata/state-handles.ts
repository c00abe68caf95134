import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'

// The state of one subtask, as `_metadata` keeps it. Sizes are bytes; null is "the writer did not know".

/** Key groups `startKeyGroup` to `startKeyGroup + count - 1` of an operator. */
export interface KeyGroupRange {
  startKeyGroup: number
  count: number
}

export type KeyedStateHandle =
  | KeyGroupsHandle
  | IncrementalHandle
  | ChangelogHandle
  | MemoryChangelogHandle
  | FileChangelogHandle

/** A stream with the state of each key group at an offset: heap state, full snapshots, canonical savepoints. */
export interface KeyGroupsHandle {
  kind: 'key-groups' | 'key-groups-savepoint'
  startKeyGroup: number
  /** One for each key group. */
  offsets: number[]
  delegate: StreamStateHandle
  /** 1.15+ for `key-groups`; a canonical savepoint stores none. */
  stateHandleId: string | null
}

/** Files of RocksDB or ForSt. */
export interface IncrementalHandle {
  kind: 'incremental'
  /** The checkpoint that made this handle: not always the one it is read from. */
  checkpointId: number
  backendIdentifier: string
  keyGroups: KeyGroupRange
  /** What this checkpoint added; null up to 1.14. */
  persistedSizeBytes: number | null
  meta: StreamStateHandle
  shared: LocalFile[]
  private: LocalFile[]
  stateHandleId: string | null
}

/** A backend's file under the name it has there: `000123.sst`, `MANIFEST-000004`. */
export interface LocalFile {
  localName: string
  handle: StreamStateHandle
}

/** A materialized snapshot and the changes since. */
export interface ChangelogHandle {
  kind: 'changelog'
  keyGroups: KeyGroupRange
  persistedSizeBytes: number | null
  materialized: KeyedStateHandle[]
  nonMaterialized: KeyedStateHandle[]
  /** Null in 1.14's dialect, as `stateHandleId`; `checkpointId` is null up to 1.15. */
  materializationId: number | null
  checkpointId: number | null
  stateHandleId: string | null
}

export interface MemoryChangelogHandle {
  kind: 'changelog-memory'
  keyGroups: KeyGroupRange
  /** Sequence numbers. */
  from: number
  to: number
  /** `keyGroup` -1 is a change of meta data. */
  changes: { keyGroup: number; bytes: Uint8Array }[]
  stateHandleId: string | null
}

export interface FileChangelogHandle {
  kind: 'changelog-files'
  keyGroups: KeyGroupRange
  handles: { offset: number; handle: StreamStateHandle }[]
  /** Bytes of these changes: the files hold others' too. */
  sizeBytes: number | null
  persistedSizeBytes: number | null
  stateHandleId: string | null
  storageIdentifier: string | null
}

export interface OperatorStateHandle {
  /** `file-merging`: the delegate is a segment, and the two directories are known (1.20+). */
  kind: 'partitionable' | 'file-merging'
  states: { name: string; mode: 'SPLIT_DISTRIBUTE' | 'UNION' | 'BROADCAST'; offsets: number[] }[]
  delegate: StreamStateHandle
  taskOwnedDirectory: string | null
  sharedDirectory: string | null
  /** File merging's stand-in for an operator without state. */
  isEmpty: boolean
}

/** Data in flight of an unaligned checkpoint: bytes of one channel, or of all of a subtask's (`merged`, 2.1+). */
export type ChannelStateHandle =
  | {
      kind: 'channel'
      /** Null in 1.11's dialect. */
      subtaskIndex: number | null
      /** Input: gate and channel. Output: partition and subpartition. */
      channel: { first: number; second: number }
      offsets: number[]
      sizeBytes: number
      /** Shared with other channels: its size is the whole file's. */
      delegate: StreamStateHandle
    }
  | {
      kind: 'merged'
      subtaskIndex: number
      sizeBytes: number
      delegate: StreamStateHandle
      /** Flink's serialized list of channels and offsets, as it is. */
      serializedChannelOffsets: Uint8Array
    }

export interface SubtaskState {
  index: number
  /** The subtask had finished: it has no state and is not started again. */
  finished: boolean
  managedOperatorState: OperatorStateHandle | null
  rawOperatorState: OperatorStateHandle | null
  managedKeyedState: KeyedStateHandle | null
  rawKeyedState: KeyedStateHandle | null
  inputChannelState: ChannelStateHandle[]
  resultSubpartitionState: ChannelStateHandle[]
}
