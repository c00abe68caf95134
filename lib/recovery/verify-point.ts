import { type CheckpointMetadata, FormatError, readCheckpointMetadata, type StateFile } from '../formats/index.ts'
import type { Problem } from '../problem.ts'
import { normalisePath } from '../storage/path.ts'
import type { FileState, StorageReader } from '../storage/reader.ts'
import type { CheckedFiles, RecoveryFile } from './recovery-view.ts'

/** What looking at a point in storage gave. */
export interface Verification {
  /** Null where `_metadata` could not be read: `problem` says why. */
  metadata: MetadataFacts | null
  problem: Problem | null
  /** Null where files were not looked at. */
  files: CheckedFiles | null
  /** When storage says `_metadata` was written. */
  writtenAt: number | null
  observedAt: number
}

/** What stays of a `_metadata` file; its handles are made again from the file when somebody asks for them. */
export interface MetadataFacts {
  version: number
  checkpointId: number
  sizeBytes: number
  decodedMs: number
  typeName: string | null
  formatType: string | null
  isSavepoint: boolean | null
  stateSizeBytes: number | null
  coordinatorBytes: number
  sharedFiles: number
  distinctFileBytes: number | null
  inlineHandles: number
  inlineBytes: number
  operators: { id: string; name: string | null; maxParallelism: number; hasState: boolean }[]
}

export interface VerifyLimits {
  maxMetadataBytes: number
  /** More are counted and not looked at. */
  maxFiles: number
  deadlineMs: number
}

/** What the list looks at by itself. */
export const LIST_LIMITS: VerifyLimits = { maxMetadataBytes: 16 * 1024 * 1024, maxFiles: 5_000, deadlineMs: 5_000 }
/** What is looked at when somebody opens a point. */
export const OPENED_LIMITS: VerifyLimits = {
  maxMetadataBytes: 256 * 1024 * 1024,
  maxFiles: 200_000,
  deadlineMs: 60_000,
}
const MAX_OPERATORS = 2_000

/** A `_metadata` file that was read whole, or why not. */
export type OpenedMetadata =
  | { ok: true; metadata: CheckpointMetadata; decodedMs: number; modifiedAt: number | null; observedAt: number }
  | { ok: false; problem: Problem; observedAt: number }

export async function openMetadata(
  storage: StorageReader,
  path: string,
  limits: Pick<VerifyLimits, 'maxMetadataBytes' | 'deadlineMs'>,
): Promise<OpenedMetadata> {
  const answer = await storage.read(metadataPath(path), {
    maxBytes: limits.maxMetadataBytes,
    deadlineMs: limits.deadlineMs,
  })
  if (!answer.ok) return answer
  const startedAt = performance.now()
  try {
    const metadata = readCheckpointMetadata(answer.bytes)
    const decodedMs = performance.now() - startedAt
    return { ok: true, metadata, decodedMs, modifiedAt: answer.modifiedAt, observedAt: answer.observedAt }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { ok: false, problem: unreadable(error), observedAt: answer.observedAt }
  }
}

/** A version that is not read here says nothing against the file: Flink may restore from it. */
function unreadable(error: FormatError): Problem {
  const raw = error.message.slice(0, 500)
  if (error.code === 'versionTooNew') return { code: 'recovery.metadata-too-new', raw }
  if (error.code === 'versionTooOld') return { code: 'recovery.metadata-too-old', raw }
  return { code: 'recovery.metadata-damaged', params: { offset: error.offset }, raw }
}

/** Reads a point's `_metadata` and looks for every file it names. Nothing throws: what could not be looked at says so. */
export async function verifyPoint(storage: StorageReader, path: string, limits: VerifyLimits): Promise<Verification> {
  return verifyOpened(storage, path, await openMetadata(storage, path, limits), limits)
}

/** The same for a `_metadata` that is open already. */
export async function verifyOpened(
  storage: StorageReader,
  path: string,
  opened: OpenedMetadata,
  limits: Pick<VerifyLimits, 'maxFiles' | 'deadlineMs'>,
): Promise<Verification> {
  if (!opened.ok) {
    return { metadata: null, problem: opened.problem, files: null, writtenAt: null, observedAt: opened.observedAt }
  }
  const { metadata, modifiedAt, observedAt } = opened
  const directory = normalisePath(path)
  const { files } = metadata
  const checked = await checkFiles(storage, directory, files.slice(0, limits.maxFiles), limits.deadlineMs)
  return {
    metadata: factsOf(directory, opened),
    problem: null,
    files: countFiles(checked, files.length, Date.now()),
    writtenAt: modifiedAt,
    observedAt,
  }
}

function factsOf(directory: string, { metadata, decodedMs }: Extract<OpenedMetadata, { ok: true }>): MetadataFacts {
  const { totals, properties } = metadata
  return {
    version: metadata.version,
    checkpointId: metadata.checkpointId,
    sizeBytes: metadata.byteLength,
    decodedMs,
    typeName: properties?.typeName ?? null,
    formatType: properties?.formatType ?? null,
    isSavepoint: properties?.isSavepoint ?? null,
    stateSizeBytes: totals.stateSizeBytes,
    coordinatorBytes: totals.coordinatorBytes,
    sharedFiles: metadata.files.filter((file) => !fileLocation(directory, file).startsWith(`${directory}/`)).length,
    distinctFileBytes: totals.distinctFileBytes,
    inlineHandles: totals.inlineHandles,
    inlineBytes: totals.inlineBytes,
    operators: metadata.operators.slice(0, MAX_OPERATORS).map((operator) => ({
      id: operator.id,
      name: operator.name,
      maxParallelism: operator.maxParallelism,
      hasState: operator.statefulSubtasks > 0 || operator.coordinatorStateBytes > 0,
    })),
  }
}

export function metadataPath(path: string): string {
  return `${path.replace(/\/+$/, '')}/_metadata`
}

function fileLocation(directory: string, file: StateFile): string {
  return file.kind === 'relative' ? `${directory}/${file.path}` : normalisePath(file.path)
}

/** Looks for files and compares their lengths with what `_metadata` says; the files themselves are not read. */
export async function checkFiles(
  storage: StorageReader,
  directory: string,
  files: readonly StateFile[],
  deadlineMs: number,
): Promise<RecoveryFile[]> {
  const paths = files.map((file) => fileLocation(directory, file))
  const states = await storage.states(paths, { deadlineMs })
  return files.map((file, index) => ({
    path: paths[index] ?? file.path,
    kind: file.kind,
    sizeBytes: file.sizeBytes,
    state: stateOf(file, states[index]),
  }))
}

function stateOf(file: StateFile, state: FileState | undefined): RecoveryFile['state'] {
  if (state === undefined || state.kind === 'unknown') return 'unknown'
  if (state.kind === 'missing') return 'missing'
  // A file of merged segments may be longer than the parts that are in use.
  const needed = (file.startPos ?? 0) + (file.sizeBytes ?? 0)
  return state.sizeBytes < needed ? 'short' : 'found'
}

/** Counts what was looked at, with `_metadata` itself, which was read. */
function countFiles(checked: readonly RecoveryFile[], named: number, checkedAt: number): CheckedFiles {
  const count = (state: RecoveryFile['state']) => checked.filter((file) => file.state === state).length
  return {
    total: named + 1,
    found: count('found') + 1,
    missing: count('missing'),
    short: count('short'),
    unknown: count('unknown') + named - checked.length,
    checkedAt,
  }
}
