import { FormatError } from '../format-error.ts'
import { type CheckpointProperties, MAX_PROPERTIES_BYTES, readCheckpointProperties } from './checkpoint-properties.ts'
import { type Dialect, inRightDialect, newestDialect, otherDialects } from './dialect.ts'
import { HEADER_BYTES, metadataVersion } from './metadata-header.ts'
import type { OperatorSummary } from './operator-metadata.ts'
import { sumBytes } from './state-totals.ts'
import { ChunkCursor } from './walk/chunk-cursor.ts'
import { known, type MasterStateSummary, walkBody } from './walk/metadata-walk.ts'
import { type FilePrefix, PrefixTally } from './walk/prefix-tally.ts'
import { StateTally } from './walk/state-tally.ts'

/** What a `_metadata` file comes to. Its size does not depend on the number of handles. */
export interface CheckpointSummary {
  version: Dialect['version']
  checkpointId: number
  masterStates: MasterStateSummary[]
  /** In the order of the file. */
  operators: OperatorSummary[]
  properties: CheckpointProperties | null
  totals: {
    stateSizeBytes: number | null
    checkpointedSizeBytes: number | null
    coordinatorBytes: number
    /** Handles that name files: a file counts as often as it is named. */
    fileHandles: number
    fileHandleBytes: number | null
    inlineHandles: number
    inlineBytes: number
  }
  /** Where files lie, most bytes first: directories, or their parents where there are too many. */
  prefixes: FilePrefix[]
  /** What lies elsewhere where even those are too many, which no writer makes; else null. */
  otherFiles: Omit<FilePrefix, 'prefix'> | null
  byteLength: number
}

/**
 * Sums up a `_metadata` file that is in memory. Nothing is made of a handle: names and paths are passed over, which is
 * why damage within one goes unseen here; `readCheckpointMetadata` checks them.
 *
 * @throws FormatError with the byte offset; never a partial result.
 */
export function summarizeCheckpointMetadata(bytes: Uint8Array): CheckpointSummary {
  const version = metadataVersion(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return inRightDialect(version, (dialect) => {
    const cursor = ChunkCursor.whole(bytes)
    cursor.offset = HEADER_BYTES
    const summarized = summarize(cursor, dialect).next()
    if (!summarized.done) throw new RangeError('a walk over a whole file waits for more of it')
    return summarized.value
  })
}

/**
 * The same for a file that comes in chunks, of any size and number: it is never held. Beside the names of its operators it
 * takes a megabyte or two however long it is.
 */
export async function summarizeCheckpointMetadataChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<CheckpointSummary> {
  const summary = new ChunkedSummary()
  for await (const chunk of chunks) summary.push(chunk)
  return summary.finish()
}

/** Of version 3 there are three layouts, of which the right one shows at the end: all are walked side by side. */
class ChunkedSummary {
  readonly #head = new Uint8Array(HEADER_BYTES)
  #headLength = 0
  #walks: ChunkedWalk[] = []

  push(chunk: Uint8Array): void {
    let from = 0
    if (this.#walks.length === 0) {
      from = Math.min(chunk.length, HEADER_BYTES - this.#headLength)
      this.#head.set(chunk.subarray(0, from), this.#headLength)
      this.#headLength += from
      if (this.#headLength < HEADER_BYTES) return
      this.#walks = this.#begin()
    }
    for (const walk of this.#walks) walk.push(chunk, from)
    // Once none can come to a good end there is no use in what follows.
    if (this.#walks.every((walk) => walk.error)) throw this.#walks[0]?.error
  }

  finish(): CheckpointSummary {
    const walks = this.#walks.length > 0 ? this.#walks : this.#begin()
    for (const walk of walks) {
      const summary = walk.finish()
      if (summary) return summary
    }
    throw walks[0]?.error
  }

  #begin(): ChunkedWalk[] {
    const version = metadataVersion(new DataView(this.#head.buffer, 0, this.#headLength))
    const newest = newestDialect(version)
    const others = otherDialects({ ...newest, metChangelog: true, metChannels: true })
    return [newest, ...others].map((dialect) => new ChunkedWalk(dialect, this.#head))
  }
}

class ChunkedWalk {
  error: FormatError | null = null
  readonly #cursor = ChunkCursor.chunked()
  readonly #steps: Generator<void, CheckpointSummary, void>

  constructor(dialect: Dialect, head: Uint8Array) {
    this.#cursor.push(head, 0)
    this.#cursor.offset = HEADER_BYTES
    this.#steps = summarize(this.#cursor, dialect)
  }

  push(chunk: Uint8Array, from: number): void {
    this.#attempt(() => {
      let at = from
      while (at < chunk.length) {
        at += this.#cursor.push(chunk, at)
        if (!this.#cursor.starved) this.#steps.next()
      }
    })
  }

  finish(): CheckpointSummary | null {
    return this.#attempt(() => {
      this.#cursor.finish()
      const step = this.#steps.next()
      return step.done ? step.value : null
    })
  }

  #attempt<T>(go: () => T): T | null {
    if (this.error) return null
    try {
      return go()
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      this.error = error
      return null
    }
  }
}

function* summarize(cursor: ChunkCursor, dialect: Dialect): Generator<void, CheckpointSummary, void> {
  const prefixTally = new PrefixTally()
  const tally = new StateTally(prefixTally)
  const { checkpointId, masterStates, operators, coordinatorBytes } = yield* walkBody(cursor, tally, dialect, false)
  while (!cursor.isLast && cursor.remaining <= MAX_PROPERTIES_BYTES) yield
  const properties = readCheckpointProperties(cursor.tail, cursor.position, dialect.version)
  const { prefixes, others } = prefixTally.told
  return {
    version: dialect.version,
    checkpointId,
    masterStates,
    operators,
    properties,
    totals: {
      stateSizeBytes: sumBytes(operators.map((operator) => operator.stateSizeBytes)),
      checkpointedSizeBytes: sumBytes(operators.map((operator) => operator.checkpointedSizeBytes)),
      coordinatorBytes,
      fileHandles: tally.fileHandles,
      fileHandleBytes: known(tally.fileBytes),
      inlineHandles: tally.inlineHandles,
      inlineBytes: tally.inlineBytes,
    },
    prefixes,
    otherFiles: others,
    byteLength: cursor.position + cursor.remaining,
  }
}
