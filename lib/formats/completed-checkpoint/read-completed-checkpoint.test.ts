import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { RETAINED } from '../testing/retained-checkpoint.ts'
import { readCompletedCheckpoint } from './read-completed-checkpoint.ts'

// A file of 1.16+ without operators: written by Java from classes of these names, fields and UIDs.
const MINIMAL =
  'rO0ABXNyADdvcmcuYXBhY2hlLmZsaW5rLnJ1bnRpbWUuY2hlY2twb2ludC5Db21wbGV0ZWRDaGVja3BvaW50i/pukzvmZAICAAtKAAxjaGVja3BvaW50SURKABNjb21wbGV0aW9uVGltZXN0YW1wSgAJdGltZXN0YW1wTAAPZXh0ZXJuYWxQb2ludGVydAASTGphdmEvbGFuZy9TdHJpbmc7TAADam9idAAjTG9yZy9hcGFjaGUvZmxpbmsvYXBpL2NvbW1vbi9Kb2JJRDtMABBtYXN0ZXJIb29rU3RhdGVzdAAWTGphdmEvdXRpbC9Db2xsZWN0aW9uO0wADm1ldGFkYXRhSGFuZGxldAAyTG9yZy9hcGFjaGUvZmxpbmsvcnVudGltZS9zdGF0ZS9TdHJlYW1TdGF0ZUhhbmRsZTtMAA5vcGVyYXRvclN0YXRlc3QAD0xqYXZhL3V0aWwvTWFwO0wABXByb3BzdAA6TG9yZy9hcGFjaGUvZmxpbmsvcnVudGltZS9jaGVja3BvaW50L0NoZWNrcG9pbnRQcm9wZXJ0aWVzO0wADXJlc3RvcmVkUHJvcHNxAH4ABkwAD3N0b3JhZ2VMb2NhdGlvbnQAQ0xvcmcvYXBhY2hlL2ZsaW5rL3J1bnRpbWUvc3RhdGUvQ29tcGxldGVkQ2hlY2twb2ludFN0b3JhZ2VMb2NhdGlvbjt4cAAAAAAAAAAqAAABi8/lbNIAAAGLz+VoAHQANXMzOi8vZmxpbmsvY3AvMDEwMjAzMDQwNTA2MDcwODA5MGEwYjBjMGQwZTBmMTAvY2hrLTQyc3IAIW9yZy5hcGFjaGUuZmxpbmsuYXBpLmNvbW1vbi5Kb2JJRAAAAAAAAAABAgAAeHIAIG9yZy5hcGFjaGUuZmxpbmsudXRpbC5BYnN0cmFjdElEAAAAAAAAAAECAAJKAAlsb3dlclBhcnRKAAl1cHBlclBhcnR4cAECAwQFBgcICQoLDA0ODxBzcgAfamF2YS51dGlsLkNvbGxlY3Rpb25zJEVtcHR5TGlzdHq4F7Q8p57eAgAAeHBzcgA5b3JnLmFwYWNoZS5mbGluay5ydW50aW1lLnN0YXRlLmZpbGVzeXN0ZW0uRmlsZVN0YXRlSGFuZGxlBNx12GK9G7MCAAJKAAlzdGF0ZVNpemVMAAhmaWxlUGF0aHQAH0xvcmcvYXBhY2hlL2ZsaW5rL2NvcmUvZnMvUGF0aDt4cAAAAAAAABWKc3IAHW9yZy5hcGFjaGUuZmxpbmsuY29yZS5mcy5QYXRoAAAAAAAAAAECAAFMAAN1cml0AA5MamF2YS9uZXQvVVJJO3hwc3IADGphdmEubmV0LlVSSawBeC5DnkmrAwABTAAGc3RyaW5ncQB+AAF4cHQAP3MzOi8vZmxpbmsvY3AvMDEwMjAzMDQwNTA2MDcwODA5MGEwYjBjMGQwZTBmMTAvY2hrLTQyL19tZXRhZGF0YXhzcgARamF2YS51dGlsLkhhc2hNYXAFB9rBwxZg0QMAAkYACmxvYWRGYWN0b3JJAAl0aHJlc2hvbGR4cD9AAAAAAAAAdwgAAAAQAAAAAHhzcgA4b3JnLmFwYWNoZS5mbGluay5ydW50aW1lLmNoZWNrcG9pbnQuQ2hlY2twb2ludFByb3BlcnRpZXMAAAAAAAAAAgIACFoAEGRpc2NhcmRDYW5jZWxsZWRaAA1kaXNjYXJkRmFpbGVkWgAPZGlzY2FyZEZpbmlzaGVkWgAPZGlzY2FyZFN1YnN1bWVkWgAQZGlzY2FyZFN1c3BlbmRlZFoABmZvcmNlZFoACXVuY2xhaW1lZEwADmNoZWNrcG9pbnRUeXBldAAyTG9yZy9hcGFjaGUvZmxpbmsvcnVudGltZS9jaGVja3BvaW50L1NuYXBzaG90VHlwZTt4cAAAAQEAAABzcgAyb3JnLmFwYWNoZS5mbGluay5ydW50aW1lLmNoZWNrcG9pbnQuQ2hlY2twb2ludFR5cGXW3k8DBa4dOgIAAkwABG5hbWVxAH4AAUwAFHNoYXJpbmdGaWxlc1N0cmF0ZWd5dABHTG9yZy9hcGFjaGUvZmxpbmsvcnVudGltZS9jaGVja3BvaW50L1NuYXBzaG90VHlwZSRTaGFyaW5nRmlsZXNTdHJhdGVneTt4cHQACkNoZWNrcG9pbnR+cgBFb3JnLmFwYWNoZS5mbGluay5ydW50aW1lLmNoZWNrcG9pbnQuU25hcHNob3RUeXBlJFNoYXJpbmdGaWxlc1N0cmF0ZWd5AAAAAAAAAAASAAB4cgAOamF2YS5sYW5nLkVudW0AAAAAAAAAABIAAHhwdAAQRk9SV0FSRF9CQUNLV0FSRHBzcgBOb3JnLmFwYWNoZS5mbGluay5ydW50aW1lLnN0YXRlLmZpbGVzeXN0ZW0uRnNDb21wbGV0ZWRDaGVja3BvaW50U3RvcmFnZUxvY2F0aW9uAAAAAAAAAAECAANMABZleGNsdXNpdmVDaGVja3BvaW50RGlycQB+ABBMAA9leHRlcm5hbFBvaW50ZXJxAH4AAUwAEm1ldGFkYXRhRmlsZUhhbmRsZXQAO0xvcmcvYXBhY2hlL2ZsaW5rL3J1bnRpbWUvc3RhdGUvZmlsZXN5c3RlbS9GaWxlU3RhdGVIYW5kbGU7eHBzcQB+ABJzcQB+ABVxAH4ACXhxAH4ACXEAfgAR'
