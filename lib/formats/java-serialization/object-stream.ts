import { decodeBase64 } from '../base64.ts'
import { FormatError } from '../format-error.ts'
import { placeOf } from './cell.ts'
import { JavaBlockData } from './java-leaves.ts'
import { JavaArray, JavaObject, type JavaValue } from './java-value.ts'
import { openStream } from './open-stream.ts'
import { DEFAULT_LIMITS, type StreamLimits, TC } from './protocol.ts'
import { ContentReader } from './read-content.ts'
import { StreamState } from './stream-state.ts'

/**
 * Reads a stream written by `java.io.ObjectOutputStream` into generic values: no class is looked up or instantiated. All
 * of it is checked, and kept as numbers of 32 bits (cell.ts), half a byte for each of the stream in Flink's files and
 * 40 MB at most; values are made of them when they are asked for.
 *
 * One ambiguity is the protocol's own: a class whose `writeObject` does not call `defaultWriteObject` writes no fields,
 * which the stream does not tell. None of the classes that Flink stores does that with fields declared.
 *
 * Source: Java Object Serialization Specification, chapter 6 (protocol version 2).
 */
export class JavaObjectStream {
  readonly #state: StreamState
  readonly #reader: ContentReader

  /** @throws FormatError when the bytes are too many or begin with no stream header. */
  constructor(bytes: Uint8Array, limits: Partial<StreamLimits> = {}, visitor: StreamVisitor = {}) {
    const all = { ...DEFAULT_LIMITS, ...limits }
    this.#state = new StreamState(openStream(bytes, all, 0), all, visitor.text ?? null)
    const { values } = this.#state
    const onWhole = (cell: number) => {
      const value = values.value(cell)
      if (value instanceof JavaObject || value instanceof JavaArray) visitor.value?.(value)
    }
    this.#reader = new ContentReader(this.#state, visitor.value ? onWhole : null)
  }

  /** @param maxBytes of the decoded stream. */
  static fromBase64(text: string, { maxBytes }: Pick<StreamLimits, 'maxBytes'>): JavaObjectStream {
    return new JavaObjectStream(decodeBase64(text, Math.ceil(maxBytes / 3) * 4), { maxBytes })
  }

  /** Where the next content begins. */
  get offset(): number {
    return this.#state.cursor.offset
  }

  /** Length of the bytes the stream is read from. */
  get byteLength(): number {
    return this.#state.cursor.bytes.length
  }

  /** The next object, array, string, enum constant, class or null of the stream. */
  readObject(): JavaValue {
    const at = this.offset
    const content = this.readContent()
    if (content instanceof JavaBlockData) throw new FormatError('unexpected', at, 'an object', 'block data')
    return content
  }

  /** The next object or block data of the stream. */
  readContent(): JavaValue | JavaBlockData {
    this.#passResets()
    return this.#state.values.value(this.#reader.content())
  }

  /** Passes over the next content, and makes nothing of it. */
  skipContent(): void {
    this.#passResets()
    this.#reader.content()
  }

  /** Nothing follows but resets. */
  get isAtEnd(): boolean {
    this.#passResets()
    return this.#state.cursor.remaining === 0
  }

  /** The object that was begun first since the last reset, with the fields read of it before an error; null before any. */
  get begun(): JavaObject | null {
    const { handles, values } = this.#state
    const cell = handles.firstObject
    return cell === null ? null : new JavaObject(values, placeOf(cell))
  }

  #passResets(): void {
    const { cursor, handles } = this.#state
    while (this.#state.nextCode === TC.reset) {
      cursor.offset++
      handles.forgetAll()
    }
  }

  expectEnd(): void {
    this.#state.cursor.expectEnd('the Java stream')
  }
}

/** Is told of what a stream holds, in its order. */
export interface StreamVisitor {
  /** An object, or an array of objects, once it was read. */
  value?: (value: JavaObject | JavaArray) => void
  /** Where the letters of a text stand, which is written here and not referred to. */
  text?: (start: number, end: number) => void
}

/** @throws FormatError for a stream that is not whole, or that takes more memory than any is given. */
export function checkJavaStream(bytes: Uint8Array, visitor: StreamVisitor = {}): void {
  const stream = new JavaObjectStream(bytes, {}, visitor)
  while (!stream.isAtEnd) stream.skipContent()
}
