import {
  type CompletedCheckpoint,
  FormatError,
  readCheckpointMetadata,
  readCompletedCheckpoint,
  readSubmittedJob,
} from '../formats/index.ts'
import { log } from '../log.ts'
import type { Problem } from '../problem.ts'
import { normalisePath } from '../storage/path.ts'
import type { StorageReader } from '../storage/reader.ts'

/** What is known of a file in the HA storage directory. `pending` until it was read for the first time. */
export type HaFile =
  | { kind: 'pending' }
  | { kind: 'read'; checkpoint: CompletedCheckpoint; observedAt: number }
  | { kind: 'unreadable'; problem: Problem; observedAt: number }

export interface HaFiles {
  /** The file behind a pointer; asks storage for it at the first call, and again later where it could not be read. */
  completedCheckpoint(pointer: string): HaFile
  /** The name of the job in a `submitted…` file: all that tells it while the JobManager is dead. Null if not (yet) read. */
  jobName(pointer: string): string | null
  /** When the `_metadata` of a checkpoint was read in storage and told that id; null if not (yet). */
  verifiedAt(checkpointPath: string, checkpointId: number): number | null
  /** Normalised paths of all verified checkpoints. */
  verified(): ReadonlyMap<string, number>
  close(): void
}

/** In-line state is in these files twice at most, so this is far above what a JobManager could hold. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
const MAX_METADATA_BYTES = 16 * 1024 * 1024
const DEADLINE_MS = 5_000
const RETRY_AFTER_MS = 15_000
const FILES_KEPT = 2_000
const READS_AT_ONCE = 4

/**
 * Reads one cluster's `completedCheckpoint…` files and the `_metadata` of newest points, each once: Flink writes them once under a name
 * that is never used again. Pointers are hostile data: the reader opens nothing outside registered locations.
 */
export function haFiles(storage: StorageReader, onChange: () => void): HaFiles {
  const files = new Map<string, HaFile & { triedAt: number }>()
  const names = new Map<string, { name: string | null; triedAt: number }>()
  const metadata = new Map<string, { verifiedAt: number | null; triedAt: number }>()
  const waiting: Array<() => Promise<void>> = []
  let active = 0
  let closed = false

  function enqueue(read: () => Promise<void>): void {
    waiting.push(read)
    while (active < READS_AT_ONCE) {
      const next = waiting.shift()
      if (next === undefined) return
      active += 1
      void next()
        .catch((error: unknown) => log('fleet').error({ err: error }, 'a file of HA storage could not be taken in'))
        .finally(() => {
          active -= 1
          if (closed) return
          onChange()
          const following = waiting.shift()
          if (following !== undefined) enqueue(following)
        })
    }
  }

  async function readFile(pointer: string): Promise<void> {
    const answer = await storage.read(pointer, { maxBytes: MAX_FILE_BYTES, deadlineMs: DEADLINE_MS })
    if (closed) return
    const triedAt = answer.observedAt
    if (!answer.ok) {
      files.set(pointer, { kind: 'unreadable', problem: answer.problem, observedAt: triedAt, triedAt })
      return
    }
    try {
      const checkpoint = readCompletedCheckpoint(answer.bytes)
      files.set(pointer, {
        kind: 'read',
        checkpoint: { ...checkpoint, operators: [], masterStates: [] },
        observedAt: triedAt,
        triedAt,
      })
    } catch (error) {
      files.set(pointer, { kind: 'unreadable', problem: formatProblem(error), observedAt: triedAt, triedAt })
    }
  }

  async function readMetadata(path: string, key: string, checkpointId: number): Promise<void> {
    const answer = await storage.read(`${path}/_metadata`, { maxBytes: MAX_METADATA_BYTES, deadlineMs: DEADLINE_MS })
    if (closed) return
    let verifiedAt: number | null = null
    if (answer.ok) {
      try {
        if (readCheckpointMetadata(answer.bytes).checkpointId === checkpointId) verifiedAt = answer.observedAt
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
      }
    }
    metadata.set(key, { verifiedAt, triedAt: answer.observedAt })
  }

  async function readName(pointer: string): Promise<void> {
    const answer = await storage.read(pointer, { maxBytes: MAX_METADATA_BYTES, deadlineMs: DEADLINE_MS })
    if (closed || !answer.ok) return
    try {
      names.set(pointer, { name: readSubmittedJob(answer.bytes).name, triedAt: answer.observedAt })
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
  }

  function due(entry: { triedAt: number } | undefined): boolean {
    return entry === undefined || Date.now() - entry.triedAt > RETRY_AFTER_MS
  }

  return {
    completedCheckpoint(pointer) {
      const known = files.get(pointer)
      if (known?.kind === 'read' || (known?.kind === 'unreadable' && !due(known))) return known
      if (known?.kind !== 'pending') {
        const before = known ?? { kind: 'pending' as const, triedAt: Date.now() }
        files.set(pointer, { ...before, triedAt: Date.now() })
        forgetOldest(files)
        enqueue(() => readFile(pointer))
      }
      return files.get(pointer) ?? { kind: 'pending' }
    },
    jobName(pointer) {
      if (!storage.covers(pointer)) return null
      const known = names.get(pointer)
      if (known?.name == null && due(known)) {
        names.set(pointer, { name: null, triedAt: Date.now() })
        forgetOldest(names)
        enqueue(() => readName(pointer))
      }
      return names.get(pointer)?.name ?? null
    },
    verifiedAt(checkpointPath, checkpointId) {
      const path = normalisePath(checkpointPath)
      if (!storage.covers(path)) return null
      const known = metadata.get(path)
      if (known?.verifiedAt == null && due(known)) {
        metadata.set(path, { verifiedAt: null, triedAt: Date.now() })
        forgetOldest(metadata)
        enqueue(() => readMetadata(path, path, checkpointId))
      }
      return metadata.get(path)?.verifiedAt ?? null
    },
    verified() {
      const paths = new Map<string, number>()
      for (const [path, { verifiedAt }] of metadata) if (verifiedAt !== null) paths.set(path, verifiedAt)
      return paths
    },
    close() {
      closed = true
      waiting.length = 0
    },
  }
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= FILES_KEPT) return
    map.delete(key)
  }
}

/** A damaged file as a problem: where, what was expected, what was found. Anything else is a defect and is thrown on. */
export function formatProblem(error: unknown): Problem {
  if (!(error instanceof FormatError)) throw error
  return { ...error.problem, raw: error.message.slice(0, 500) }
}
