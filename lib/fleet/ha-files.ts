import {
  type CompletedCheckpoint,
  FormatError,
  readCompletedCheckpoint,
  readSubmittedJob,
  summarizeCheckpointMetadata,
} from '../formats/index.ts'
import { log } from '../log.ts'
import type { Problem } from '../problem.ts'
import { normalisePath } from '../storage/path.ts'
import type { StorageReader } from '../storage/reader.ts'
import { keptFiles } from './kept-files.ts'
import { lessCoordinators } from './sighting.ts'
import { turns } from './turns.ts'

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
  /** When the `_metadata` of a point was read in storage and told that id, or any where null is given; null if not (yet). */
  verifiedAt(pointPath: string, checkpointId: number | null): number | null
  /** Bytes of state that a verified `_metadata` adds up to, as REST counts them; null where one of them is unknown. */
  sizeBytes(pointPath: string): number | null
  /** Normalised paths of all verified checkpoints. */
  verified(): ReadonlyMap<string, number>
  /** Normalised paths in registered locations at which no `_metadata` was found, and when. */
  gone(): ReadonlyMap<string, number>
  close(): void
}

/** What storage last said of a `_metadata`; epoch ms. */
interface MetadataFile {
  verifiedAt: number | null
  sizeBytes: number | null
  goneAt: number | null
  /** How long the file is that was verified. */
  fileBytes: number | null
}

/** In-line state is in these files twice at most, so this is far above what a JobManager could hold. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
const MAX_METADATA_BYTES = 16 * 1024 * 1024
const DEADLINE_MS = 5_000
const RETRY_AFTER_MS = 15_000
/** Whoever deletes a point by hand is told of it within about that time. */
const VERIFY_AGAIN_AFTER_MS = 5 * 60_000
const READS_AT_ONCE = 4

/**
 * Reads one cluster's `completedCheckpoint…` files and the `_metadata` of newest points, each once: Flink writes them once
 * under a name that is never used again. Whether a `_metadata` is still there is looked up again. Pointers are hostile data:
 * the reader opens nothing outside registered locations.
 */
export function haFiles(storage: StorageReader, onChange: () => void): HaFiles {
  const inTurn = turns(READS_AT_ONCE)
  let closed = false
  const onTold = () => {
    if (!closed) onChange()
  }
  const files = keptFiles<HaFile>((file) => (file?.kind === 'read' ? Infinity : RETRY_AFTER_MS), onTold)
  const names = keptFiles<string>((name) => (name === undefined ? RETRY_AFTER_MS : Infinity), onTold)
  const metadata = keptFiles<MetadataFile>(
    (file) => (file?.verifiedAt == null ? RETRY_AFTER_MS : VERIFY_AGAIN_AFTER_MS),
    onTold,
  )

  /** A defect of a reader is that of one file. */
  function whenDue<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
    return inTurn(async () => (closed ? undefined : await read())).catch((error: unknown) => {
      log('fleet').error({ err: error }, 'a file of HA storage could not be taken in')
      return undefined
    })
  }

  async function readFile(pointer: string): Promise<HaFile> {
    const answer = await storage.read(pointer, { maxBytes: MAX_FILE_BYTES, deadlineMs: DEADLINE_MS })
    const { observedAt } = answer
    if (!answer.ok) return { kind: 'unreadable', problem: answer.problem, observedAt }
    try {
      const checkpoint = readCompletedCheckpoint(answer.bytes)
      return { kind: 'read', checkpoint: { ...checkpoint, operators: [], masterStates: [] }, observedAt }
    } catch (error) {
      return { kind: 'unreadable', problem: formatProblem(error), observedAt }
    }
  }

  async function readMetadata(path: string, checkpointId: number | null): Promise<MetadataFile> {
    const answer = await storage.read(`${path}/_metadata`, { maxBytes: MAX_METADATA_BYTES, deadlineMs: DEADLINE_MS })
    const { observedAt } = answer
    const file: MetadataFile = { verifiedAt: null, sizeBytes: null, goneAt: null, fileBytes: null }
    if (!answer.ok) return answer.problem.code === 'storage.missing' ? { ...file, goneAt: observedAt } : file
    try {
      const { checkpointId: told, totals } = summarizeCheckpointMetadata(answer.bytes)
      if (checkpointId === null || told === checkpointId) file.verifiedAt = observedAt
      file.sizeBytes = lessCoordinators(totals.stateSizeBytes, totals)
      file.fileBytes = answer.bytes.length
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
    return file
  }

  /** One that was verified is only looked for: it is written once, so as long as it is that long it is the same. */
  async function lookAgain(path: string, checkpointId: number | null, known: MetadataFile): Promise<MetadataFile> {
    const [state] = await storage.states([`${path}/_metadata`], { deadlineMs: DEADLINE_MS })
    if (state?.kind === 'missing') return { ...known, verifiedAt: null, goneAt: Date.now() }
    if (state?.kind !== 'file') return known
    return state.sizeBytes === known.fileBytes
      ? { ...known, verifiedAt: Date.now() }
      : await readMetadata(path, checkpointId)
  }

  async function readName(pointer: string): Promise<string | undefined> {
    const answer = await storage.read(pointer, { maxBytes: MAX_METADATA_BYTES, deadlineMs: DEADLINE_MS })
    if (!answer.ok) return undefined
    try {
      return readSubmittedJob(answer.bytes).name ?? undefined
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      return undefined
    }
  }

  function pathsBy(field: 'verifiedAt' | 'goneAt'): Map<string, number> {
    const paths = new Map<string, number>()
    for (const [path, file] of metadata.told()) if (file[field] !== null) paths.set(path, file[field])
    return paths
  }

  return {
    completedCheckpoint: (pointer) => files.get(pointer, () => whenDue(() => readFile(pointer))) ?? { kind: 'pending' },
    jobName(pointer) {
      if (!storage.covers(pointer)) return null
      return names.get(pointer, () => whenDue(() => readName(pointer))) ?? null
    },
    verifiedAt(pointPath, checkpointId) {
      const path = normalisePath(pointPath)
      if (!storage.covers(path)) return null
      const file = metadata.get(path, (known) =>
        whenDue(() =>
          known?.verifiedAt == null ? readMetadata(path, checkpointId) : lookAgain(path, checkpointId, known),
        ),
      )
      return file?.verifiedAt ?? null
    },
    sizeBytes: (pointPath) => metadata.peek(normalisePath(pointPath))?.sizeBytes ?? null,
    verified: () => pathsBy('verifiedAt'),
    gone: () => pathsBy('goneAt'),
    close() {
      closed = true
    },
  }
}

/** A damaged file as a problem: where, what was expected, what was found. Anything else is a defect and is thrown on. */
export function formatProblem(error: unknown): Problem {
  if (!(error instanceof FormatError)) throw error
  return { ...error.problem, raw: error.message.slice(0, 500) }
}
