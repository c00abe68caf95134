/** Which subtasks of an operator were met: one bit for each. */
export class SubtaskIndexes {
  parallelism = 0
  #bits = new Int32Array(32)

  /** @param parallelism bounded by the caller. */
  begin(parallelism: number): void {
    const words = Math.ceil(parallelism / 32)
    if (words > this.#bits.length) this.#bits = new Int32Array(words)
    else this.#bits.fill(0, 0, words)
    this.parallelism = parallelism
  }

  /** @returns false for an index that was there already, or that the operator does not have. */
  add(index: number): boolean {
    if (index < 0 || index >= this.parallelism) return false
    const word = this.#bits[index >> 5] ?? 0
    const bit = 1 << (index & 31)
    this.#bits[index >> 5] = word | bit
    return (word & bit) === 0
  }
}
