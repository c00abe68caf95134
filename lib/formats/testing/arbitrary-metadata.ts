import fc from 'fast-check'
import type {
  ChannelStateHandle,
  KeyedStateHandle,
  KeyGroupRange,
  LocalFile,
  OperatorStateHandle,
  SubtaskState,
} from '../checkpoint-metadata/state-handles.ts'
import { finishedSubtask } from '../checkpoint-metadata/subtask-state.ts'
import type { MetadataToWrite, OperatorToWrite } from '../checkpoint-metadata/write-checkpoint-metadata.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'

// Everything a `_metadata` file can say, for property tests: every kind of handle in every place that takes it.

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
const bytes = fc.uint8Array({ maxLength: 40 })
const position = fc.oneof(fc.nat(1000), fc.maxSafeNat())
const size = fc.oneof(fc.constant(null), position)
const hexId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((id) => Buffer.from(id).toString('hex'))
const offsets = fc.array(position, { maxLength: 4 })
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })

const segment = fc.record({
  kind: fc.constant('segment' as const),
  path: text,
  startPos: position,
  sizeBytes: position,
  scope: fc.constantFrom('EXCLUSIVE' as const, 'SHARED' as const),
  logicalFileId: text,
})
const emptySegment = fc.constant({ kind: 'empty-segment' as const })
const inline = fc.record({ kind: fc.constant('inline' as const), name: text, bytes })
const plainStream = fc.oneof(
  inline,
  fc.record({ kind: fc.constant('file' as const), path: text, sizeBytes: size }),
  fc.record({
    kind: fc.constant('relative-file' as const),
    relativePath: text,
    path: fc.constant(null),
    sizeBytes: size,
  }),
  segment,
  emptySegment,
)
const stream: fc.Arbitrary<StreamStateHandle> = fc.oneof(
  { arbitrary: plainStream, weight: 9 },
  {
    arbitrary: fc.record({
      kind: fc.constant('key-groups' as const),
      startKeyGroup: int,
      offsets,
      delegate: plainStream,
    }),
    weight: 1,
  },
)

const keyGroups: fc.Arbitrary<KeyGroupRange> = fc.record({ startKeyGroup: int, count: fc.nat(2 ** 31 - 1) })
const localFiles: fc.Arbitrary<LocalFile[]> = fc.array(fc.record({ localName: text, handle: stream }), { maxLength: 3 })
/** Null where the release that is written knows no ids and sizes of increments: all of a handle's, or none. */
const stateHandleId = (known: boolean) => (known ? text : fc.constant(null))

function keyedHandle(layout: { known: boolean; newest: boolean }, depth = 0): fc.Arbitrary<KeyedStateHandle> {
  const { known, newest } = layout
  const simple = fc.oneof(
    fc.record({
      kind: fc.constant('key-groups' as const),
      startKeyGroup: int,
      offsets,
      delegate: stream,
      stateHandleId: stateHandleId(known),
    }),
    fc.record({
      kind: fc.constant('key-groups-savepoint' as const),
      startKeyGroup: int,
      offsets,
      delegate: stream,
      stateHandleId: fc.constant(null),
    }),
    fc.record({
      kind: fc.constant('incremental' as const),
      checkpointId: position,
      backendIdentifier: text,
      keyGroups,
      persistedSizeBytes: known ? size : fc.constant(null),
      meta: stream,
      shared: localFiles,
      private: localFiles,
      stateHandleId: stateHandleId(known),
    }),
  )
  if (depth > 0 || !known) return simple
  const inner = fc.array(keyedHandle(layout, depth + 1), { maxLength: 2 })
  return fc.oneof(
    simple,
    fc.record({
      kind: fc.constant('changelog' as const),
      keyGroups,
      persistedSizeBytes: size,
      materialized: inner,
      nonMaterialized: inner,
      materializationId: position,
      checkpointId: newest ? position : fc.constant(null),
      stateHandleId: text,
    }),
    fc.record({
      kind: fc.constant('changelog-memory' as const),
      keyGroups,
      from: position,
      to: position,
      changes: fc.array(fc.record({ keyGroup: int, bytes }), { maxLength: 3 }),
      stateHandleId: text,
    }),
    fc.record({
      kind: fc.constant('changelog-files' as const),
      keyGroups,
      handles: fc.array(fc.record({ offset: position, handle: stream }), { maxLength: 3 }),
      sizeBytes: size,
      persistedSizeBytes: size,
      stateHandleId: text,
      storageIdentifier: newest ? text : fc.constant(null),
    }),
  )
}

