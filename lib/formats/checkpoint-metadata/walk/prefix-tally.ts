import type { ChunkCursor } from './chunk-cursor.ts'
import { Prefix, parentEnd, SLASH } from './prefix.ts'
import type { FileSink } from './state-tally.ts'

/** Handles whose paths begin with one directory. A file that several handles name counts as often. */
export interface FilePrefix {
  /** Up to and with its last slash, as Flink writes paths; empty for files beside `_metadata`. */
  prefix: string
  handles: number
  /** Null where one of the sizes is unknown, or the sum beyond 2^53. */
  sizeBytes: number | null
}

/** Entropy in paths and file merging make a directory for each file or subtask: beyond so many, their parents count. */
const MOST_PREFIXES = 512
const SLOTS = MOST_PREFIXES * 4
/** Where more of the slots that a hash leads to are taken, directories were chosen to have it: they count as others. */
const MOST_PROBES = 32
const TWO_TO_32 = 0x1_0000_0000

/**
 * Counts files by directory. A path is compared with the directory of the one before, and nothing is made of it.
 *
 * The directories told hold files themselves and lie in none of each other: what is below one counts there. If there are
 * too many, their parents are told.
 */
export class PrefixTally implements FileSink {
  #prefixes: Prefix[] = []
  /** Open addressing by hash: a prefix's number plus one, 0 for none. */
  readonly #slots = new Uint16Array(SLOTS)
  readonly #others = new Prefix(null)
  #last = this.#others
  #lastButOne = this.#others
  /** How many directories are cut off the end of paths, beside the name. */
  #levelsCut = 0
  /** There are no parents to tell instead. */
  #areRoots = false

  joins(view: DataView, _handleAt: number, pathAt: number, pathEnd: number): boolean {
    return this.#last.holds(view, pathAt, pathEnd)
  }

  joined(count: number, sizeBytes: number): void {
    this.#last.add(count, sizeBytes)
  }

  file(cursor: ChunkCursor, _handleAt: number, sizeAt: number, pathAt: number, pathEnd: number): void {
    const { view } = cursor
    if (!this.#last.holds(view, pathAt, pathEnd)) {
      const found = this.#lastButOne.holds(view, pathAt, pathEnd)
        ? this.#lastButOne
        : this.#prefixOf(cursor, pathAt, pathEnd)
      this.#lastButOne = this.#last
      this.#last = found
    }
    const sizeBytes = view.getInt32(sizeAt) * TWO_TO_32 + view.getUint32(sizeAt + 4)
    this.#last.add(1, sizeBytes < 0 ? Number.NaN : sizeBytes)
  }

  /** Most bytes first; with what lies in directories that there was no room for, or null. */
  get told(): { prefixes: FilePrefix[]; others: Omit<FilePrefix, 'prefix'> | null } {
    const prefixes = withoutNested(this.#prefixes).map((prefix) => ({
      // Checked when it was met first.
      prefix: decoder.decode(prefix.bytes),
      ...sums(prefix),
    }))
    prefixes.sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0) || (a.prefix < b.prefix ? -1 : 1))
    return { prefixes, others: this.#others.handles === 0 ? null : sums(this.#others) }
  }

  #prefixOf(cursor: ChunkCursor, pathAt: number, pathEnd: number): Prefix {
    const { bytes } = cursor
    let end = pathEnd
    while (end > pathAt && bytes[end - 1] !== SLASH) end--
    cursor.text(pathAt, end)
    for (let level = 0; level < this.#levelsCut; level++) end = parentEnd(bytes, pathAt, end)
    const found = this.#find(bytes, pathAt, end)
    if (found !== null) return found
    while (!this.#areRoots) {
      this.#cutLevel()
      if (this.#prefixes.length < MOST_PREFIXES) return this.#prefixOf(cursor, pathAt, pathEnd)
    }
    return this.#others
  }

  /** @returns the prefix of these bytes, which begins here if need be; null if there is no room for it. */
  #find(bytes: Uint8Array, start: number, end: number): Prefix | null {
    let hash = 0x811c9dc5
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
    hash ^= hash >>> 15
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const slot = ((hash >>> 0) + probe) % SLOTS
      const number = this.#slots[slot] ?? 0
      const prefix = this.#prefixes[number - 1]
      if (prefix?.equals(bytes, start, end)) return prefix
      if (number > 0) continue
      if (this.#prefixes.length === MOST_PREFIXES) return null
      const begun = new Prefix(bytes.slice(start, end))
      this.#slots[slot] = this.#prefixes.push(begun)
      return begun
    }
    return this.#others
  }

  #cutLevel(): void {
    const before = this.#prefixes
    this.#levelsCut++
    this.#areRoots = true
    this.#prefixes = []
    this.#slots.fill(0)
    this.#last = this.#others
    this.#lastButOne = this.#others
    for (const { bytes, handles, sizeBytes } of before) {
      const end = bytes.length === 0 ? 0 : parentEnd(bytes, 0, bytes.length)
      if (end < bytes.length) this.#areRoots = false
      const prefix = this.#find(bytes, 0, end) ?? this.#others
      prefix.add(handles, sizeBytes)
    }
  }
}

const decoder = new TextDecoder()

/** Each directory that lies in another counts there. */
function withoutNested(prefixes: readonly Prefix[]): Prefix[] {
  const outer: Prefix[] = []
  for (const prefix of prefixes.toSorted((a, b) => a.bytes.length - b.bytes.length)) {
    const { bytes, handles, sizeBytes } = prefix
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const around = outer.find((each) => each.bytes.length > 0 && each.holds(view, 0, bytes.length))
    if (around) {
      around.add(handles, sizeBytes)
    } else {
      const own = new Prefix(bytes)
      own.add(handles, sizeBytes)
      outer.push(own)
    }
  }
  return outer
}

function sums({ handles, sizeBytes }: Prefix): Omit<FilePrefix, 'prefix'> {
  return { handles, sizeBytes: Number.isSafeInteger(sizeBytes) ? sizeBytes : null }
}
