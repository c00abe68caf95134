import { MOST_MASTER_STATES, MOST_NAME_LENGTH, MOST_OPERATORS, MOST_SUBTASKS } from '../../snapshot-limits.ts'
import type { Dialect } from '../dialect.ts'
import type { OperatorSummary } from '../operator-metadata.ts'
import type { ChunkCursor } from './chunk-cursor.ts'
import { COUNTS, type StateTally } from './state-tally.ts'
import { SubtaskIndexes } from './subtask-indexes.ts'
import { SubtaskWalk } from './subtask-walk.ts'

const MASTER_STATE_MAGIC = 0xc96b1696 | 0

export interface MasterStateSummary {
  name: string
  /** Of the hook's own serializer. */
  version: number
  byteLength: number
}

/** What a walk has met, and where: positions are offsets in the cursor's bytes, for those who have them all. */
export interface WalkedBody {
  checkpointId: number
  masterStates: MasterStateSummary[]
  masterStatesAt: number[]
  operators: OperatorSummary[]
  coordinatorsAt: number[]
  subtasksAt: number[]
  coordinatorBytes: number
}

/**
 * Passes over all of `_metadata` but its properties, from the checkpoint id to the last operator. Yields where more
 * bytes must be pushed to the cursor. The layout is told in read-checkpoint-metadata.ts and operator-metadata.ts.
 */
export function* walkBody(
  cursor: ChunkCursor,
  tally: StateTally,
  dialect: Dialect,
  isChecked: boolean,
): Generator<void, WalkedBody, void> {
  while (cursor.starved) yield
  const checkpointId = cursor.long('checkpoint id')
  if (checkpointId < 0) {
    throw cursor.error('outOfRange', cursor.offset - 8, 'a checkpoint id of 0 or more', `${checkpointId}`)
  }
  const body: WalkedBody = {
    checkpointId,
    masterStates: [],
    masterStatesAt: [],
    operators: [],
    coordinatorsAt: [],
    subtasksAt: [],
    coordinatorBytes: 0,
  }
  const names = new NameBudget(cursor)
  for (let left = count(cursor, 'master states', 8, MOST_MASTER_STATES); left > 0; left--) {
    while (cursor.starved) yield
    body.masterStatesAt.push(cursor.offset)
    const at = cursor.offset
    const state = passMasterState(cursor)
    names.take(at, state.name)
    body.masterStates.push(state)
  }
  while (cursor.starved) yield
  const subtask = new SubtaskWalk(cursor, tally, dialect, isChecked)
  const indexes = new SubtaskIndexes()
  for (let left = count(cursor, 'operators', 29, MOST_OPERATORS); left > 0; left--) {
    while (cursor.starved) yield
    const at = cursor.offset
    const operator = beginOperator(cursor, dialect)
    names.take(at, operator.name, operator.uid)
    body.operators.push(operator)
    if (dialect.version > 2) {
      body.coordinatorsAt.push(cursor.offset)
      operator.coordinatorStateBytes = passCoordinatorState(cursor, tally, isChecked)
      body.coordinatorBytes += operator.coordinatorStateBytes
    }
    while (cursor.starved) yield
    body.subtasksAt.push(cursor.offset)
    const entries = countSubtasks(cursor, operator, dialect)
    indexes.begin(operator.parallelism)
    let [stateBytes, addedBytes] = [operator.coordinatorStateBytes, operator.coordinatorStateBytes]
    for (let i = 0; i < entries; i++) {
      while (cursor.starved) yield
      if (isFinished(cursor, indexes, dialect)) continue
      subtask.begin()
      while (!subtask.run()) yield
      stateBytes += tally.subtaskStateBytes
      addedBytes += tally.subtaskAddedBytes
      if (subtask.hasState) operator.statefulSubtasks++
    }
    operator.stateSizeBytes = known(stateBytes)
    operator.checkpointedSizeBytes = known(addedBytes)
  }
  while (cursor.starved) yield
  return body
}

/** Names are kept of a file of any length. */
class NameBudget {
  readonly #cursor: ChunkCursor
  #left = MOST_NAME_LENGTH

  constructor(cursor: ChunkCursor) {
    this.#cursor = cursor
  }