const states = fc.array(
  fc.record({
    name: text,
    mode: fc.constantFrom('SPLIT_DISTRIBUTE' as const, 'UNION' as const, 'BROADCAST' as const),
    offsets,
  }),
  { maxLength: 3 },
)
const operatorHandle: fc.Arbitrary<OperatorStateHandle> = fc.oneof(
  fc.record({
    kind: fc.constant('partitionable' as const),
    states,
    delegate: stream,
    taskOwnedDirectory: fc.constant(null),
    sharedDirectory: fc.constant(null),
    isEmpty: fc.constant(false),
  }),
  fc.boolean().chain((isEmpty) =>
    fc.record({
      kind: fc.constant('file-merging' as const),
      states,
      delegate: isEmpty ? emptySegment : segment,
      taskOwnedDirectory: text,
      sharedDirectory: text,
      isEmpty: fc.constant(isEmpty),
    }),
  ),
)

function channels(merged: boolean): fc.Arbitrary<ChannelStateHandle[]> {
  const plain = fc.record({
    kind: fc.constant('channel' as const),
    subtaskIndex: int,
    channel: fc.record({ first: int, second: int }),
    offsets,
    sizeBytes: position,
    delegate: stream,
  })
  const all = fc.record({
    kind: fc.constant('merged' as const),
    subtaskIndex: int,
    sizeBytes: position,
    delegate: stream,
    serializedChannelOffsets: bytes,
  })
  return fc.array(merged ? fc.oneof(plain, all) : plain, { maxLength: 2 })
}

function subtask(version: MetadataToWrite['version'], index: number): fc.Arbitrary<SubtaskState> {
  const keyed = fc.option(keyedHandle({ known: version >= 3, newest: version >= 4 }), { nil: null })
  const operator = fc.option(operatorHandle, { nil: null })
  const channel: fc.Arbitrary<ChannelStateHandle[]> = version === 2 ? fc.constant([]) : channels(version >= 6)
  const running: fc.Arbitrary<SubtaskState> = fc.record({
    index: fc.constant(index),
    finished: fc.constant(false),
    managedOperatorState: operator,
    rawOperatorState: operator,
    managedKeyedState: keyed,
    rawKeyedState: keyed,
    inputChannelState: channel,
    resultSubpartitionState: channel,
  })
  if (version === 2) return running
  return fc.oneof({ arbitrary: running, weight: 5 }, { arbitrary: fc.constant(finishedSubtask(index)), weight: 1 })
}

function operator(version: MetadataToWrite['version']): fc.Arbitrary<OperatorToWrite> {
  const name =
    version >= 5 ? fc.oneof(fc.constant(null), fc.string({ minLength: 1, maxLength: 12 })) : fc.constant(null)
  return fc
    .record({
      parallelism: fc.integer({ min: 0, max: 4 }),
      more: fc.nat(100),
      fullyFinished: version === 2 ? fc.constant(false) : fc.boolean(),
    })
    .chain(({ parallelism, more, fullyFinished }) =>
      fc.record({
        id: hexId,
        name,
        uid: name,
        parallelism: fc.constant(parallelism),
        maxParallelism: fc.constant(parallelism + more),
        coordinatorState: version === 2 ? fc.constant(null) : fc.option(inline, { nil: null }),
        fullyFinished: fc.constant(fullyFinished),
        subtasks: fullyFinished
          ? fc.constant([])
          : fc
              .subarray(Array.from({ length: parallelism }, (_, i) => i))
              .chain((indexes) => fc.tuple(...indexes.map((index) => subtask(version, index)))),
      }),
    )
}

export function arbitraryMetadata(version: MetadataToWrite['version']): fc.Arbitrary<MetadataToWrite> {
  return fc.record({
    version: fc.constant(version),
    checkpointId: position,
    masterStates: fc.array(fc.record({ name: text, version: int, bytes }), { maxLength: 2 }),
    operators: fc.array(operator(version), { maxLength: 3 }),
  })
}
