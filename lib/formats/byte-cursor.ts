import { FormatError } from './format-error.ts'
import { decodeModifiedUtf8 } from './modified-utf8.ts'

const TWO_TO_32 = 0x1_0000_0000

/**
 * Reads big-endian values one after another from bytes that stay where they are. Every read checks its range first;
 * `what` names the value in errors.
 */
export class ByteCursor {
  readonly bytes: Uint8Array
  readonly #view: DataView
  offset: number

  constructor(bytes: Uint8Array, start = 0) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.offset = start
  }

  get remaining(): number {
    return this.bytes.length - this.offset
  }

  u1(what: string): number {
    return this.#view.getUint8(this.#advance(1, what))
  }

  i1(what: string): number {
    return this.#view.getInt8(this.#advance(1, what))
  }

  u2(what: string): number {
    return this.#view.getUint16(this.#advance(2, what))
  }

  i2(what: string): number {
    return this.#view.getInt16(this.#advance(2, what))
  }

  i4(what: string): number {
    return this.#view.getInt32(this.#advance(4, what))
  }

  i8(what: string): bigint {
    return this.#view.getBigInt64(this.#advance(8, what))
  }

  f4(what: string): number {
    return this.#view.getFloat32(this.#advance(4, what))
  }

  f8(what: string): number {
    return this.#view.getFloat64(this.#advance(8, what))
  }

  /** One byte, 0 or 1: other values mean nothing in these formats, though Java takes them for true. */
  bool(what: string): boolean {
    const at = this.offset
    const byte = this.u1(what)
    if (byte > 1) throw new FormatError('unexpected', at, `${what} (0 or 1)`, `${byte}`)
    return byte === 1
  }

  /** A signed 64-bit number that a JavaScript number holds exactly; others are an error, never rounded. */
  long(what: string): number {
    const at = this.#advance(8, what)
    const value = this.#view.getInt32(at) * TWO_TO_32 + this.#view.getUint32(at + 4)
    if (!Number.isSafeInteger(value)) {
      throw new FormatError('outOfRange', at, `${what} within ±(2^53 - 1)`, `${this.#view.getBigInt64(at)}`)
    }
    return value
  }

  /** A size in bytes: 0 and more, or null for the -1 that stands for "the writer did not know". */
  size(what: string): number | null {
    const at = this.offset
    const value = this.long(what)
    if (value < -1) throw new FormatError('outOfRange', at, `${what} of -1 or more`, `${value}`)
    return value === -1 ? null : value
  }

  /** A number of elements, none of which takes less than `bytesEach`: so no more than the bytes left can hold. */
  count(what: string, bytesEach: number): number {
    const at = this.offset
    const value = this.i4(what)
    if (value < 0) throw new FormatError('outOfRange', at, `${what} of 0 or more`, `${value}`)
    if (value * bytesEach > this.remaining) {
      throw new FormatError(
        'truncated',
        at,
        `${value} ${what} of ${bytesEach} bytes or more each`,
        `${this.remaining} bytes`,
      )
    }
    return value
  }

  /** A string as `DataOutput.writeUTF` writes it: its length in bytes (u2), then modified UTF-8. */
  utf(what: string): string {
    return this.text(this.u2(what), what)
  }

  /** Modified UTF-8 of a length already read. */
  text(length: number, what: string): string {
    const start = this.#advance(length, what)
    return decodeModifiedUtf8(this.bytes, start, start + length)
  }

  /** Numbers as `long` reads them, one after another. */
  longs(what: string, count: number): number[] {
    const values: number[] = []
    for (let i = 0; i < count; i++) values.push(this.long(what))
    return values
  }

  /** Told where a value of several parts begins; `leave` follows, with a word for it. Nothing is made of it here: see `TracedCursor`. */
  enter(_what: string): void {}

  leave(_value: string | null): void {}

  /** A view of the next bytes: not a copy. */
  take(length: number, what: string): Uint8Array {
    const start = this.#advance(length, what)
    return this.bytes.subarray(start, start + length)
  }

  /** Goes past the next bytes. @returns where they begin. */
  skip(length: number, what: string): number {
    return this.#advance(length, what)
  }

  expectEnd(what: string): void {
    if (this.remaining > 0) {
      throw new FormatError('trailingBytes', this.offset, `the end of ${what}`, `${this.remaining} more bytes`)
    }
  }

  #advance(length: number, what: string): number {
    const start = this.offset
    if (length > this.remaining) {
      throw new FormatError('truncated', start, `${what} (${length} bytes)`, `${this.remaining} bytes`)
    }
    this.offset = start + length
    return start
  }
}
