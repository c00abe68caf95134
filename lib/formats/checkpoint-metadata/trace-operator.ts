import { TracedCursor, type TracedValue, unnoted } from '../traced-cursor.ts'
import type { Dialect } from './dialect.ts'
import type { OperatorPart } from './locate-parts.ts'
import { readStreamHandle } from './stream-handles.ts'
import { readSubtaskState } from './subtask-state.ts'

export interface TracedOperator {
  /** Of its coordinator's state; empty in version 2, which has none. */
  coordinator: TracedValue[]
  /** Their number, then the subtasks. */
  subtasks: TracedValue[]
}

/**
 * Every value of an operator's state with its bytes, down to the handles, as far as there are `mostValues` of them. The
 * layout is told in operator-metadata.ts and what that reads with.
 *
 * @param bytes of a file that `locateMetadataParts` has passed over, which finds its damage.
 */
export function traceOperator(
  bytes: Uint8Array,
  part: OperatorPart,
  dialect: Dialect,
  mostValues: number,
): TracedOperator {
  const coordinator = new TracedCursor(bytes, part.coordinatorAt ?? 0, mostValues)
  if (part.coordinatorAt !== null) readStreamHandle(coordinator)

  const cursor = new TracedCursor(bytes, part.subtasksAt, mostValues)
  // -1 stands for "all had finished".
  const entries = Math.max(0, cursor.i4('number of subtasks'))
  for (let i = 0; i < entries && !cursor.isFull; i++) {
    cursor.enter('subtask')
    const stored = cursor.i4('subtask index')
    if (stored >= 0) readSubtaskState(cursor, stored, dialect)
    cursor.leave(stored < 0 ? `${-stored - 1}, finished` : `${stored}`)
  }
  if (cursor.offset < part.end) cursor.values.push(unnoted(cursor.offset, part.end))
  return { coordinator: coordinator.values, subtasks: cursor.values }
}
