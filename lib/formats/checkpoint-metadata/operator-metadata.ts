import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { type StreamStateHandle, streamSizeBytes } from '../state-handle/stream-state-handle.ts'
import type { Dialect } from './dialect.ts'
import type { SubtaskState } from './state-handles.ts'
import { hasState, subtaskCheckpointedSizeBytes, subtaskSizeBytes } from './state-sizes.ts'
import { sumBytes } from './state-totals.ts'
import { readStreamHandle } from './stream-handles.ts'
import { finishedSubtask, readSubtaskState } from './subtask-state.ts'

export interface OperatorMetadata {
  /** 32 hex digits. */
  id: string
  /** From version 5 on; null before, and where none was given. */
  name: string | null
  uid: string | null
  parallelism: number
  maxParallelism: number
  coordinatorState: StreamStateHandle | null
  coordinatorStateBytes: number
  /** All subtasks had finished: no entries. */
  fullyFinished: boolean
  /** The coordinator's state included. */
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  subtaskEntries: number
  statefulSubtasks: number
  /** Sorted by index. */
  subtasks: SubtaskState[]
}

/** Source: Flink `MetadataV3Serializer.deserializeOperatorState`, `MetadataV5Serializer` (name and uid). */
export function readOperator(cursor: ByteCursor, dialect: Dialect): OperatorMetadata {
  const name = dialect.version >= 5 ? cursor.utf('operator name') || null : null
  const uid = dialect.version >= 5 ? cursor.utf('operator uid') || null : null
  const id = hex(cursor.take(16, 'operator id'))
  const parallelismAt = cursor.offset
  const parallelism = cursor.i4('parallelism')
  const maxParallelism = cursor.i4('max parallelism')
  if (parallelism < 0 || maxParallelism < parallelism) {
    throw new FormatError(
      'outOfRange',
      parallelismAt,
      'parallelism of 0 to max parallelism',
      `${parallelism} of ${maxParallelism}`,
    )
  }
  const coordinatorState = readCoordinatorState(cursor)
  const { fullyFinished, subtasks } = readSubtasks(cursor, parallelism, dialect)
  const coordinatorStateBytes = coordinatorState ? (streamSizeBytes(coordinatorState) ?? 0) : 0
  return {
    id,
    name,
    uid,
    parallelism,
    maxParallelism,
    coordinatorState,
    coordinatorStateBytes,
    fullyFinished,
    stateSizeBytes: sumBytes([coordinatorStateBytes, ...subtasks.map(subtaskSizeBytes)]),
    checkpointedSizeBytes: sumBytes([coordinatorStateBytes, ...subtasks.map(subtaskCheckpointedSizeBytes)]),
    subtaskEntries: subtasks.length,
    statefulSubtasks: subtasks.filter(hasState).length,
    subtasks,
  }
}

function readCoordinatorState(cursor: ByteCursor): StreamStateHandle | null {
  const at = cursor.offset
  const handle = readStreamHandle(cursor)
  if (handle && handle.kind !== 'inline') {
    throw new FormatError('unexpected', at, 'coordinator state in line', handle.kind)
  }
  return handle
}

function readSubtasks(cursor: ByteCursor, parallelism: number, dialect: Dialect) {
  const countAt = cursor.offset
  if (cursor.i4('number of subtasks') === -1) return { fullyFinished: true, subtasks: [] }
  cursor.offset = countAt
  // An index at least.
  const count = cursor.count('subtasks', 4)
  const subtasks: SubtaskState[] = []
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) {
    const at = cursor.offset
    const stored = cursor.i4('subtask index')
    const index = stored < 0 ? -stored - 1 : stored
    if (index >= parallelism || seen.has(index)) {
      throw new FormatError('outOfRange', at, `another subtask of ${parallelism}`, `subtask ${index}`)
    }
    seen.add(index)
    subtasks.push(stored < 0 ? finishedSubtask(index) : readSubtaskState(cursor, index, dialect))
  }
  subtasks.sort((a, b) => a.index - b.index)
  return { fullyFinished: false, subtasks }
}

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
