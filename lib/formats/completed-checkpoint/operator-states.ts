import { sumBytes } from '../checkpoint-metadata/state-totals.ts'
import { FormatError } from '../format-error.ts'
import { elementsOf, entriesOf, type VisitBudget } from '../java-serialization/collections.ts'
import { JavaObject, type JavaValue, typeName } from '../java-serialization/java-value.ts'
import { MOST_NAME_LENGTH, MOST_OPERATORS, MOST_SUBTASKS } from '../snapshot-limits.ts'
import { type StreamStateHandle, streamSizeBytes, streamStateHandle } from '../state-handle/stream-state-handle.ts'

/** One operator's part of a snapshot, in sums. */
export interface CheckpointedOperator {
  /** 32 hex digits. */
  id: string
  /** Null up to 1.20, which does not store it. */
  name: string | null
  uid: string | null
  parallelism: number
  maxParallelism: number
  /** The coordinator's state included. */
  stateSizeBytes: number | null
  /** Null up to 1.14, which does not store it. */
  checkpointedSizeBytes: number | null
  coordinatorState: StreamStateHandle | null
  coordinatorStateBytes: number
  fullyFinished: boolean
  /** Subtasks the snapshot has an entry for; a stateless operator has entries too. */
  subtaskEntries: number
  /** Those whose entry holds state. */
  statefulSubtasks: number
}

const OPERATOR = 'org.apache.flink.runtime.checkpoint.OperatorState'
const FULLY_FINISHED = 'org.apache.flink.runtime.checkpoint.FullyFinishedOperatorState'
const SUBTASK = 'org.apache.flink.runtime.checkpoint.OperatorSubtaskState'
const FINISHED_SUBTASK = 'org.apache.flink.runtime.checkpoint.FinishedOperatorSubtaskState'
const COLLECTIONS = [
  'managedOperatorState',
  'rawOperatorState',
  'managedKeyedState',
  'rawKeyedState',
  'inputChannelState',
  'resultSubpartitionState',
  'upstreamOutputBufferState',
]

/**
 * Projects the map OperatorID → OperatorState of a `CompletedCheckpoint`, sorted by id.
 *
 * @throws FormatError `tooLarge` for more of them than any job has: one state can stand for all by way of references.
 */
export function readOperators(states: JavaObject, budget: VisitBudget): CheckpointedOperator[] {
  const operators: CheckpointedOperator[] = []
  const finished: FinishedSubtask = { offset: -1, sums: null }
  let namesLeft = MOST_NAME_LENGTH
  for (const [, state] of entriesOf(states, budget)) {
    if (operators.length === MOST_OPERATORS)
      throw new FormatError('tooLarge', states.offset, `at most ${MOST_OPERATORS} operators`, 'more')
    const read = operator(state, states.offset, budget, finished)
    namesLeft -= (read.name?.length ?? 0) + (read.uid?.length ?? 0)
    if (namesLeft < 0)
      throw new FormatError('tooLarge', states.offset, `names of at most ${MOST_NAME_LENGTH} characters in all`, 'more')
    operators.push(read)
  }
  return operators.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** Hex of an `AbstractID` (JobID, OperatorID, …): its lower long first, as Flink prints it. */
export function hexId(id: JavaObject): string {
  return hex16(id.bigLong('lowerPart')) + hex16(id.bigLong('upperPart'))
}

function hex16(part: bigint): string {
  return BigInt.asUintN(64, part).toString(16).padStart(16, '0')
}

function operator(
  value: JavaValue,
  offset: number,
  budget: VisitBudget,
  finished: FinishedSubtask,
): CheckpointedOperator {
  if (!(value instanceof JavaObject) || !value.descriptor.isA(OPERATOR)) {
    throw new FormatError('unexpected', offset, OPERATOR, typeName(value))
  }
  const coordinator = value.objectOrNull('coordinatorState')
  const coordinatorState = coordinator && streamStateHandle(coordinator)
  const coordinatorStateBytes = coordinatorState ? (streamSizeBytes(coordinatorState) ?? 0) : 0
  return {
    id: hexId(value.object('operatorID')),
    name: value.has('operatorName') ? value.stringOrNull('operatorName') : null,
    uid: value.has('operatorUid') ? value.stringOrNull('operatorUid') : null,
    parallelism: value.int('parallelism'),
    maxParallelism: value.int('maxParallelism'),
    coordinatorState,
    coordinatorStateBytes,
    fullyFinished: value.is(FULLY_FINISHED),
    ...sumsOfSubtasks(value, coordinatorStateBytes, budget, finished),
  }
}

function sumsOfSubtasks(
  operator: JavaObject,
  coordinatorBytes: number,
  budget: VisitBudget,
  finished: FinishedSubtask,
) {
  const sums = {
    stateSizeBytes: sumBytes([coordinatorBytes]),
    checkpointedSizeBytes: sumBytes([coordinatorBytes]),
    subtaskEntries: 0,
    statefulSubtasks: 0,
  }
  for (const [, state] of entriesOf(operator.object('operatorSubtaskStates'), budget)) {
    const { stateSizeBytes, checkpointedSizeBytes, hasState } = subtask(state, operator.offset, budget, finished)
    sums.stateSizeBytes = sumBytes([sums.stateSizeBytes, stateSizeBytes])
    sums.checkpointedSizeBytes = sumBytes([sums.checkpointedSizeBytes, checkpointedSizeBytes])
    if (++sums.subtaskEntries > MOST_SUBTASKS)
      throw new FormatError('tooLarge', operator.offset, `at most ${MOST_SUBTASKS} subtasks`, 'more')
    if (hasState) sums.statefulSubtasks++
  }
  return sums
}

interface SubtaskSums {
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  hasState: boolean
}

/** `FinishedOperatorSubtaskState.INSTANCE` by its place in the stream: all finished subtasks of a job are this one object. */
interface FinishedSubtask {
  offset: number
  sums: SubtaskSums | null
}

function subtask(value: JavaValue, offset: number, budget: VisitBudget, finished: FinishedSubtask): SubtaskSums {
  if (!(value instanceof JavaObject) || !value.descriptor.isA(SUBTASK)) {
    throw new FormatError('unexpected', offset, SUBTASK, typeName(value))
  }
  if (finished.sums && finished.offset === value.offset) return finished.sums
  const sums = newSubtask(value, budget)
  if (value.is(FINISHED_SUBTASK)) Object.assign(finished, { offset: value.offset, sums })
  return sums
}

function newSubtask(value: JavaObject, budget: VisitBudget): SubtaskSums {
  return {
    stateSizeBytes: value.size('stateSize'),
    checkpointedSizeBytes: value.has('checkpointedSize') ? value.size('checkpointedSize') : null,
    hasState: COLLECTIONS.some((field) => value.has(field) && holdsState(value.object(field), budget)),
  }
}

/** A `StateObjectCollection` holds state if it has an element that is not null. */
function holdsState(collection: JavaObject, budget: VisitBudget): boolean {
  for (const handle of elementsOf(collection.object('stateObjects'), budget)) if (handle !== null) return true
  return false
}
