import { Cells } from '../../cells.ts'
import { Room } from '../../room.ts'
import type { ChunkCursor } from './chunk-cursor.ts'
import type { FileSink } from './state-tally.ts'

/** Where in a file that is there whole the handles begin that name files: four bytes for each, and no strings. */
export class HandleIndex implements FileSink {
  readonly #offsets = new Cells(new Room())

  /** @throws FormatError `tooLarge` for more handles than there is room for: some ten million. */
  joins(_view: DataView, handleAt: number): boolean {
    this.#offsets.push(handleAt, handleAt)
    return true
  }

  joined(): void {}

  file(_cursor: ChunkCursor, handleAt: number): void {
    this.#offsets.push(handleAt, handleAt)
  }

  /** In the order of the file. */
  *offsets(): Generator<number> {
    for (let i = 0; i < this.#offsets.length; i++) yield this.#offsets.get(i)
  }
}
