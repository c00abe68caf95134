import { FormatError } from './format-error.ts'

/** What is made of a stream takes no more than this, however long the stream is. */
const MOST_BYTES = 40 * 1024 * 1024

/** Bytes of memory that V8 takes for each, rounded up; with the handle that numbers it, and the place it is kept in. */
export const ROOM = {
  object: 96,
  text: 40,
  bytes: 130,
  /** With the places of fields that are asked for. */
  descriptor: 1000,
  fieldDescriptor: 140,
  /** What a class wrote of an object, as it is spelled. */
  layer: 160,
  /** One form of a stream as it is spelled. */
  form: 76,
} as const

/** The memory that what is read from a stream may take: hostile ones are nothing but empty strings or classes. */
export class Room {
  #left = MOST_BYTES

  has(bytes: number): boolean {
    return bytes <= this.#left
  }

  /** @throws FormatError `tooLarge` where there is no room for so many bytes of what begins at `at`. */
  take(bytes: number, at: number): void {
    this.#left -= bytes
    if (this.#left < 0) throw new FormatError('tooLarge', at, `values of at most ${MOST_BYTES} bytes of memory`, 'more')
  }
}
