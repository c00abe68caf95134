import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { readStateHandle } from './read-state-handle.ts'

// 1.13 and 1.14 keep the handle bare, 1.15+ wraps it; both name the same file. The first 355 characters of the bare one
// are those of a value published by a user of 1.13.
const BARE =
  'rO0ABXNyADtvcmcuYXBhY2hlLmZsaW5rLnJ1bnRpbWUuc3RhdGUuUmV0cmlldmFibGVTdHJlYW1TdGF0ZUhhbmRsZQABHhjxVZcrAgABTAAYd3JhcHBlZFN0cmVhbVN0YXRlSGFuZGxldAAyTG9yZy9hcGFjaGUvZmxpbmsvcnVudGltZS9zdGF0ZS9TdHJlYW1TdGF0ZUhhbmRsZTt4cHNyADlvcmcuYXBhY2hlLmZsaW5rLnJ1bnRpbWUuc3RhdGUuZmlsZXN5c3RlbS5GaWxlU3RhdGVIYW5kbGUE3HXYYr0bswIAAkoACXN0YXRlU2l6ZUwACGZpbGVQYXRodAAfTG9yZy9hcGFjaGUvZmxpbmsvY29yZS9mcy9QYXRoO3hwAAAAAAAAEJJzcgAdb3JnLmFwYWNoZS5mbGluay5jb3JlLmZzLlBhdGgAAAAAAAAAAQIAAUwAA3VyaXQADkxqYXZhL25ldC9VUkk7eHBzcgAMamF2YS5uZXQuVVJJrAF4LkOeSasDAAFMAAZzdHJpbmd0ABJMamF2YS9sYW5nL1N0cmluZzt4cHQAOHMzOi8vZmxpbmsvaGEvbXktY2x1c3Rlci9jb21wbGV0ZWRDaGVja3BvaW50MDEyMzQ1Njc4OWFieA=='
const WRAPPED =
  'rO0ABXNyAGNvcmcuYXBhY2hlLmZsaW5rLmt1YmVybmV0ZXMuaGlnaGF2YWlsYWJpbGl0eS5LdWJlcm5ldGVzU3RhdGVIYW5kbGVTdG9yZSRTdGF0ZUhhbmRsZVdpdGhEZWxldGVNYXJrZXIbrUSA74YNfAIAAloAEW1hcmtlZEZvckRlbGV0aW9uTAAFaW5uZXJ0ADdMb3JnL2FwYWNoZS9mbGluay9ydW50aW1lL3N0YXRlL1JldHJpZXZhYmxlU3RhdGVIYW5kbGU7eHAAc3IAO29yZy5hcGFjaGUuZmxpbmsucnVudGltZS5zdGF0ZS5SZXRyaWV2YWJsZVN0cmVhbVN0YXRlSGFuZGxlAAEeGPFVlysCAAFMABh3cmFwcGVkU3RyZWFtU3RhdGVIYW5kbGV0ADJMb3JnL2FwYWNoZS9mbGluay9ydW50aW1lL3N0YXRlL1N0cmVhbVN0YXRlSGFuZGxlO3hwc3IAOW9yZy5hcGFjaGUuZmxpbmsucnVudGltZS5zdGF0ZS5maWxlc3lzdGVtLkZpbGVTdGF0ZUhhbmRsZQTcddhivRuzAgACSgAJc3RhdGVTaXplTAAIZmlsZVBhdGh0AB9Mb3JnL2FwYWNoZS9mbGluay9jb3JlL2ZzL1BhdGg7eHAAAAAAAAAQknNyAB1vcmcuYXBhY2hlLmZsaW5rLmNvcmUuZnMuUGF0aAAAAAAAAAABAgABTAADdXJpdAAOTGphdmEvbmV0L1VSSTt4cHNyAAxqYXZhLm5ldC5VUkmsAXguQ55JqwMAAUwABnN0cmluZ3QAEkxqYXZhL2xhbmcvU3RyaW5nO3hwdAA4czM6Ly9mbGluay9oYS9teS1jbHVzdGVyL2NvbXBsZXRlZENoZWNrcG9pbnQwMTIzNDU2Nzg5YWJ4'

const POINTER = {
  markedForDeletion: false,
  path: 's3://flink/ha/my-cluster/completedCheckpoint0123456789ab',
  stateSizeBytes: 4242,
  handleClass: 'org.apache.flink.runtime.state.filesystem.FileStateHandle',
  inline: null,
}

const decode = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
const encode = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
/** The first place of `hex` in the bytes. */
const place = (bytes: Uint8Array, text: string) => String.fromCharCode(...bytes).indexOf(text)

