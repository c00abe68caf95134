import type {
  ChannelStateHandle,
  KeyedStateHandle,
  OperatorStateHandle,
  SubtaskState,
} from '../../lib/formats/checkpoint-metadata/state-handles.ts'
import { finishedSubtask } from '../../lib/formats/checkpoint-metadata/subtask-state.ts'
import type {
  MetadataToWrite,
  OperatorToWrite,
} from '../../lib/formats/checkpoint-metadata/write-checkpoint-metadata.ts'
import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import type { StreamStateHandle } from '../../lib/formats/index.ts'

// A snapshot with every kind of handle: the job of the tier has no changelog, no merged files and nothing in flight, so what
// it writes would leave those encoders unread.

const EXCLUSIVE = 's3://flink/checkpoints/4fae/chk-77'
const SHARED = 's3://flink/checkpoints/4fae/shared'
const file = (name: string, sizeBytes: number): StreamStateHandle => ({
  kind: 'file',
  path: `${SHARED}/${name}`,
  sizeBytes,
})
const relative = (name: string, sizeBytes: number): StreamStateHandle => ({
  kind: 'relative-file',
  relativePath: name,
  path: null,
  sizeBytes,
})
const inline = (name: string, length: number): StreamStateHandle => ({
  kind: 'inline',
  name: `${EXCLUSIVE}/${name}`,
  bytes: Uint8Array.from({ length }, (_, i) => (i * 37) % 256),
})
const segment = (name: string, startPos: number, sizeBytes: number): StreamStateHandle => ({
  kind: 'segment',
  path: `${SHARED}/merged/${name}`,
  startPos,
  sizeBytes,
  scope: startPos === 0 ? 'EXCLUSIVE' : 'SHARED',
  logicalFileId: `logical-${name}-${startPos}`,
})

/** The version of `_metadata` that a release writes. */
export function metadataVersion(release: FlinkRelease): MetadataToWrite['version'] {
  if (isSince(release, '2.1')) return 6
  if (isSince(release, '2.0')) return 5
  return isSince(release, '1.16') ? 4 : 3
}

/** @returns a snapshot that names only what the release knows. Its three operators have keyed, other and no state left. */
export function madeUpSnapshot(release: FlinkRelease): MetadataToWrite {
  const named = isSince(release, '2.0')
  const operator = (id: string, name: string): Omit<OperatorToWrite, 'subtasks'> => ({
    id,
    name: named ? name : null,
    uid: named ? `uid of ${name}` : null,
    parallelism: 8,
    maxParallelism: 128,
    coordinatorState: null,
    fullyFinished: false,
  })
  return {
    version: metadataVersion(release),
    checkpointId: 77,
    masterStates: [{ name: 'hook of Zürich', version: 3, bytes: Uint8Array.of(0, 127, 128, 255) }],
    operators: [
      {
        ...operator('f0e1d2c3b4a5968778695a4b3c2d1e0f', 'offsets and sessions'),
        coordinatorState: inline('coordinator', 16),
        subtasks: operatorStates(release).map((state, index) => ({ ...empty(index), ...state })),
      },
      {
        ...operator('00112233445566778899aabbccddeeff', 'totals'),
        subtasks: keyedHandles(release).map((handle, index) => ({ ...empty(index), managedKeyedState: handle })),
      },
      { ...operator('ffeeddccbbaa99887766554433221100', 'done'), fullyFinished: true, subtasks: [] },
    ],
  }
}

function empty(index: number): SubtaskState {
  return { ...finishedSubtask(index), finished: false }
}

