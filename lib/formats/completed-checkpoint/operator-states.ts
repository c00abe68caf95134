import { sumBytes } from '../checkpoint-metadata/state-totals.ts'
import { FormatError } from '../format-error.ts'
import { elementsOf, entriesOf, type VisitBudget } from '../java-serialization/collections.ts'
import { JavaObject, type JavaValue, typeName } from '../java-serialization/java-value.ts'
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
const COLLECTIONS = [
  'managedOperatorState',
  'rawOperatorState',
  'managedKeyedState',
  'rawKeyedState',
  'inputChannelState',
  'resultSubpartitionState',
  'upstreamOutputBufferState',
]

/** Projects the map OperatorID → OperatorState of a `CompletedCheckpoint`, sorted by id. */
export function readOperators(states: JavaObject, budget: VisitBudget): CheckpointedOperator[] {
  const operators = entriesOf(states, budget).map(([, state]) => operator(state, states.offset, budget))
  return operators.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** Hex of an `AbstractID` (JobID, OperatorID, …): its lower long first, as Flink prints it. */
export function hexId(id: JavaObject): string {
  return hex16(id.bigLong('lowerPart')) + hex16(id.bigLong('upperPart'))
}

function hex16(part: bigint): string {
  return BigInt.asUintN(64, part).toString(16).padStart(16, '0')
}

function operator(value: JavaValue, offset: number, budget: VisitBudget): CheckpointedOperator {
  if (!(value instanceof JavaObject) || !value.descriptor.isA(OPERATOR)) {
    throw new FormatError('unexpected', offset, OPERATOR, typeName(value))
  }
  const subtasks = entriesOf(value.object('operatorSubtaskStates'), budget).map(([, state]) =>
    subtask(state, value.offset, budget),
  )
  const coordinator = value.objectOrNull('coordinatorState')
  const coordinatorState = coordinator && streamStateHandle(coordinator)
  const coordinatorStateBytes = coordinatorState ? (streamSizeBytes(coordinatorState) ?? 0) : 0
  return {
    id: hexId(value.object('operatorID')),
    name: value.has('operatorName') ? value.stringOrNull('operatorName') : null,
    uid: value.has('operatorUid') ? value.stringOrNull('operatorUid') : null,
    parallelism: value.int('parallelism'),
    maxParallelism: value.int('maxParallelism'),
    stateSizeBytes: sumBytes([coordinatorStateBytes, ...subtasks.map((each) => each.stateSizeBytes)]),
    checkpointedSizeBytes: sumBytes([coordinatorStateBytes, ...subtasks.map((each) => each.checkpointedSizeBytes)]),
    coordinatorState,
    coordinatorStateBytes,
    fullyFinished: value.is(FULLY_FINISHED),
    subtaskEntries: subtasks.length,
    statefulSubtasks: subtasks.filter((each) => each.hasState).length,
  }
}

function subtask(value: JavaValue, offset: number, budget: VisitBudget) {
  if (!(value instanceof JavaObject) || !value.descriptor.isA(SUBTASK)) {
    throw new FormatError('unexpected', offset, SUBTASK, typeName(value))
  }
  return {
    stateSizeBytes: value.size('stateSize'),
    checkpointedSizeBytes: value.has('checkpointedSize') ? value.size('checkpointedSize') : null,
    hasState: COLLECTIONS.some((field) => value.has(field) && holdsState(value.object(field), budget)),
  }
}

/** A `StateObjectCollection` holds state if it has an element that is not null. */
function holdsState(collection: JavaObject, budget: VisitBudget): boolean {
  return elementsOf(collection.object('stateObjects'), budget).some((handle) => handle !== null)
}