/** The bare handle with another stream handle in it, which begins at its TC_OBJECT. */
function withHandle(handle: Uint8Array): string {
  const bytes = decode(BARE)
  const start = place(bytes, 'xpsr\0\x39') + 2
  return encode(Uint8Array.of(...bytes.subarray(0, start), ...handle))
}

describe('readStateHandle', () => {
  it('reads the bare handle of 1.13 and 1.14', () => {
    expect(readStateHandle(BARE)).toEqual({ ...POINTER, wrapped: false, byteLength: 487 })
  })

  it('reads the wrapped handle of 1.15 and later, whatever its serialVersionUID', () => {
    expect(readStateHandle(WRAPPED)).toEqual({ ...POINTER, wrapped: true, byteLength: 690 })
    const bytes = decode(WRAPPED)
    // Not declared in Flink's class, so that the JVM computes it: another one up to 1.18.
    bytes.set([0x9f, 0x81, 0x3b, 0xf3, 0x99, 0x65, 0x43, 0x7f], place(bytes, 'Marker') + 'Marker'.length)
    expect(readStateHandle(encode(bytes))).toEqual({ ...POINTER, wrapped: true, byteLength: 690 })
  })

  it('tells the delete mark', () => {
    const bytes = decode(WRAPPED)
    const mark = place(bytes, 'xp\0sr') + 2
    bytes[mark] = 1
    expect(readStateHandle(encode(bytes)).markedForDeletion).toBe(true)
    bytes[mark] = 2
    expect(() => readStateHandle(encode(bytes))).toThrow(FormatError)
  })

  it('reads bytes kept in line', () => {
    const text = (value: string) => [value.length >> 8, value.length & 0xff, ...[...value].map((c) => c.charCodeAt(0))]
    const uid = Array.from({ length: 8 }, () => 0)
    const handle = [
      [0x73, 0x72, ...text('org.apache.flink.runtime.state.memory.ByteStreamStateHandle'), ...uid, 2, 0, 2],
      [
        0x5b,
        ...text('data'),
        0x74,
        ...text('[B'),
        0x4c,
        ...text('handleName'),
        0x74,
        ...text('Ljava/lang/String;'),
        0x78,
        0x70,
      ],
      [0x75, 0x72, ...text('[B'), ...uid, 2, 0, 0, 0x78, 0x70, 0, 0, 0, 3, 1, 2, 3, 0x74, ...text('h')],
    ].flat()
    expect(readStateHandle(withHandle(Uint8Array.from(handle)))).toMatchObject({
      path: null,
      stateSizeBytes: 3,
      handleClass: 'org.apache.flink.runtime.state.memory.ByteStreamStateHandle',
      inline: Uint8Array.of(1, 2, 3),
    })
  })

  it('names a class it does not know instead of guessing', () => {
    const bytes = decode(BARE)
    bytes.set(new TextEncoder().encode('Vile'), place(bytes, 'FileStateHandle'))
    expect(() => readStateHandle(encode(bytes))).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        found: 'org.apache.flink.runtime.state.filesystem.VileStateHandle',
      }),
    )
  })

  it('takes Base64 as Java writes it and no other', () => {
    expect(() => readStateHandle('')).toThrow(expect.objectContaining({ code: 'truncated' }))
    expect(() => readStateHandle(BARE.slice(0, -1))).toThrow(
      expect.objectContaining({ code: 'truncated', offset: BARE.length - 1 }),
    )
    expect(() => readStateHandle(`${BARE.slice(0, 8)}\n   ${BARE.slice(8)}`)).toThrow(
      expect.objectContaining({ code: 'malformedText', offset: 8 }),
    )
    expect(() => readStateHandle('rO1=')).toThrow(expect.objectContaining({ code: 'malformedText', offset: 2 }))
    expect(() => readStateHandle('A'.repeat(4 * 1024 * 1024))).toThrow(expect.objectContaining({ code: 'tooLarge' }))
  })

  it('keeps sizes that no number holds from being rounded, and knows the unknown one', () => {
    const bytes = decode(BARE)
    const size = place(bytes, '\x10\x92s') - 6
    bytes.set([0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], size)
    expect(() => readStateHandle(encode(bytes))).toThrow(expect.objectContaining({ code: 'outOfRange' }))
    bytes.set(
      Array.from({ length: 8 }, () => 0xff),
      size,
    )
    expect(readStateHandle(encode(bytes)).stateSizeBytes).toBeNull()
  })
})
