/** Pieces of a subtask's state. Of lists, the agenda's count is what is left, or UNREAD where it comes first. */
export const TASK = {
  operatorState: 1,
  partitions: 2,
  directories: 3,
  keyedHandle: 4,
  keyedHandles: 5,
  handleId: 6,
  localFiles: 7,
  changelogEnd: 8,
  changes: 9,
  changelogFiles: 10,
  changelogFilesEnd: 11,
  inputChannels: 12,
  outputChannels: 13,
  channelEnd: 14,
  mergedOffsets: 15,
  streamHandle: 16,
} as const
export const UNREAD = -1

/** Handles in one another: key groups in streams, backends' handles in changelogs. One level was ever written. */
export const MAX_DEPTH = 8

// No layout nests deeper than handles may, each leaving some entries behind.
const CAPACITY = 256

/**
 * What is still to be read of a subtask, next thing on top: a stack in place of the call stack, so that a walk can stop
 * wherever a chunk ends and go on with the next, and so that nothing is allocated for a handle.
 */
export class Agenda {
  readonly #tasks = new Uint8Array(CAPACITY)
  readonly #counts = new Int32Array(CAPACITY)
  readonly #flags = new Uint8Array(CAPACITY)
  #length = 0

  get isEmpty(): boolean {
    return this.#length === 0
  }

  /** The task on top; `count` and `flags` are what it was pushed with, or was left with. */
  get task(): number {
    return this.#tasks[this.#length - 1] ?? 0
  }

  get count(): number {
    return this.#counts[this.#length - 1] ?? 0
  }

  get flags(): number {
    return this.#flags[this.#length - 1] ?? 0
  }

  push(task: number, count = 0, flags = 0): void {
    if (this.#length === CAPACITY) throw new RangeError('an agenda of handles deeper than any may nest')
    this.#tasks[this.#length] = task
    this.#counts[this.#length] = count
    this.#flags[this.#length] = flags
    this.#length++
  }

  /** Leaves the task on top with what is left of its list, or takes it off. */
  leave(left: number): void {
    if (left > 0) this.#counts[this.#length - 1] = left
    else this.#length--
  }

  pop(): void {
    this.#length--
  }
}
