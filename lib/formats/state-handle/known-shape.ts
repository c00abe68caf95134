import { base64Byte, decodeBase64 } from '../base64.ts'
import { FormatError } from '../format-error.ts'
import { decodeModifiedUtf8 } from '../modified-utf8.ts'
import { MOST_PATH_LENGTH } from '../snapshot-limits.ts'

// Values of HA ConfigMaps are the same but for a mark, a size and a path: some 600 of 700 bytes describe classes. A map
// has up to a thousand of them, so what is the same is compared as text, and only the rest is decoded.

/** What a value of a known shape tells: a file handle, in Flink's wrapper with delete mark or bare. */
export interface KnownHandle {
  wrapped: boolean
  markedForDeletion: boolean
  path: string
  sizeBytes: number | null
  /** Length of the decoded value. */
  byteLength: number
}

const SIZE_BYTES = 8
const MARK_BYTES = 1
const END_BLOCK_DATA = 0x78

/**
 * Reads a Base64 value written by Flink 1.13–2.3 as long as it is of the one shape they all write; what it returns is
 * what the general reader would return.
 *
 * @returns null for everything else, damaged values among them: the general reader can tell what is wrong.
 */
export function readKnownShape(base64: string): KnownHandle | null {
  if (base64.length % 4 !== 0) return null
  for (const shape of shapes()) {
    if (shape.matches(base64)) return read(base64, shape)
  }
  return null
}

function read(base64: string, { markAt, sizeAt, lengthAt }: Shape): KnownHandle | null {
  const mark = markAt === null ? 0 : base64Byte(base64, markAt)
  const sizeBytes = long(base64, sizeAt)
  if (mark < 0 || mark > 1 || !Number.isSafeInteger(sizeBytes) || sizeBytes < -1) return null
  const path = readPath(base64, lengthAt)
  if (path === null || path.length > MOST_PATH_LENGTH) return null
  return {
    wrapped: markAt !== null,
    markedForDeletion: mark === 1,
    path,
    sizeBytes: sizeBytes === -1 ? null : sizeBytes,
    byteLength: (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0),
  }
}

/** The path is all that follows, but for the end of the URI's data. */
function readPath(base64: string, lengthAt: number): string | null {
  const group = Math.floor(lengthAt / 3)
  const start = lengthAt - group * 3
  try {
    const bytes = decodeBase64(base64.slice(group * 4), base64.length)
    const end = bytes.length - 1
    const length = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0)
    if (start + 2 + length !== end || bytes[end] !== END_BLOCK_DATA) return null
    return decodeModifiedUtf8(bytes, start + 2, end)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

/** A signed 64-bit number; NaN where there are no digits. */
function long(base64: string, offset: number): number {
  let value = 0
  for (let at = offset; at < offset + SIZE_BYTES; at++) {
    const byte = base64Byte(base64, at)
    if (byte < 0) return Number.NaN
    value = value * 0x100 + (at === offset ? (byte << 24) >> 24 : byte)
  }
  return value
}

/** The bytes of a value, of which all are given but for the mark, the size and what follows the path's length. */
class Shape {
  readonly markAt: number | null
  readonly sizeAt: number
  readonly lengthAt: number
  /** Digits that stand for given bytes only, compared without decoding. */
  readonly #runs: { at: number; digits: string }[] = []
  /** Given bytes that share a group of four digits with others. */
  readonly #bytes: { at: number; byte: number }[] = []

  constructor(marker: string | null) {
    const head = STREAM_HEADER + (marker ?? '')
    this.markAt = marker === null ? null : head.length
    const upToSize = head + (marker === null ? '' : '\0') + RETRIEVABLE_AND_FILE
    this.sizeAt = upToSize.length
    const whole = upToSize + '\0'.repeat(SIZE_BYTES) + PATH_AND_URI
    this.lengthAt = whole.length
    this.#give(whole, 0, this.markAt ?? this.sizeAt)
    if (this.markAt !== null) this.#give(whole, this.markAt + MARK_BYTES, this.sizeAt)
    this.#give(whole, this.sizeAt + SIZE_BYTES, this.lengthAt)
  }

  matches(base64: string): boolean {
    for (const { at, digits } of this.#runs) if (base64.slice(at, at + digits.length) !== digits) return false
    for (const { at, byte } of this.#bytes) if (base64Byte(base64, at) !== byte) return false
    return true
  }

  #give(bytes: string, from: number, to: number): void {
    const [start, end] = [Math.ceil(from / 3) * 3, Math.floor(to / 3) * 3]
    this.#runs.push({ at: (start / 3) * 4, digits: btoa(bytes.slice(start, end)) })
    for (let at = from; at < start; at++) this.#bytes.push({ at, byte: bytes.charCodeAt(at) })
    for (let at = end; at < to; at++) this.#bytes.push({ at, byte: bytes.charCodeAt(at) })
  }
}

// Bytes as characters of the same number, so that the stream reads as the protocol writes it.
const utf = (text: string) => String.fromCharCode(text.length >> 8, text.length & 0xff) + text
const uid = (hex: string) => hex.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)))
const objectField = (name: string, type: string) => `L${utf(name)}t${utf(`L${type};`)}`
/** TC_OBJECT, TC_CLASSDESC, name, serialVersionUID, flags, fields, TC_ENDBLOCKDATA, no superclass. */
const object = (name: string, serialVersionUid: string, flags: number, ...fields: string[]) =>
  `sr${utf(name)}${uid(serialVersionUid)}${String.fromCharCode(flags, 0, fields.length)}${fields.join('')}xp`

const STREAM_HEADER = uid('aced0005')
const STATE = 'org.apache.flink.runtime.state'
/** Flink declares no serialVersionUID for the wrapper, so that the JVM's own changed when the class did. */
const MARKER_UIDS = { since119: '1bad4480ef860d7c', of115To118: '9f813bf39965437f' }
const marker = (serialVersionUid: string) =>
  object(
    'org.apache.flink.kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker',
    serialVersionUid,
    2,
    `Z${utf('markedForDeletion')}`,
    objectField('inner', 'org/apache/flink/runtime/state/RetrievableStateHandle'),
  )
const RETRIEVABLE_AND_FILE =
  object(
    `${STATE}.RetrievableStreamStateHandle`,
    '00011e18f155972b',
    2,
    objectField('wrappedStreamStateHandle', 'org/apache/flink/runtime/state/StreamStateHandle'),
  ) +
  object(
    `${STATE}.filesystem.FileStateHandle`,
    '04dc75d862bd1bb3',
    2,
    `J${utf('stateSize')}`,
    objectField('filePath', 'org/apache/flink/core/fs/Path'),
  )
/** Up to the TC_STRING of the path, whose length and characters follow; the URI's own TC_ENDBLOCKDATA is the last byte. */
const PATH_AND_URI = `${object('org.apache.flink.core.fs.Path', '0000000000000001', 2, objectField('uri', 'java/net/URI'))}${object('java.net.URI', 'ac01782e439e49ab', 3, objectField('string', 'java/lang/String'))}t`

let known: readonly Shape[] | null = null

/** Likeliest first. Made when the first value is read. */
function shapes(): readonly Shape[] {
  known ??= [new Shape(marker(MARKER_UIDS.since119)), new Shape(marker(MARKER_UIDS.of115To118)), new Shape(null)]
  return known
}
