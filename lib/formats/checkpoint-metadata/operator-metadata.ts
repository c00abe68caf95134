import { ByteCursor } from '../byte-cursor.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import type { Dialect } from './dialect.ts'
import type { SubtaskState } from './state-handles.ts'
import { readStreamHandle } from './stream-handles.ts'
import { finishedSubtask, readSubtaskState } from './subtask-state.ts'

/** An operator's part of a snapshot, in sums. */
export interface OperatorSummary {
  /** 32 hex digits. */
  id: string
  /** From version 5 on; null before, and where none was given. */
  name: string | null
  uid: string | null
  parallelism: number
  maxParallelism: number
  coordinatorStateBytes: number
  /** All subtasks had finished: no entries. */
  fullyFinished: boolean
  /** The coordinator's state included. */
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  subtaskEntries: number
  statefulSubtasks: number
}

export interface OperatorMetadata extends OperatorSummary {
  coordinatorState: StreamStateHandle | null
  /** In the order of the file, which is that of their indexes in what Flink writes. Read when asked for. */
  readonly subtasks: SubtaskState[]
}

/** Where in a file an operator's parts begin that are read when asked for. */
export interface OperatorPlace {
  bytes: Uint8Array
  dialect: Dialect
  /** Undefined in version 2, which has none. */
  coordinatorAt: number | undefined
  subtasksAt: number
}

/**
 * An operator of a file that was passed over before, so that reading its parts finds no damage.
 *
 * Layout: from version 5 on name and uid; id (16 bytes), parallelism, max parallelism; in version 2 an unused number;
 * from version 3 on the coordinator's state, in line or none; number of subtasks, -1 for "all had finished"; subtasks,
 * each with its index first, or -1 - index and nothing else for one that had finished.
 *
 * Source: Flink `MetadataV2Serializer`, `MetadataV3Serializer.deserializeOperatorState`, `MetadataV5Serializer`.
 */
export function operatorAt(summary: OperatorSummary, { bytes, dialect, ...at }: OperatorPlace): OperatorMetadata {
  let subtasks: SubtaskState[] | null = null
  return {
    ...summary,
    coordinatorState: at.coordinatorAt === undefined ? null : readStreamHandle(new ByteCursor(bytes, at.coordinatorAt)),
    get subtasks() {
      subtasks ??= summary.fullyFinished ? [] : readSubtasks(new ByteCursor(bytes, at.subtasksAt), dialect)
      return subtasks
    },
  }
}

function readSubtasks(cursor: ByteCursor, dialect: Dialect): SubtaskState[] {
  const count = cursor.count('subtasks', 4)
  const subtasks: SubtaskState[] = []
  for (let i = 0; i < count; i++) {
    const stored = cursor.i4('subtask index')
    subtasks.push(stored < 0 ? finishedSubtask(-stored - 1) : readSubtaskState(cursor, stored, dialect))
  }
  return subtasks
}