  /** @throws FormatError for names that take more than those of any job. */
  take(at: number, ...names: (string | null)[]): void {
    for (const name of names) this.#left -= name?.length ?? 0
    if (this.#left >= 0) return
    const expected = `names of at most ${MOST_NAME_LENGTH} characters in all`
    throw this.#cursor.error('tooLarge', at, expected, 'more')
  }
}

/** Null for a sum of which a part is unknown, or that a number does not hold exactly: as `sumBytes`. */
export function known(sum: number): number | null {
  return Number.isSafeInteger(sum) ? sum : null
}

function count(cursor: ChunkCursor, what: string, bytesEach: number, most: number): number {
  const value = cursor.count(what, bytesEach)
  if (value > most) throw cursor.error('tooLarge', cursor.offset - 4, `at most ${most} ${what}`, `${value}`)
  return value
}

function passMasterState(cursor: ChunkCursor): MasterStateSummary {
  const magic = cursor.i4('master state magic')
  if (magic !== MASTER_STATE_MAGIC) {
    const found = (magic >>> 0).toString(16)
    throw cursor.error('unexpected', cursor.offset - 4, 'master state magic c96b1696', found)
  }
  const length = cursor.count('bytes of a master state', 1)
  const start = cursor.offset
  const version = cursor.i4('hook version')
  const name = cursor.utf('hook name')
  const byteLength = cursor.count('bytes of hook state', 1)
  const end = cursor.offset + byteLength
  if (end !== start + length) {
    throw cursor.error('unexpected', end, `a master state of ${length} bytes`, `${end - start}`)
  }
  cursor.skip(byteLength, 'hook state')
  return { name, version, byteLength }
}

function beginOperator(cursor: ChunkCursor, { version }: Dialect): OperatorSummary {
  const name = version >= 5 ? cursor.utf('operator name') || null : null
  const uid = version >= 5 ? cursor.utf('operator uid') || null : null
  let id = ''
  for (let i = 0; i < 16; i++) id += cursor.u1('operator id').toString(16).padStart(2, '0')
  const parallelism = cursor.i4('parallelism')
  const maxParallelism = cursor.i4('max parallelism')
  if (parallelism < 0 || maxParallelism < parallelism || parallelism > MOST_SUBTASKS) {
    const expected = `parallelism of 0 to max parallelism, at most ${MOST_SUBTASKS}`
    throw cursor.error('outOfRange', cursor.offset - 8, expected, `${parallelism} of ${maxParallelism}`)
  }
  if (version === 2) {
    const unused = cursor.i4('unused')
    if (unused !== 1) throw cursor.error('unexpected', cursor.offset - 4, '1 where nothing is kept', `${unused}`)
  }
  return {
    id,
    name,
    uid,
    parallelism,
    maxParallelism,
    coordinatorStateBytes: 0,
    fullyFinished: false,
    stateSizeBytes: 0,
    checkpointedSizeBytes: 0,
    subtaskEntries: 0,
    statefulSubtasks: 0,
  }
}

function passCoordinatorState(cursor: ChunkCursor, tally: StateTally, isChecked: boolean): number {
  const type = cursor.u1('coordinator state type')
  if (type === 0) return 0
  if (type !== 1) throw cursor.error('unexpected', cursor.offset - 1, 'coordinator state in line', `type ${type}`)
  if (isChecked) cursor.checkUtf('handle name')
  else cursor.skipUtf('handle name')
  const length = cursor.count('bytes of inline state', 1)
  cursor.skip(length, 'inline state')
  tally.inline(length, COUNTS.nowhere)
  return length
}

function countSubtasks(cursor: ChunkCursor, operator: OperatorSummary, { version }: Dialect): number {
  const at = cursor.offset
  if (version > 2 && cursor.i4('number of subtasks') === -1) {
    operator.fullyFinished = true
    return 0
  }
  cursor.offset = at
  // An index at least.
  operator.subtaskEntries = cursor.count('subtasks', 4)
  return operator.subtaskEntries
}

/** Reads an entry's index. @returns true where it is all there is. */
function isFinished(cursor: ChunkCursor, indexes: SubtaskIndexes, { version }: Dialect): boolean {
  const stored = cursor.i4('subtask index')
  const isNegative = stored < 0 && version > 2
  const index = isNegative ? -stored - 1 : stored
  if (!indexes.add(index)) {
    const expected = `another subtask of ${indexes.parallelism}`
    throw cursor.error('outOfRange', cursor.offset - 4, expected, `subtask ${index}`)
  }
  return isNegative
}
