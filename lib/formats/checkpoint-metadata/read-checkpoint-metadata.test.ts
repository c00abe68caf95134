import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { readCheckpointMetadata } from './read-checkpoint-metadata.ts'

// Files are spelled out value by value, as the layout reads.
type Part = number[]
const u1 = (value: number): Part => [value]
const i4 = (value: number): Part => [value >>> 24, value >>> 16, value >>> 8, value].map((byte) => byte & 0xff)
const i8 = (value: number): Part => [...i4(Math.floor(value / 2 ** 32)), ...i4(value)]
const utf = (text: string): Part => [text.length >> 8, text.length & 0xff, ...new TextEncoder().encode(text)]
const inline = (...bytes: number[]): Part => [...u1(1), ...utf('name'), ...i4(bytes.length), ...bytes]
const file = (size: number): Part => [...u1(2), ...i8(size), ...utf('s3://bucket/file')]

const NULL_STREAM = [0xac, 0xed, 0, 5, 0x70]
const NO_STATE: Part = [...i4(0), ...i4(0), ...u1(0), ...u1(0), ...i4(0), ...i4(0)]
const keyed = (handle: Part): Part => [...i4(0), ...i4(0), ...handle, ...u1(0), ...i4(0), ...i4(0)]

/** A file of one operator, whose parallelism is 2 of 128, with what follows its coordinator state. */
function metadata(version: number, subtasks: Part, coordinator: Part = u1(0)): Uint8Array {
  const names = version >= 5 ? [...utf('Map'), ...utf('')] : []
  const head = [...i4(0x4960672d), ...i4(version), ...i8(7), ...i4(0), ...i4(1)]
  const operator = [...names, ...i8(0x01020304), ...i8(5), ...i4(2), ...i4(128), ...coordinator, ...subtasks]
  return Uint8Array.from([...head, ...operator, ...(version >= 4 ? NULL_STREAM : [])])
}

const subtask = (state: Part): Part => [...i4(1), ...i4(0), ...state]

