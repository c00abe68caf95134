import type { ByteCursor } from '../byte-cursor.ts'
import { Cells } from '../cells.ts'
import { FormatError } from '../format-error.ts'
import { checkModifiedUtf8 } from '../modified-utf8.ts'
import { Room } from '../room.ts'
import { cellOf, TAG } from './cell.ts'
import { Handles } from './handles.ts'
import { type StreamLimits, TC } from './protocol.ts'
import { StoredValues } from './stored-values.ts'

/** A stream as far as it is read: where its reader is, how deep, and what it keeps. */
export class StreamState {
  readonly cursor: ByteCursor
  readonly room = new Room()
  readonly cells = new Cells(this.room)
  readonly handles = new Handles(this.room)
  readonly values: StoredValues
  readonly #maxDepth: number
  readonly #onText: ((start: number, end: number) => void) | null
  #depth = 0

  /** @param onText is told where the letters of each new string stand. */
  constructor(
    cursor: ByteCursor,
    { maxDepth }: Pick<StreamLimits, 'maxDepth'>,
    onText: ((start: number, end: number) => void) | null,
  ) {
    this.#onText = onText
    this.cursor = cursor
    this.values = new StoredValues(cursor.bytes, this.cells)
    this.#maxDepth = maxDepth
  }

  get nextCode(): number | undefined {
    return this.cursor.bytes[this.cursor.offset]
  }

  /** Goes one level down, from which only a value that was read leads up again: an error ends the reading. */
  enter(at: number): void {
    if (++this.#depth > this.#maxDepth) {
      throw new FormatError('tooDeep', at, `at most ${this.#maxDepth} levels of nesting`, 'more')
    }
  }

  leave(): void {
    this.#depth--
  }

  /** Reads a string that is no reference: Java takes none for the name of an enum constant. @returns where it is. */
  newText(what: string): number {
    const at = this.cursor.offset
    const code = this.cursor.u1(what)
    if (code !== TC.string && code !== TC.longString)
      throw new FormatError('unexpected', at, what, `type code ${code.toString(16)}`)
    this.newString(code)
    return at
  }

  /** Checks the string that follows its type code. @returns its cell. */
  newString(code: typeof TC.string | typeof TC.longString): number {
    const { cursor } = this
    const at = cursor.offset - 1
    const length = code === TC.string ? cursor.u2('string length') : cursor.long('string length')
    if (length < 0) throw new FormatError('outOfRange', at, 'a string length of 0 or more', `${length}`)
    const start = cursor.skip(length, 'a string')
    checkModifiedUtf8(cursor.bytes, start, start + length)
    this.#onText?.(start, start + length)
    const cell = cellOf(TAG.string, at)
    this.handles.give(cell, at)
    return cell
  }

  /** The cell that a reference names, whose type code was read. */
  reference(at: number): number {
    return this.handles.cellOf(this.cursor.i4('a handle'), at)
  }
}
