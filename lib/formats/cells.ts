import type { Room } from './room.ts'

const BLOCK_BITS = 16
const BLOCK_CELLS = 1 << BLOCK_BITS
const FIRST_CELLS = 64

/**
 * Numbers of 32 bits, one after another. They grow by whole blocks, so that nothing is copied and no more memory is taken
 * than there is `Room`; only the first block is as small as its stream.
 */
export class Cells {
  readonly #room: Room
  readonly #blocks: Uint32Array[] = []
  #capacity = 0
  #length = 0

  constructor(room: Room) {
    this.#room = room
  }

  get length(): number {
    return this.#length
  }

  /** 0 beyond what was ever there. */
  get(index: number): number {
    return this.#blocks[index >>> BLOCK_BITS]?.[index & (BLOCK_CELLS - 1)] ?? 0
  }

  set(index: number, value: number): void {
    const block = this.#blocks[index >>> BLOCK_BITS]
    if (block) block[index & (BLOCK_CELLS - 1)] = value
  }

  /**
   * @param at the place in the stream, for the error of a stream that takes too much.
   * @returns where the value is.
   */
  push(value: number, at: number): number {
    const index = this.#length
    if (index === this.#capacity) this.#grow(at)
    this.#length++
    this.set(index, value)
    return index
  }

  /** Takes the last off. */
  pop(): number {
    this.#length--
    return this.get(this.#length)
  }

  /** Cells of 0; of those that were cut off before, what was in them. @returns where they begin. */
  reserve(count: number, at: number): number {
    const start = this.#length
    while (this.#capacity < start + count) this.#grow(at)
    this.#length = start + count
    return start
  }

  /** Keeps the memory for what comes next. */
  cutTo(length: number): void {
    this.#length = length
  }

  #grow(at: number): void {
    const [first] = this.#blocks
    if (first && first.length < BLOCK_CELLS) {
      const grown = new Uint32Array(first.length * 2)
      this.#room.take(first.byteLength, at)
      grown.set(first)
      this.#blocks[0] = grown
      this.#capacity = grown.length
      return
    }
    const cells = first ? BLOCK_CELLS : FIRST_CELLS
    this.#room.take(cells * Uint32Array.BYTES_PER_ELEMENT, at)
    this.#blocks.push(new Uint32Array(cells))
    this.#capacity += cells
  }
}
