import type { CheckpointMetadata, KeyedStateHandle, OperatorMetadata, SubtaskState } from '../formats/index.ts'
import { normalisePath } from '../storage/path.ts'
import type { StorageReader } from '../storage/reader.ts'
import type { HandleKind, RecoveryFilesView, RecoveryOperator, RecoveryPointDetail } from './recovery-view.ts'
import {
  checkFiles,
  metadataPath,
  OPENED_LIMITS,
  openMetadata,
  type Verification,
  verifyOpened,
} from './verify-point.ts'

const OPERATORS_SHOWN = 500
/** Larger ones hold millions of handles, of which values would be made to tell their kinds. */
const KINDS_UP_TO_BYTES = 64 * 1024 * 1024

/** The releases that write each version of `_metadata`; 1.13 is the oldest that Weir knows. */
const RELEASES: Record<CheckpointMetadata['version'], { first: string; last: string }> = {
  2: { first: '1.3', last: '1.10' },
  3: { first: '1.11', last: '1.15' },
  4: { first: '1.16', last: '1.20' },
  5: { first: '2.0', last: '2.0' },
  6: { first: '2.1', last: '2.3' },
}

/** Reads all that `_metadata` says of one point and looks for every file it names. */
export async function describePoint(
  storage: StorageReader,
  point: { id: string; path: string },
): Promise<{ detail: RecoveryPointDetail; verification: Verification }> {
  const opened = await openMetadata(storage, point.path, OPENED_LIMITS)
  const verification = await verifyOpened(storage, point.path, opened, OPENED_LIMITS)
  const { metadata: facts, files } = verification
  if (!opened.ok || facts === null) {
    return { detail: { ...NOTHING_READ, ...point, problem: verification.problem }, verification }
  }
  const { metadata } = opened
  const withKinds = metadata.byteLength <= KINDS_UP_TO_BYTES
  return {
    verification,
    detail: {
      id: point.id,
      path: point.path,
      metadata: {
        version: metadata.version,
        sizeBytes: metadata.byteLength,
        decodedMs: facts.decodedMs,
        checkpointId: metadata.checkpointId,
        releases: RELEASES[metadata.version],
        typeName: facts.typeName,
        formatType: facts.formatType,
        readAt: opened.observedAt,
      },
      problem: null,
      operators: metadata.operators.slice(0, OPERATORS_SHOWN).map((operator) => operatorView(operator, withKinds)),
      operatorCount: metadata.operators.length,
      files,
      sharedFiles: facts.sharedFiles,
      distinctFileBytes: facts.distinctFileBytes,
      inlineHandles: facts.inlineHandles,
      inlineBytes: facts.inlineBytes,
    },
  }
}

const NOTHING_READ: Omit<RecoveryPointDetail, 'id' | 'path' | 'problem'> = {
  metadata: null,
  operators: [],
  operatorCount: 0,
  files: null,
  sharedFiles: null,
  distinctFileBytes: null,
  inlineHandles: null,
  inlineBytes: null,
}

/** A page of the files of a point, each looked for now; `_metadata` itself is the first. */
export async function readPointFiles(
  storage: StorageReader,
  path: string,
  page: { from: number; limit: number },
): Promise<RecoveryFilesView> {
  const opened = await openMetadata(storage, path, OPENED_LIMITS)
  if (!opened.ok) return { files: [], from: page.from, total: 0, problem: opened.problem }
  const { metadata } = opened
  const own = {
    path: metadataPath(normalisePath(path)),
    kind: 'metadata' as const,
    sizeBytes: metadata.byteLength,
    state: 'found' as const,
  }
  const start = Math.max(0, page.from - 1)
  const named = metadata.files.slice(start, page.from === 0 ? page.limit - 1 : start + page.limit)
  const checked = await checkFiles(storage, normalisePath(path), named, OPENED_LIMITS.deadlineMs)
  return {
    files: page.from === 0 ? [own, ...checked] : checked,
    from: page.from,
    total: metadata.files.length + 1,
    problem: null,
  }
}

function operatorView(operator: OperatorMetadata, withKinds: boolean): RecoveryOperator {
  const { id, name, uid, parallelism, maxParallelism, stateSizeBytes, fullyFinished } = operator
  const kinds = new Set<HandleKind>()
  if (withKinds) for (const subtask of operator.subtasks) addKinds(kinds, subtask)
  if (operator.coordinatorStateBytes > 0) kinds.add('coordinator')
  return { id, name, uid, parallelism, maxParallelism, stateSizeBytes, fullyFinished, handles: [...kinds] }
}

const MODES = { SPLIT_DISTRIBUTE: 'list', UNION: 'union', BROADCAST: 'broadcast' } as const

function addKinds(kinds: Set<HandleKind>, state: SubtaskState): void {
  for (const { mode } of state.managedOperatorState?.states ?? []) kinds.add(MODES[mode])
  if (state.managedKeyedState) kinds.add(keyedKind(state.managedKeyedState))
  if (state.rawOperatorState) kinds.add('raw-operator')
  if (state.rawKeyedState) kinds.add('raw-keyed')
  if (state.inputChannelState.length + state.resultSubpartitionState.length > 0) kinds.add('in-flight')
}

function keyedKind(handle: KeyedStateHandle): HandleKind {
  switch (handle.kind) {
    case 'incremental':
      return 'keyed-rocksdb'
    case 'key-groups':
      return 'keyed-heap'
    case 'key-groups-savepoint':
      return 'keyed-canonical'
    case 'changelog':
    case 'changelog-memory':
    case 'changelog-files':
      return 'keyed-changelog'
  }
}
