import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'

/** A file, or a part of one, that a snapshot refers to. */
export interface StateFile {
  kind: 'file' | 'relative' | 'segment'
  /** As written; relative to the directory of `_metadata` for `relative`. */
  path: string
  /** First byte of a segment. */
  startPos?: number
  sizeBytes: number | null
}

/** Sums over a snapshot. Null wherever one of the summands is unknown. */
export interface StateTotals {
  /** All state, coordinators' included. REST's `state_size` is this less `coordinatorBytes`. */
  stateSizeBytes: number | null
  /** What this snapshot added; unknown up to 1.14. */
  checkpointedSizeBytes: number | null
  coordinatorBytes: number
  distinctFiles: number
  distinctFileBytes: number | null
  inlineHandles: number
  inlineBytes: number
}

interface SegmentedFile {
  path: string
  startPos: number
  place: number
  others: Map<number, number> | null
}

/** Counts handles as they are met: files once, however many handles name them. */
export class HandleTally {
  readonly #files: StateFile[] = []
  /** Where in the list a file is, by its path: of each kind, as the same text means different places. */
  readonly #plain = new Map<string, number>()
  readonly #relative = new Map<string, number>()
  /** And by where the segment begins, where there is more than one. */
  readonly #segments = new Map<string, SegmentedFile>()
  #inlineHandles = 0
  #inlineBytes = 0

  add(handle: StreamStateHandle): void {
    switch (handle.kind) {
      case 'inline':
        this.#inlineHandles++
        this.#inlineBytes += handle.bytes.length
        break
      case 'file':
        this.#file(this.#plain, handle.path, { kind: 'file', path: handle.path, sizeBytes: handle.sizeBytes })
        break
      case 'relative-file':
        this.#file(this.#relative, handle.relativePath, {
          kind: 'relative',
          path: handle.relativePath,
          sizeBytes: handle.sizeBytes,
        })
        break
      case 'segment': {
        const { path, startPos, sizeBytes } = handle
        const known = this.#segments.get(path)
        if (known) {
          // One text for all of them.
          const segment: StateFile = { kind: 'segment', path: known.path, startPos, sizeBytes }
          if (known.startPos === startPos) this.#files[known.place] = segment
          else {
            known.others ??= new Map()
            this.#file(known.others, startPos, segment)
          }
        } else {
          const place = this.#files.push({ kind: 'segment', path, startPos, sizeBytes }) - 1
          this.#segments.set(path, { path, startPos, place, others: null })
        }
        break
      }
      case 'key-groups':
        this.add(handle.delegate)
        break
      case 'empty-segment':
        break
    }
  }

  /** In the order in which they were met first. */
  get files(): StateFile[] {
    return this.#files
  }

  totals(sizes: Pick<StateTotals, 'stateSizeBytes' | 'checkpointedSizeBytes' | 'coordinatorBytes'>): StateTotals {
    return {
      ...sizes,
      distinctFiles: this.#files.length,
      distinctFileBytes: sumBytes(this.files.map((file) => file.sizeBytes)),
      inlineHandles: this.#inlineHandles,
      inlineBytes: this.#inlineBytes,
    }
  }

  #file<K>(places: Map<K, number>, key: K, file: StateFile): void {
    const place = places.get(key)
    if (place === undefined) places.set(key, this.#files.push(file) - 1)
    // Of two that differ in size, the later one.
    else this.#files[place] = file
  }
}

/** The sum; null when one of the summands is unknown, or when it is beyond what a number holds exactly. */
export function sumBytes(sizes: Iterable<number | null>): number | null {
  let sum = 0
  for (const size of sizes) {
    if (size === null) return null
    sum += size
  }
  return Number.isSafeInteger(sum) ? sum : null
}
