import { Cells } from '../cells.ts'
import { FormatError } from '../format-error.ts'
import type { Room } from '../room.ts'
import { cellOf, TAG, tagOf } from './cell.ts'
import { FIRST_HANDLE } from './protocol.ts'

/** What a stream can refer back to: a cell for each handle, in the order in which they are given. */
export class Handles {
  readonly #cells: Cells

  constructor(room: Room) {
    this.#cells = new Cells(room)
  }

  /** @returns its number, for what becomes known only after others were given theirs. */
  give(cell: number, at: number): number {
    return this.#cells.push(cell, at)
  }

  settle(handle: number, cell: number): void {
    this.#cells.set(handle, cell)
  }

  forgetAll(): void {
    this.#cells.cutTo(0)
  }

  /** The first that stands for an object; null where none does. */
  get firstObject(): number | null {
    for (let i = 0; i < this.#cells.length; i++) {
      const cell = this.#cells.get(i)
      if (tagOf(cell) === TAG.object) return cell
    }
    return null
  }

  /**
   * @param number as it stands in the stream, after the type code at `at`.
   * @returns the cell; of a class, that of the class itself.
   * @throws FormatError for a handle that is not given, or of a class that is being described.
   */
  cellOf(number: number, at: number): number {
    const handle = number - FIRST_HANDLE
    if (handle < 0 || handle >= this.#cells.length) {
      const found = `0x${(number >>> 0).toString(16)}`
      throw new FormatError('unexpected', at, `one of ${this.#cells.length} handles`, found)
    }
    const cell = this.#cells.get(handle)
    if (tagOf(cell) === TAG.pending)
      throw new FormatError('unexpected', at, 'a complete class descriptor', 'one being read')
    return cell
  }
}

export const PENDING = cellOf(TAG.pending, 0)
