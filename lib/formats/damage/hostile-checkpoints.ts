import type { SubtaskState } from '../checkpoint-metadata/state-handles.ts'
import { finishedSubtask } from '../checkpoint-metadata/subtask-state.ts'
import { serializedCheckpoint } from '../completed-checkpoint/write-completed-checkpoint.ts'
import { arrayList, hashMap } from '../java-serialization/jdk-objects.ts'
import { readStreamSyntax } from '../java-serialization/read-stream-syntax.ts'
import { writeObjectStream } from '../java-serialization/spell-objects.ts'
import type { ContentSyntax, LayerSyntax } from '../java-serialization/stream-syntax.ts'
import type { Writable, WritableObject } from '../java-serialization/writable.ts'
import { RETAINED } from '../testing/retained-checkpoint.ts'
import { type HostileInput, numbered, repeated } from './hostile-pieces.ts'

// `completedCheckpoint…` files that read well, but in which one thing stands a million times, mostly by reference: a few
// bytes stand for an operator, or for a name of 60 kB.

const BUCKET = 's3://flink/checkpoints/0102030405060708090a0b0c0d0e0f10/shared/'
const LONG_NAME = 'x'.repeat(60_000)

const withFiles: SubtaskState = {
  ...finishedSubtask(0),
  finished: false,
  managedKeyedState: {
    kind: 'incremental',
    keyGroups: { startKeyGroup: 0, count: 1 },
    checkpointId: 1,
    backendIdentifier: '00000000-0000-0000-0000-000000000000',
    meta: { kind: 'inline', name: '', bytes: new Uint8Array() },
    shared: ['000000', '000001', '000002'].map((name) => ({
      localName: name,
      handle: { kind: 'file', path: `${BUCKET}${name}`, sizeBytes: 1 },
    })),
    private: [],
    persistedSizeBytes: 1,
    stateHandleId: '',
  },
}

const operator = {
  id: '00'.repeat(16),
  name: LONG_NAME,
  uid: null,
  parallelism: 1,
  maxParallelism: 1,
  coordinatorState: null,
  fullyFinished: false,
}

const checkpoint = (subtask: SubtaskState): WritableObject =>
  serializedCheckpoint(
    {
      jobId: '01'.repeat(16),
      checkpointId: 1,
      timestamp: 1,
      completionTimestamp: 2,
      externalPointer: 's3://flink/chk-1',
      metadataHandle: { kind: 'file', path: 's3://flink/chk-1/_metadata', sizeBytes: 1 },
      properties: RETAINED,
      restoredProperties: null,
      masterStates: [{ name: LONG_NAME, version: 1, bytes: new Uint8Array() }],
      operators: [{ ...operator, subtasks: [subtask] }],
    },
    '2.3',
  )

const root = checkpoint(finishedSubtask(0))
const [, operatorId, operatorState] = writtenBy(root.fields.operatorStates)
const [, subtaskIndex, subtaskState] = writtenBy(objectIn(operatorState).fields.operatorSubtaskStates)
const [, masterState] = writtenBy(root.fields.masterHookStates)

export const HOSTILE_CHECKPOINTS: HostileInput[] = [
  {
    name: 'one operator over and over',
    make: moreOf({ operatorStates: threeEntries(operatorId, operatorState) }, 2),
  },
  {
    name: 'one subtask over and over',
    make: moreOf(
      {
        operatorStates: hashMap([
          [
            content(operatorId),
            withFields(objectIn(operatorState), { operatorSubtaskStates: threeEntries(subtaskIndex, subtaskState) }),
          ],
        ]),
      },
      2,
    ),
  },
  {
    name: 'one master state over and over',
    make: moreOf({ masterHookStates: arrayList([masterState, masterState, masterState].map(content)) }, 1),
  },
  { name: 'files of as many names', make: moreOf(checkpoint(withFiles).fields, 1) },
]

/** Where the only collection of three stands, the last of its elements is repeated. @param formsEach two in a map. */
function moreOf(fields: WritableObject['fields'], formsEach: number): (length: number) => Uint8Array {
  const bytes = writeObjectStream([withFields(root, fields)])
  const { head, piece, tail, countsAt } = collectionOfThree(bytes, formsEach)
  const ends = {
    tail,
    head: (count: number) => {
      const counted = Buffer.from(head)
      for (const at of countsAt) counted.writeInt32BE(count + 2, at)
      return counted
    },
  }
  const names = Buffer.from(piece)
  if (!names.includes('000002')) return repeated(piece, ends)
  for (let at = names.indexOf('000002'); at >= 0; at = names.indexOf('000002')) names.write('######', at)
  return numbered(names, ends)
}

/** @returns `piece` the bytes of the last element; `countsAt` where in `head` it is told how many there are. */
function collectionOfThree(bytes: Uint8Array, formsEach: number) {
  for (const { fields, annotation } of layersIn(readStreamSyntax(bytes))) {
    const [count, ...elements] = annotation ?? []
    if (count?.form !== 'blockData' || elements.length !== 3 * formsEach) continue
    const last = elements.slice(-formsEach)
    const [start = 0, end = 0] = [last[0]?.start, last.at(-1)?.end]
    // A map tells it in its block; a list in its field too.
    const countsAt = [count.bytes, ...fields].flatMap((told) => {
      if (!(told instanceof Uint8Array)) return []
      const at = told.byteOffset - bytes.byteOffset + told.length - 4
      return new DataView(bytes.buffer, bytes.byteOffset).getInt32(at) === 3 ? [at] : []
    })
    return { head: bytes.slice(0, start), piece: bytes.slice(start, end), tail: bytes.slice(end), countsAt }
  }
  throw new Error('no collection of three')
}

function* layersIn(contents: readonly (ContentSyntax | Uint8Array)[]): Generator<LayerSyntax> {
  for (const content of contents) {
    if (content instanceof Uint8Array || content.form !== 'object') continue
    for (const layer of content.layers) {
      yield layer
      yield* layersIn([...layer.fields, ...(layer.annotation ?? [])])
    }
  }
}

function threeEntries(key: Writable | Uint8Array | undefined, value: Writable | Uint8Array | undefined) {
  const entry = [content(key), content(value)] as const
  return hashMap([entry, entry, entry])
}

function withFields(object: WritableObject, fields: WritableObject['fields']): WritableObject {
  return { ...object, fields: { ...object.fields, ...fields } }
}

function writtenBy(collection: unknown): readonly (Writable | Uint8Array)[] {
  return Object.values(objectIn(collection).written)[0] ?? []
}

function objectIn(value: unknown): WritableObject {
  if (typeof value === 'object' && value && 'kind' in value && value.kind === 'object') return value as WritableObject
  throw new Error('no object')
}

function content(value: Writable | Uint8Array | undefined): Writable {
  if (value === undefined || value instanceof Uint8Array) throw new Error('no content')
  return value
}