describe('readCheckpointMetadata', () => {
  it('reads an operator with name and without uid, and no properties where the state processor wrote none', () => {
    const read = readCheckpointMetadata(metadata(5, [...i4(2), ...i4(1), ...NO_STATE, ...i4(-1)]))
    expect(read).toMatchObject({ version: 5, checkpointId: 7, properties: null, masterStates: [], files: [] })
    expect(read.operators).toMatchObject([
      { id: '00000000010203040000000000000005', name: 'Map', uid: null, parallelism: 2, maxParallelism: 128 },
    ])
    expect(read.operators[0]?.subtasks.map(({ index, finished }) => [index, finished])).toEqual([
      [1, false],
      [0, true],
    ])
  })

  it('reads operators that are fully finished, with the state of their coordinator', () => {
    const read = readCheckpointMetadata(metadata(3, i4(-1), inline(1, 2, 3)))
    expect(read.operators[0]).toMatchObject({ fullyFinished: true, subtasks: [], stateSizeBytes: 3 })
    expect(read.totals).toMatchObject({ stateSizeBytes: 3, coordinatorBytes: 3, inlineHandles: 1, inlineBytes: 3 })
  })

  it('does not add up what a writer did not know', () => {
    const known = [...u1(7), ...i4(0), ...i4(1), ...i8(0), ...file(10)]
    expect(readCheckpointMetadata(metadata(4, subtask(keyed(known)))).totals).toMatchObject({
      stateSizeBytes: 10,
      distinctFileBytes: 10,
    })
    const unknown = [...u1(7), ...i4(0), ...i4(1), ...i8(0), ...file(-1)]
    expect(readCheckpointMetadata(metadata(4, subtask(keyed(unknown)))).totals).toMatchObject({
      stateSizeBytes: null,
      checkpointedSizeBytes: null,
      distinctFiles: 1,
      distinctFileBytes: null,
    })
  })

  it('knows three dialects under version 3', () => {
    const changes = [...i4(0), ...i4(4), ...i8(1), ...i8(2), ...i4(1), ...i4(0), ...i4(2), 9, 9]
    const of114 = [...u1(8), ...i4(0), ...i4(4), ...i4(0), ...i4(1), ...u1(9), ...changes]
    const of115 = [
      [...u1(8), ...i4(0), ...i4(4), ...i8(2), ...i4(0), ...i4(1), ...u1(9), ...changes, ...utf('inner')],
      [...i8(3), ...utf('outer')],
    ].flat()
    const [short] = readCheckpointMetadata(metadata(3, subtask(keyed(of114)))).operators
    expect(short?.subtasks[0]?.managedKeyedState).toMatchObject({ kind: 'changelog', stateHandleId: null })
    const [long] = readCheckpointMetadata(metadata(3, subtask(keyed(of115)))).operators
    expect(long?.subtasks[0]?.managedKeyedState).toMatchObject({ stateHandleId: 'outer', materializationId: 3 })

    const channel = [...i4(0), ...i4(3), ...i4(1), ...i8(4), ...i8(10), ...file(99)]
    const channels = (each: Part) => [...i4(0), ...i4(0), ...u1(0), ...u1(0), ...i4(1), ...each, ...i4(0)]
    const [of111] = readCheckpointMetadata(metadata(3, subtask(channels(channel)))).operators
    expect(of111?.subtasks[0]?.inputChannelState).toMatchObject([
      { subtaskIndex: null, channel: { first: 0, second: 3 } },
    ])
    const [of112] = readCheckpointMetadata(metadata(3, subtask(channels([...i4(1), ...channel])))).operators
    expect(of112?.subtasks[0]?.inputChannelState).toMatchObject([{ subtaskIndex: 1, sizeBytes: 10 }])
    // Version 4 has one layout only.
    expect(() => readCheckpointMetadata(metadata(4, subtask(keyed(of114))))).toThrow(FormatError)
  })

  it('refuses other versions and files with their name', () => {
    for (const [version, code] of [
      [0, 'unsupported'],
      [-1, 'unsupported'],
      [1, 'versionTooOld'],
      [7, 'versionTooNew'],
      [99, 'versionTooNew'],
    ] as const) {
      expect(() => readCheckpointMetadata(metadata(version, i4(0)))).toThrow(
        expect.objectContaining({ code, offset: 4, found: `version ${version}` }),
      )
    }
    expect(() => readCheckpointMetadata(Uint8Array.from([...i4(0x504b0304), ...i4(3)]))).toThrow(
      expect.objectContaining({ code: 'unexpected', offset: 0, found: '504b0304' }),
    )
  })

  it('refuses counts and lengths that the bytes left cannot hold', () => {
    const head = [...i4(0x4960672d), ...i4(3), ...i8(7)]
    for (const bytes of [
      [...head, ...i4(0x7fffffff)],
      [...head, ...i4(0), ...i4(0x7fffffff)],
      [...metadata(3, i4(0x7fffffff))],
      [...metadata(3, i4(0), [...u1(1), ...utf('x'), ...i4(0x7fffffff)])],
      [...metadata(3, subtask(keyed([...u1(3), ...i4(0), ...i4(0x7fffffff)])))],
    ]) {
      expect(() => readCheckpointMetadata(Uint8Array.from(bytes))).toThrow(
        expect.objectContaining({ code: 'truncated' }),
      )
    }
    expect(() => readCheckpointMetadata(metadata(3, i4(-2)))).toThrow(expect.objectContaining({ code: 'outOfRange' }))
  })

  it('refuses handles 10 000 deep in one another', () => {
    const streams = Array.from({ length: 10_000 }, () => [...u1(3), ...i4(0), ...i4(0)]).flat()
    const inStreams = keyed([...u1(3), ...i4(0), ...i4(0), ...streams])
    expect(() => readCheckpointMetadata(metadata(3, subtask(inStreams)))).toThrow(
      expect.objectContaining({ code: 'tooDeep' }),
    )
    const changelogs = Array.from({ length: 10_000 }, () => [...u1(14), ...i4(0), ...i4(1), ...i8(0), ...i4(1)]).flat()
    expect(() => readCheckpointMetadata(metadata(4, subtask(keyed(changelogs))))).toThrow(
      expect.objectContaining({ code: 'tooDeep' }),
    )
  })

  it('reads version 2, which keeps numbers that mean nothing', () => {
    const state = [
      ...i8(-1),
      ...i4(0),
      ...i4(0),
      ...i4(0),
      ...u1(3),
      ...i4(0),
      ...i4(1),
      ...i8(0),
      ...file(10),
      ...u1(0),
    ]
    const [operator] = readCheckpointMetadata(metadata(2, [...i4(1), ...i4(1), ...i4(1), ...state], [])).operators
    expect(operator).toMatchObject({ coordinatorState: null, stateSizeBytes: 10, subtaskEntries: 1 })
    expect(operator?.subtasks[0]).toMatchObject({ index: 1, inputChannelState: [] })
    const finished = [...i4(1), ...i4(1), ...i4(-1)]
    expect(() => readCheckpointMetadata(metadata(2, finished, []))).toThrow(
      expect.objectContaining({ code: 'outOfRange' }),
    )
  })

  it('refuses more subtasks than Flink runs', () => {
    const bytes = metadata(3, i4(0))
    bytes.set([...i4(40_000), ...i4(40_000)], 40)
    expect(() => readCheckpointMetadata(bytes)).toThrow(expect.objectContaining({ code: 'outOfRange', offset: 40 }))
  })

  it('refuses a subtask that is there twice or that the parallelism does not have', () => {
    const twice = [...i4(2), ...i4(0), ...NO_STATE, ...i4(-1)]
    const third = [...i4(1), ...i4(2), ...NO_STATE]
    for (const subtasks of [[...i4(2), ...i4(0), ...NO_STATE, ...i4(0), ...NO_STATE], third]) {
      expect(() => readCheckpointMetadata(metadata(3, subtasks))).toThrow(
        expect.objectContaining({ code: 'outOfRange' }),
      )
    }
    expect(() => readCheckpointMetadata(metadata(3, twice))).toThrow(expect.objectContaining({ code: 'outOfRange' }))
  })

  it('keeps ids that no number holds from being rounded', () => {
    const bytes = metadata(3, i4(0))
    bytes.set([0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 8)
    expect(() => readCheckpointMetadata(bytes)).toThrow(
      expect.objectContaining({ code: 'outOfRange', offset: 8, found: '9223372036854775807' }),
    )
  })
})