/** List, union and broadcast state, in a file, beside `_metadata` and in line; data in flight; one that had finished. */
function operatorStates(release: FlinkRelease): Partial<SubtaskState>[] {
  const states: OperatorStateHandle['states'] = [
    { name: 'offsets', mode: 'SPLIT_DISTRIBUTE', offsets: [12, 20, 2 ** 40] },
    { name: 'open-sessions', mode: 'UNION', offsets: [28, 41] },
    { name: 'exchange-rates', mode: 'BROADCAST', offsets: [64] },
  ]
  const unmerged = { kind: 'partitionable', taskOwnedDirectory: null, sharedDirectory: null, isEmpty: false } as const
  const union = states.filter(({ mode }) => mode === 'UNION')
  const directories = { taskOwnedDirectory: `${SHARED}/taskowned`, sharedDirectory: `${SHARED}/merged` }
  return [
    { managedOperatorState: { ...unmerged, states, delegate: file('operator', 2 ** 41) } },
    { rawOperatorState: { ...unmerged, states: union, delegate: relative('raw', 96) } },
    { managedOperatorState: { ...unmerged, states: union, delegate: inline('small', 60) } },
    { finished: true },
    inFlight(release),
    ...(isSince(release, '1.20')
      ? ([
          {
            managedOperatorState: {
              ...directories,
              kind: 'file-merging',
              isEmpty: false,
              states,
              delegate: segment('a', 128, 90),
            },
          },
          {
            managedOperatorState: {
              ...directories,
              kind: 'file-merging',
              isEmpty: true,
              states: [],
              delegate: { kind: 'empty-segment' },
            },
          },
        ] satisfies Partial<SubtaskState>[])
      : []),
  ]
}

function inFlight(release: FlinkRelease): Partial<SubtaskState> {
  const delegate = relative('channels', 4_096)
  const channel = (first: number, second: number): ChannelStateHandle => ({
    kind: 'channel',
    subtaskIndex: 4,
    channel: { first, second },
    offsets: [0, 512],
    sizeBytes: 700,
    delegate,
  })
  const merged = { kind: 'merged', subtaskIndex: 4, sizeBytes: 900, delegate } as const
  return {
    inputChannelState: [channel(0, 1), channel(1, 0)],
    resultSubpartitionState: isSince(release, '2.1')
      ? [{ ...merged, serializedChannelOffsets: Uint8Array.of(0, 0, 0, 1, 9) }]
      : [channel(2, 3)],
  }
}

function keyedHandles(release: FlinkRelease): KeyedStateHandle[] {
  // Ids and increments from 1.15 on, checkpoints and storages of changelogs from 1.16 on.
  const stateHandleId = isSince(release, '1.15') ? '3b1f7a52-0d6e-4c7b-8a52-6f3f2d8f9c11' : null
  const persistedSizeBytes = stateHandleId === null ? null : 4_321
  const newest = isSince(release, '1.16')
  const keyGroups = { startKeyGroup: 16, count: 3 }
  const groups = { startKeyGroup: 16, offsets: [40, 2 ** 33, 2 ** 33 + 7], delegate: relative('heap', 2 ** 34) }
  const incremental: KeyedStateHandle = {
    kind: 'incremental',
    checkpointId: 71,
    backendIdentifier: '9d0f1c7e-2a35-4d86-9a3e-0f6b6d1f2c44',
    keyGroups,
    persistedSizeBytes,
    meta: inline('meta', 33),
    shared: [
      { localName: '000042.sst', handle: isSince(release, '1.20') ? segment('sst', 4_096, 1_024) : file('42', 1_024) },
      { localName: '000007.sst', handle: file('7', 2_048) },
    ],
    private: [{ localName: 'MANIFEST-000004', handle: inline('manifest', 5) }],
    stateHandleId,
  }
  const files: KeyedStateHandle = {
    kind: 'changelog-files',
    keyGroups,
    handles: [{ offset: 99, handle: file('dstl', 10_000) }],
    sizeBytes: 1_234,
    persistedSizeBytes: stateHandleId === null ? null : 234,
    stateHandleId,
    storageIdentifier: newest ? 'filesystem' : null,
  }
  // 1.14 has such changes too, but no object of theirs in HA files.
  const changes = [
    { keyGroup: -1, bytes: Uint8Array.of(1) },
    { keyGroup: 17, bytes: Uint8Array.of(2, 3) },
  ]
  const memory: KeyedStateHandle = { kind: 'changelog-memory', keyGroups, from: 5, to: 7, changes, stateHandleId }
  return [
    { kind: 'key-groups', ...groups, stateHandleId },
    { kind: 'key-groups-savepoint', ...groups, stateHandleId: null },
    incremental,
    {
      kind: 'changelog',
      keyGroups,
      persistedSizeBytes,
      materialized: [incremental],
      nonMaterialized: stateHandleId === null ? [files] : [files, memory],
      materializationId: stateHandleId === null ? null : 6,
      checkpointId: newest ? 77 : null,
      stateHandleId,
    },
  ]
}
