/** Bytes that are compared in one go, where there are as many: eight doubles, and no loop over them. */
const BLOCK = 64
const WORD = 8
/** Longer than any path; a small integer, as the field is read for each. */
const NEVER = 0x3fff_ffff
export const SLASH = 0x2f

/** A directory with what lies in it, or null for none in particular. */
export class Prefix {
  readonly bytes: Uint8Array
  handles = 0
  /** The bytes as doubles, the last of which overlaps the one before. Of ASCII, equal doubles are equal bytes, as there is no NaN and no zero. */
  readonly #words: Float64Array
  /** NEVER where paths are not compared with these bytes. */
  readonly #length: number
  readonly #sizes = new Float64Array(1)

  constructor(directory: Uint8Array | null) {
    this.bytes = directory ?? new Uint8Array(0)
    this.#length = directory?.every((byte) => byte > 0 && byte < 0x80) ? directory.length : NEVER
    const { buffer, byteOffset, length } = this.bytes
    const view = new DataView(buffer, byteOffset, length)
    this.#words = Float64Array.from({ length: length < WORD ? 0 : Math.ceil(length / WORD) }, (_, i) =>
      view.getFloat64(Math.min(i * WORD, length - WORD), true),
    )
  }

  /** NaN where one is unknown. */
  get sizeBytes(): number {
    return this.#sizes[0] ?? 0
  }

  add(count: number, sizeBytes: number): void {
    this.handles += count
    this.#sizes[0] = (this.#sizes[0] ?? 0) + sizeBytes
  }

  equals(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start !== this.bytes.length) return false
    for (let i = 0; i < this.bytes.length; i++) if (this.bytes[i] !== bytes[start + i]) return false
    return true
  }

  /** Whether a path leads into the directory, or below it; the empty one holds bare names only. False if it is not ASCII. */
  holds(view: DataView, start: number, end: number): boolean {
    const length = this.#length
    if (length > end - start) return false
    if (length === 0) return isBareName(view, start, end)
    if (length < WORD) return this.#startsShort(view, start)
    const words = this.#words
    if (length >= BLOCK && !isBlock(view, start, words)) return false
    const last = words.length - 1
    for (let i = length < BLOCK ? 0 : BLOCK / WORD; i < last; i++) {
      if (view.getFloat64(start + i * WORD, true) !== words[i]) return false
    }
    return view.getFloat64(start + length - WORD, true) === words[last]
  }

  #startsShort(view: DataView, start: number): boolean {
    for (let i = 0; i < this.#length; i++) if (view.getUint8(start + i) !== this.bytes[i]) return false
    return true
  }
}

function isBlock(view: DataView, at: number, words: Float64Array): boolean {
  return (
    view.getFloat64(at, true) === words[0] &&
    view.getFloat64(at + 8, true) === words[1] &&
    view.getFloat64(at + 16, true) === words[2] &&
    view.getFloat64(at + 24, true) === words[3] &&
    view.getFloat64(at + 32, true) === words[4] &&
    view.getFloat64(at + 40, true) === words[5] &&
    view.getFloat64(at + 48, true) === words[6] &&
    view.getFloat64(at + 56, true) === words[7]
  )
}

const SLASHES = 0x2f2f2f2f
const ONES = 0x01010101
const HIGH_BITS = 0x80808080 | 0

/** Four bytes at a time: of a word with the slashes taken away, a byte of zero is the one that borrows. */
function isBareName(view: DataView, start: number, end: number): boolean {
  let at = start
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at) ^ SLASHES
    if ((word - ONES) & ~word & HIGH_BITS) return false
  }
  for (; at < end; at++) if (view.getUint8(at) === SLASH) return false
  return true
}

/** The end of the parent's bytes of a directory that ends with a slash; its own end if it is a root or a bucket. */
export function parentEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1
  while (at > start && bytes[at - 1] !== SLASH) at--
  return at <= start || bytes[at - 2] === SLASH ? end : at
}