const JOB = '0102030405060708090a0b0c0d0e0f10'

const bytes = Uint8Array.from(atob(MINIMAL), (char) => char.charCodeAt(0))
const latin1 = String.fromCharCode(...bytes)

/** The file with text replaced; the replacement brings its own lengths. */
function edited(from: string, to: string): Uint8Array {
  if (!latin1.includes(from)) throw new Error(`no ${from}`)
  return Uint8Array.from(latin1.replace(from, to), (char) => char.charCodeAt(0))
}

describe('readCompletedCheckpoint', () => {
  it('reads times, paths and properties', () => {
    expect(readCompletedCheckpoint(bytes)).toEqual({
      jobId: JOB,
      checkpointId: 42,
      timestamp: 1_700_000_000_000,
      completionTimestamp: 1_700_000_001_234,
      externalPointer: `s3://flink/cp/${JOB}/chk-42`,
      properties: RETAINED,
      restoredProperties: null,
      metadataHandle: { kind: 'file', path: `s3://flink/cp/${JOB}/chk-42/_metadata`, sizeBytes: 5514 },
      storageLocation: {
        className: 'org.apache.flink.runtime.state.filesystem.FsCompletedCheckpointStorageLocation',
        exclusiveCheckpointDir: `s3://flink/cp/${JOB}/chk-42`,
        externalPointer: `s3://flink/cp/${JOB}/chk-42`,
      },
      stateSizeBytes: 0,
      checkpointedSizeBytes: 0,
      coordinatorBytes: 0,
      totals: {
        stateSizeBytes: 0,
        checkpointedSizeBytes: 0,
        coordinatorBytes: 0,
        distinctFiles: 0,
        distinctFileBytes: 0,
        inlineHandles: 0,
        inlineBytes: 0,
      },
      masterStates: [],
      operators: [],
      byteLength: 2040,
    })
  })

  it('counts completion from the duration that 1.13 keeps instead', () => {
    const read = readCompletedCheckpoint(edited('\0\x13completionTimestamp', '\0\x08duration'))
    // The eight bytes that say when 1.14+ completed are the duration here.
    expect(read.completionTimestamp).toBe(1_700_000_000_000 + 1_700_000_001_234)
  })

  it('refuses another class, and numbers that make no sense', () => {
    const other = edited('checkpoint.CompletedCheckpoint', 'checkpoint.CompletedCheckpoinT')
    expect(() => readCompletedCheckpoint(other)).toThrow(expect.objectContaining({ code: 'unexpected', offset: 0 }))
    const id = latin1.indexOf('xp\0\0\0\0\0\0\0\x2a') + 2
    const negative = bytes.slice()
    negative[id] = 0xff
    expect(() => readCompletedCheckpoint(negative)).toThrow(expect.objectContaining({ code: 'outOfRange' }))
    expect(() => readCompletedCheckpoint(new Uint8Array())).toThrow(FormatError)
  })

  it('knows no class by half: an unknown kind of snapshot is named', () => {
    const type = edited('runtime.checkpoint.CheckpointType', 'runtime.checkpoint.CheckpointTyPe')
    expect(() => readCompletedCheckpoint(type)).toThrow(
      expect.objectContaining({ code: 'unsupported', found: 'org.apache.flink.runtime.checkpoint.CheckpointTyPe' }),
    )
  })

  it('stops where references make millions of subtasks of some kilobytes', () => {
    const NONE = 'w\x08\0\0\0\x10\0\0\0\0x'
    const base = handlesBefore(edited(NONE, 'w\x08\0\0\0\x10\0\0\0\x01q\x7f\xff\xff\xffx'))
    const classOf = (name: string, flags: string, fields: string[]) =>
      `r${utf(name)}${'\0'.repeat(8)}${flags}${u2(fields.length)}${fields.join('')}xp`
    const reference = (handle: number) => `q${u4(0x7e0000 + handle)}`
    const subtask = `s${classOf('org.apache.flink.runtime.checkpoint.OperatorSubtaskState', '\x02', [`J${utf('stateSize')}`])}${'\0'.repeat(8)}`
    const id = `s${classOf('Id', '\x02', [`J${utf('lowerPart')}`, `J${utf('upperPart')}`])}${'\0'.repeat(16)}`
    // Handles from `base` on: class of the operators, three type names, the first operator, its id's class and id, …
    const [operatorClass, idHandle, mapHandle, subtaskHandle] = [base, base + 6, base + 8, base + 10]
    const count = 400
    const map = `s${classOf('java.util.HashMap', '\x03', [])}w\x08${u4(16)}${u4(count)}p${subtask}${`p${reference(subtaskHandle)}`.repeat(count - 1)}x`
    const fields = [
      `I${utf('maxParallelism')}`,
      `I${utf('parallelism')}`,
      ...['coordinatorState', 'operatorID', 'operatorSubtaskStates'].map((name) => `L${utf(name)}t${utf('LX;')}`),
    ]
    const operator = classOf('org.apache.flink.runtime.checkpoint.OperatorState', '\x02', fields)
    const first = `ps${operator}${u4(9)}${u4(9)}p${id}${map}`
    const other = `ps${reference(operatorClass)}${u4(9)}${u4(9)}p${reference(idHandle)}${reference(mapHandle)}`
    const hostile = (operators: number) => {
      const entries = first + other.repeat(operators - 1)
      return edited(NONE, `w\x08${u4(16)}${u4(operators)}${entries}x`)
    }
    expect(readCompletedCheckpoint(hostile(1)).operators).toMatchObject([{ subtaskEntries: count, parallelism: 9 }])
    expect(() => readCompletedCheckpoint(hostile(count))).toThrow(expect.objectContaining({ code: 'tooLarge' }))
  })
})

const u2 = (value: number) => String.fromCharCode(value >> 8, value & 0xff)
const u4 = (value: number) => u2(value >>> 16) + u2(value & 0xffff)
const utf = (text: string) => u2(text.length) + text

/** How many handles a file has at its first reference to one that is not there. */
function handlesBefore(file: Uint8Array): number {
  try {
    readCompletedCheckpoint(file)
  } catch (error) {
    if (error instanceof FormatError) return Number(/one of (\d+) handles/.exec(error.expected)?.[1])
    throw error
  }
  throw new Error('the file has no such reference')
}
