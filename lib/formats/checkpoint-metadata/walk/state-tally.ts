import type { ChunkCursor } from './chunk-cursor.ts'

/** To which sums of a subtask a handle's bytes count. */
export const COUNTS = { nowhere: 0, asState: 1, asAdded: 2, asBoth: 3 } as const

/** Is told of every handle that names a file, or a part of one. Positions are within the cursor's bytes. */
export interface FileSink {
  /** Takes a file that is like the one before, or returns false and is told of it by `file`. */
  joins(view: DataView, handleAt: number, pathAt: number, pathEnd: number): boolean
  /** What the files have come to that joined since. */
  joined(count: number, sizeBytes: number): void
  file(cursor: ChunkCursor, handleAt: number, sizeAt: number, pathAt: number, pathEnd: number): void
}

/** Sums of a walk, in numbers that are changed in place. An unknown size is NaN, and so is every sum it is part of. */
export class StateTally {
  readonly sink: FileSink
  fileHandles = 0
  inlineHandles = 0
  readonly #sums = new Float64Array(4)

  constructor(sink: FileSink) {
    this.sink = sink
  }

  get subtaskStateBytes(): number {
    return this.#sums[0] ?? 0
  }

  get subtaskAddedBytes(): number {
    return this.#sums[1] ?? 0
  }

  get fileBytes(): number {
    return this.#sums[2] ?? 0
  }

  get inlineBytes(): number {
    return this.#sums[3] ?? 0
  }

  beginSubtask(): void {
    this.#sums[0] = 0
    this.#sums[1] = 0
  }

  add(sizeBytes: number, counts: number): void {
    if (counts & COUNTS.asState) this.#sums[0] = (this.#sums[0] ?? 0) + sizeBytes
    if (counts & COUNTS.asAdded) this.#sums[1] = (this.#sums[1] ?? 0) + sizeBytes
  }

  file(sizeBytes: number, counts: number): void {
    this.fileHandles++
    this.#sums[2] = (this.#sums[2] ?? 0) + sizeBytes
    this.add(sizeBytes, counts)
  }

  /** Several at once, which joined the one before. */
  joined(count: number, sizeBytes: number, counts: number): void {
    this.sink.joined(count, sizeBytes)
    this.fileHandles += count
    this.#sums[2] = (this.#sums[2] ?? 0) + sizeBytes
    this.add(sizeBytes, counts)
  }

  inline(length: number, counts: number): void {
    this.inlineHandles++
    this.#sums[3] = (this.#sums[3] ?? 0) + length
    this.add(length, counts)
  }
}
