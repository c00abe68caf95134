import { FormatError, type FormatErrorCode } from '../../format-error.ts'
import { checkModifiedUtf8, decodeModifiedUtf8 } from '../../modified-utf8.ts'

const TWO_TO_32 = 0x1_0000_0000
const BUFFER_BYTES = 1024 * 1024

/** Longest piece that is read in one go: three strings of `writeUTF`, and numbers. */
const LONGEST_PIECE_BYTES = 3 * (2 + 0xffff) + 64

/**
 * Passes over big-endian values of a file that is there whole, or that comes in chunks of which no more than a buffer is
 * kept. What is skipped is never copied. Offsets within `bytes` are for reading; errors carry those within the file.
 *
 * A caller that may be given chunks asks `starved` before each piece, and has more pushed if it is.
 */
export class ChunkCursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Of `bytes`, where to read next: beyond `end` after a skip over what is not here yet. */
  offset = 0
  end: number
  /** No bytes follow those in `bytes`. */
  isLast: boolean
  #enough: number
  /** Where in the file `bytes` begins. */
  #base = 0
  #skipped: { position: number; what: string; length: number } | null = null

  private constructor(bytes: Uint8Array, end: number, isLast: boolean) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.end = end
    this.isLast = isLast
    this.#enough = isLast ? Number.POSITIVE_INFINITY : -1
  }

  static whole(bytes: Uint8Array): ChunkCursor {
    return new ChunkCursor(bytes, bytes.length, true)
  }

  static chunked(): ChunkCursor {
    return new ChunkCursor(new Uint8Array(BUFFER_BYTES), 0, false)
  }

  /** Beyond this offset within `bytes` the next piece might not be here whole. */
  get enough(): number {
    return this.#enough
  }

  /** The next piece might not be here whole. */
  get starved(): boolean {
    return this.offset > this.#enough
  }

  /** In the file. */
  get position(): number {
    return this.#base + this.offset
  }

  /** Bytes of `bytes` that are still to be read: of the whole file once `isLast`. */
  get remaining(): number {
    return this.end - this.offset
  }

  /** A view of what is still to be read. */
  get tail(): Uint8Array {
    return this.bytes.subarray(this.offset, this.end)
  }

  /** Takes as much of a chunk as there is room for. @returns the number of bytes taken, more than 0 while starved. */
  push(chunk: Uint8Array, from: number): number {
    const dropped = this.#drop(chunk.length - from)
    const start = from + dropped
    if (this.offset > 0 && this.end + chunk.length - start > this.bytes.length) {
      this.bytes.copyWithin(0, this.offset, this.end)
      this.#base += this.offset
      this.end -= this.offset
      this.offset = 0
    }
    const length = Math.min(chunk.length - start, this.bytes.length - this.end)
    this.bytes.set(chunk.subarray(start, start + length), this.end)
    this.end += length
    this.#enough = this.end - LONGEST_PIECE_BYTES
    return dropped + length
  }

  /** No more chunks: what was skipped must have been there. */
  finish(): void {
    this.isLast = true
    this.#enough = Number.POSITIVE_INFINITY
    if (this.offset > this.end && this.#skipped) throw this.#cutShort(this.#skipped)
  }

  u1(what: string): number {
    return this.view.getUint8(this.#advance(1, what))
  }

  u2(what: string): number {
    return this.view.getUint16(this.#advance(2, what))
  }

  i4(what: string): number {
    return this.view.getInt32(this.#advance(4, what))
  }

  /** A signed 64-bit number that a JavaScript number holds exactly; others are an error, never rounded. */
  long(what: string): number {
    const at = this.#advance(8, what)
    const value = this.view.getInt32(at) * TWO_TO_32 + this.view.getUint32(at + 4)
    if (!Number.isSafeInteger(value)) {
      throw this.error('outOfRange', at, `${what} within ±(2^53 - 1)`, `${this.view.getBigInt64(at)}`)
    }
    return value
  }

  /** A size in bytes: 0 and more, or NaN for the -1 that stands for "the writer did not know". */
  size(what: string): number {
    const value = this.long(what)
    if (value >= 0) return value
    if (value === -1) return Number.NaN
    throw this.error('outOfRange', this.offset - 8, `${what} of -1 or more`, `${value}`)
  }

  /** A number of elements, none of which takes less than `bytesEach`: no more than the bytes left can hold, once known. */
  count(what: string, bytesEach: number): number {
    const value = this.i4(what)
    if (value < 0) throw this.error('outOfRange', this.offset - 4, `${what} of 0 or more`, `${value}`)
    if (this.isLast && value * bytesEach > this.remaining) {
      const expected = `${value} ${what} of ${bytesEach} bytes or more each`
      throw this.error('truncated', this.offset - 4, expected, `${this.remaining} bytes`)
    }
    return value
  }

  utf(what: string): string {
    const start = this.#advance(this.u2(what), what)
    return this.text(start, this.offset)
  }

  /** Modified UTF-8 between two places within `bytes` that were passed already. */
  text(start: number, end: number): string {
    return this.#located(() => decodeModifiedUtf8(this.bytes, start, end))
  }

  skipUtf(what: string): void {
    this.#advance(this.u2(what), what)
  }

  /** Checks without decoding: most strings are never asked for. */
  checkUtf(what: string): void {
    const start = this.#advance(this.u2(what), what)
    if (!isAscii(this.view, start, this.offset)) this.#checkText(start)
  }

  /** Passes over bytes that need not be here yet. */
  skip(length: number, what: string): void {
    if (length > this.end - this.offset) {
      const skipped = { position: this.position, what, length }
      if (this.isLast) throw this.#cutShort(skipped)
      this.#skipped = skipped
    }
    this.offset += length
  }

  /** @param at within `bytes`. */
  error(code: FormatErrorCode, at: number, expected: string, found: string): FormatError {
    return new FormatError(code, this.#base + at, expected, found)
  }

  #advance(length: number, what: string): number {
    const start = this.offset
    if (length > this.end - start) throw this.#cutShort({ position: this.position, what, length })
    this.offset = start + length
    return start
  }

  /** Bytes of a chunk that belong to a skip. */
  #drop(available: number): number {
    if (this.offset <= this.end) return 0
    const dropped = Math.min(this.offset - this.end, available)
    this.#base += this.end + dropped
    this.offset -= this.end + dropped
    this.end = 0
    return dropped
  }

  #cutShort(piece: { position: number; what: string; length: number }): FormatError {
    const left = Math.max(0, this.#base + this.end - piece.position)
    return new FormatError('truncated', piece.position, `${piece.what} (${piece.length} bytes)`, `${left} bytes`)
  }

  /** On its own: a function that is made where it is not called costs as much as the check. */
  #checkText(start: number): void {
    this.#located(() => checkModifiedUtf8(this.bytes, start, this.offset))
  }

  #located<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      throw this.error(error.code, error.offset, error.expected, error.found)
    }
  }
}

const HIGH_BITS = 0x80808080 | 0
const ONES = 0x01010101

/** True if all bytes are 1 to 127, four at a time: a byte of 0 borrows from, and one above 127 has, its highest bit. */
export function isAscii(view: DataView, start: number, end: number): boolean {
  let at = start
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at)
    if (((word - ONES) | word) & HIGH_BITS) return false
  }
  for (; at < end; at++) {
    const byte = view.getUint8(at)
    if (byte === 0 || byte >= 0x80) return false
  }
  return true
}
