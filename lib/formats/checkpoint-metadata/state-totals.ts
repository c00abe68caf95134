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

/** Counts handles as they are met: files once, however many handles name them. */
export class HandleTally {
  readonly #files = new Map<string, StateFile>()
  #inlineHandles = 0
  #inlineBytes = 0

  add(handle: StreamStateHandle): void {
    switch (handle.kind) {
      case 'inline':
        this.#inlineHandles++
        this.#inlineBytes += handle.bytes.length
        break
      case 'file':
        this.#file(handle.path, { kind: 'file', path: handle.path, sizeBytes: handle.sizeBytes })
        break
      case 'relative-file':
        this.#file(handle.relativePath, { kind: 'relative', path: handle.relativePath, sizeBytes: handle.sizeBytes })
        break
      case 'segment': {
        const { path, startPos, sizeBytes } = handle
        this.#file(`${path}#${startPos}`, { kind: 'segment', path, startPos, sizeBytes })
        break
      }
      case 'key-groups':
        this.add(handle.delegate)
        break
      case 'empty-segment':
        break
    }
  }

  get files(): StateFile[] {
    return [...this.#files.values()]
  }

  totals(sizes: Pick<StateTotals, 'stateSizeBytes' | 'checkpointedSizeBytes' | 'coordinatorBytes'>): StateTotals {
    return {
      ...sizes,
      distinctFiles: this.#files.size,
      distinctFileBytes: sumBytes(this.files.map((file) => file.sizeBytes)),
      inlineHandles: this.#inlineHandles,
      inlineBytes: this.#inlineBytes,
    }
  }

  #file(key: string, file: StateFile): void {
    this.#files.set(`${file.kind}:${key}`, file)
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
