import { describe, expect, it } from 'vitest'
import { readCheckpointMetadata } from '../checkpoint-metadata/read-checkpoint-metadata.ts'
import type { KeyedStateHandle, SubtaskState } from '../checkpoint-metadata/state-handles.ts'
import { finishedSubtask } from '../checkpoint-metadata/subtask-state.ts'
import { writeCheckpointMetadata } from '../checkpoint-metadata/write-checkpoint-metadata.ts'
import { checkJavaStream } from '../java-serialization/object-stream.ts'
import { readStreamSyntax } from '../java-serialization/read-stream-syntax.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import { formatErrorOf } from '../testing/format-error-of.ts'

// Files that nobody's disk made: built to be large, deep or endless.

const EMPTY: SubtaskState = { ...finishedSubtask(0), finished: false }

/** `_metadata` of version 6, of one operator with one subtask. */
function fileOf(subtask: Partial<SubtaskState>): Uint8Array {
  const operator = {
    id: '00'.repeat(16),
    name: null,
    uid: null,
    parallelism: 1,
    maxParallelism: 1,
    coordinatorState: null,
    fullyFinished: false,
    subtasks: [{ ...EMPTY, ...subtask }],
  }
  return writeCheckpointMetadata({ version: 6, checkpointId: 1, masterStates: [], operators: [operator] }, null)
}

const nestedStream = (levels: number): StreamStateHandle => {
  let handle: StreamStateHandle = { kind: 'empty-segment' }
  for (let i = 0; i < levels; i++) handle = { kind: 'key-groups', startKeyGroup: 0, offsets: [], delegate: handle }
  return handle
}

const nestedChangelog = (levels: number): KeyedStateHandle => {
  const keyGroups = { startKeyGroup: 0, count: 1 }
  const rest = { persistedSizeBytes: 0, nonMaterialized: [], materializationId: 1, checkpointId: 1, stateHandleId: '' }
  let handle: KeyedStateHandle = { kind: 'changelog', keyGroups, materialized: [], ...rest }
  for (let i = 0; i < levels; i++) handle = { kind: 'changelog', keyGroups, materialized: [handle], ...rest }
  return handle
}

/** Where a file of one empty subtask tells how many master states, operators, subtasks, inputs and outputs there are. */
const COUNTS_AT = [16, 20, 53, 71, 75]

describe('_metadata', () => {
  it('nests no deeper than Flink ever wrote', () => {
    const stream = (levels: number) =>
      fileOf({
        managedKeyedState: {
          kind: 'key-groups',
          startKeyGroup: 0,
          offsets: [],
          delegate: nestedStream(levels),
          stateHandleId: '',
        },
      })
    const changelog = (levels: number) => fileOf({ managedKeyedState: nestedChangelog(levels) })
    for (const file of [stream, changelog]) {
      expect(readCheckpointMetadata(file(3)).operators).toHaveLength(1)
      expect(formatErrorOf(() => readCheckpointMetadata(file(2_000))).code).toBe('tooDeep')
    }
  })

  it.each([1_000_000, 2 ** 31 - 1, -(2 ** 31), -2])(
    'believes no number of things that cannot be there: %i',
    (count) => {
      const whole = fileOf({})
      const view = new DataView(whole.buffer)
      for (const at of COUNTS_AT) {
        const before = view.getInt32(at)
        view.setInt32(at, count)
        expect([at, formatErrorOf(() => readCheckpointMetadata(whole)).offset <= whole.length]).toEqual([at, true])
        view.setInt32(at, before)
      }
      expect(readCheckpointMetadata(whole).operators).toHaveLength(1)
    },
  )
})

describe('Java streams', () => {
  const both = [(bytes: Uint8Array) => readStreamSyntax(bytes), checkJavaStream]
  const hex = (text: string) => Uint8Array.from(Buffer.from(`aced0005${text.replaceAll(' ', '')}`, 'hex'))
  const described = (flags: string) => `72 0001 43 0000000000000001 ${flags} 0000 78`
  const objects = '75 72 0013 5b4c6a6176612e6c616e672e4f626a6563743b 0000000000000001 02 0000 78 70'

  /** Objects in an array, each of a class whose superclass is that of the one before: handle 2 is the first class. */
  function superclassesByReference(count: number): string {
    const superclassOf = (i: number) => (i === 0 ? '70' : `71 ${(0x7e0000 + 2 * i).toString(16).padStart(8, '0')}`)
    const each = Array.from({ length: count }, (_, i) => `73 ${described('02')} ${superclassOf(i)}`)
    return `${objects} ${count.toString(16).padStart(8, '0')} ${each.join(' ')}`
  }

  it.each([
    ['an array of 2^31 - 1 objects', `${objects} 7fffffff`, 'truncated'],
    ['an array of 10^6 objects in some bytes', `${objects} 000f4240 70707070`, 'truncated'],
    ['an array of -1', `${objects} ffffffff`, 'outOfRange'],
    ['a string of 2^31 bytes', '7c 0000000080000000', 'truncated'],
    ['a string of 2^63 bytes', '7c 7fffffffffffffff', 'outOfRange'],
    ['nesting of 10,000', `${objects} 00000001`.concat('75 71 007e0000 00000001'.repeat(10_000)), 'tooDeep'],
    ['a class that is its own superclass', '72 0001 41 0000000000000001 02 0000 78 71 007e0000', 'unexpected'],
    ['superclasses by reference, each object of one more', superclassesByReference(100), 'tooDeep'],
    ['an enum constant named by reference', `74 0001 61 7e ${described('12')} 70 71 007e0000`, 'unexpected'],
    ['overlong UTF-8', '74 0002 c181', 'malformedText'],
  ])('%s', (_, stream, code) => {
    for (const read of both) expect(formatErrorOf(() => read(hex(stream))).code).toBe(code)
  })

  const reference = (handle: number) => `71 ${(0x7e0000 + handle).toString(16).padStart(8, '0')}`
  it.each([
    ['a reset at the end', '74 0001 61 79'],
    ['a long text, and references to it', `74 ea60 ${'61'.repeat(60_000)} ${reference(0).repeat(500)}`],
    [
      'classes that annotate themselves with one another',
      '72 0001 41 0000000000000001 02 0000'.repeat(250) + '7870'.repeat(250),
    ],
    [
      'an externalizable class below a serializable one',
      '73 72 0001 44 0000000000000001 0c 0000 78 72 0001 53 0000000000000002 02 0001 49 0001 78 78 70 77 01 2a 78 70',
    ],
    ['block data of every form', '77 00 7a 00000001 2a 77 01 2a'],
  ])('%s: both readers take it', (_, stream) => {
    for (const read of both) expect(() => read(hex(stream))).not.toThrow()
  })

  it('have as many superclasses as any class of Java has', () => {
    for (const read of both) expect(() => read(hex(superclassesByReference(60)))).not.toThrow()
  })
})
