import { encodeModifiedUtf8 } from './encode-modified-utf8.ts'
import { FormatError } from './format-error.ts'

const SMALLEST = 256
const UTF_LIMIT = 0xffff

/** Writes big-endian values one after another: the opposite of `ByteCursor`. */
export class ByteSink {
  #bytes = new Uint8Array(SMALLEST)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  get length(): number {
    return this.#length
  }

  u1(value: number): void {
    const at = this.#grow(1)
    this.#view.setUint8(at, value)
  }

  u2(value: number): void {
    const at = this.#grow(2)
    this.#view.setUint16(at, value)
  }

  i4(value: number): void {
    const at = this.#grow(4)
    this.#view.setInt32(at, value)
  }

  i8(value: bigint): void {
    const at = this.#grow(8)
    this.#view.setBigInt64(at, value)
  }

  f4(value: number): void {
    const at = this.#grow(4)
    this.#view.setFloat32(at, value)
  }

  f8(value: number): void {
    const at = this.#grow(8)
    this.#view.setFloat64(at, value)
  }

  bool(value: boolean): void {
    this.u1(value ? 1 : 0)
  }

  long(value: number): void {
    this.i8(BigInt(value))
  }

  /** A size in bytes, or the -1 that stands for an unknown one. */
  size(value: number | null): void {
    this.long(value ?? -1)
  }

  /**
   * A string as `DataOutput.writeUTF` writes it.
   *
   * @throws FormatError for one of more than 65,535 bytes, as Java does.
   */
  utf(text: string): void {
    const bytes = encodeModifiedUtf8(text)
    if (bytes.length > UTF_LIMIT) {
      throw new FormatError('tooLarge', this.#length, `at most ${UTF_LIMIT} bytes of text`, `${bytes.length}`)
    }
    this.u2(bytes.length)
    this.raw(bytes)
  }

  raw(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length)
    this.#bytes.set(bytes, at)
  }

  /** What was written: a copy. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Makes room, which may replace the view: so it is called before the view is looked at. */
  #grow(length: number): number {
    const start = this.#length
    this.#length = start + length
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2))
      larger.set(this.#bytes)
      this.#bytes = larger
      this.#view = new DataView(larger.buffer)
    }
    return start
  }
}
