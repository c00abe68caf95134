import type { ChunkCursor } from './chunk-cursor.ts'
import type { FileSink } from './state-tally.ts'

/** Where in a file that is there whole the handles begin that name files: four bytes for each, and no strings. */
export class HandleIndex implements FileSink {
  #offsets = new Int32Array(1024)
  #length = 0

  joins(_view: DataView, handleAt: number): boolean {
    this.#push(handleAt)
    return true
  }

  joined(): void {}

  file(_cursor: ChunkCursor, handleAt: number): void {
    this.#push(handleAt)
  }

  #push(handleAt: number): void {
    if (this.#length === this.#offsets.length) {
      const longer = new Int32Array(this.#length * 2)
      longer.set(this.#offsets)
      this.#offsets = longer
    }
    this.#offsets[this.#length++] = handleAt
  }

  /** In the order of the file. */
  get offsets(): Int32Array {
    return this.#offsets.subarray(0, this.#length)
  }
}
