import { FormatError } from '../format-error.ts'

/** What values of a stream may take whatever its length. */
const LEAST_BYTES = 48 * 1024 * 1024

/** Bytes of memory that V8 takes for each, rounded up; with the handle that numbers it, and the place it is kept in. */
export const ROOM = {
  content: 12,
  object: 96,
  field: 12,
  text: 40,
  bytes: 130,
  descriptor: 300,
  fieldDescriptor: 80,
  /** One form of a stream as it is spelled. */
  form: 64,
} as const

/**
 * The memory that what is read from a stream may take. Flink's files come to five bytes for each of theirs; made-up ones
 * to seventy: an empty block is two bytes there, and an object here.
 */
export class Room {
  readonly #limit: number
  #left: number

  /** @param times how many bytes of memory each byte of the stream may take. */
  constructor(streamBytes: number, times: number) {
    this.#limit = Math.max(LEAST_BYTES, streamBytes * times)
    this.#left = this.#limit
  }

  /** @throws FormatError `tooLarge` where there is no room for so many bytes of what begins at `at`. */
  take(bytes: number, at: number): void {
    this.#left -= bytes
    if (this.#left < 0)
      throw new FormatError('tooLarge', at, `values of at most ${this.#limit} bytes of memory`, 'more')
  }
}
