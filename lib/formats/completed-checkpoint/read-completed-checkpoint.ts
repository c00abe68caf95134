import { type CheckpointProperties, checkpointProperties } from '../checkpoint-metadata/checkpoint-properties.ts'
import { HandleTally, type StateTotals, sumBytes } from '../checkpoint-metadata/state-totals.ts'
import { FormatError } from '../format-error.ts'
import { elementsOf, VisitBudget } from '../java-serialization/collections.ts'
import { JavaObject, typeName } from '../java-serialization/java-value.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'
import { MOST_MASTER_STATES } from '../snapshot-limits.ts'
import { pathOf, type StreamStateHandle, streamStateHandle } from '../state-handle/stream-state-handle.ts'
import { type CheckpointedOperator, hexId, readOperators } from './operator-states.ts'
import { visitStreamHandles } from './visit-stream-handles.ts'

const CLASS = 'org.apache.flink.runtime.checkpoint.CompletedCheckpoint'

/** What Flink writes for a path where the checkpoint lies in the JobManager's memory, and in this file alone. */
export const NOT_ADDRESSABLE = '<checkpoint-not-externally-addressable>'

const MAX_BYTES = 128 * 1024 * 1024

export interface CompletedCheckpoint {
  /** 32 hex digits. */
  jobId: string
  checkpointId: number
  /** Trigger time, epoch ms on Flink's clock; 0 in the entry of a restored snapshot, which means unknown. */
  timestamp: number
  /** Epoch ms; 0 in the entry of a restored snapshot. Up to 1.13 trigger time plus duration. */
  completionTimestamp: number
  /** Directory of `_metadata`, or `NOT_ADDRESSABLE`. */
  externalPointer: string
  properties: CheckpointProperties
  /** Of the snapshot this one was restored from; null for ordinary checkpoints. Up to 1.15, which stores none, there is no such field. */
  restoredProperties?: CheckpointProperties | null
  metadataHandle: StreamStateHandle
  storageLocation: { className: string; exclusiveCheckpointDir: string | null; externalPointer: string | null }
  /** The three sums of `totals` that are shown most. */
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  coordinatorBytes: number
  totals: StateTotals
  masterStates: { name: string; version: number; byteLength: number }[]
  /** Sorted by id. */
  operators: CheckpointedOperator[]
  /** Length of the file. */
  byteLength: number
}

/**
 * Reads a `completedCheckpoint…` file of the HA storage directory: what Flink recovers a job from, and all that is left
 * of a checkpoint's times and path once the JobManager is dead.
 *
 * Layout: one Java serialization stream of `CompletedCheckpoint`; 1.13 has `duration` where 1.14+ has
 * `completionTimestamp`, 1.16+ adds `restoredProps`.
 *
 * @throws FormatError with the byte offset; never a partial result.
 * Source: Flink `CompletedCheckpoint` and the classes of its fields (1.13–2.3).
 */
export function readCompletedCheckpoint(bytes: Uint8Array): CompletedCheckpoint {
  const stream = new JavaObjectStream(bytes, { maxBytes: MAX_BYTES })
  const root = stream.readObject()
  if (!(root instanceof JavaObject) || !root.is(CLASS)) throw new FormatError('unexpected', 0, CLASS, typeName(root))
  stream.expectEnd()

  const timestamp = root.long('timestamp')
  const budget = new VisitBudget(stream)
  const head = {
    jobId: hexId(root.object('job')),
    checkpointId: checkpointId(root),
    timestamp,
    completionTimestamp: root.has('completionTimestamp')
      ? root.long('completionTimestamp')
      : timestamp + root.long('duration'),
    externalPointer: root.string('externalPointer'),
    properties: checkpointProperties(root.field('props'), root.offset),
    ...restoredProperties(root),
    metadataHandle: streamStateHandle(root.object('metadataHandle')),
    storageLocation: storageLocation(root.object('storageLocation')),
    masterStates: masterStates(root, budget),
    operators: readOperators(root.object('operatorStates'), budget),
  }
  // What takes the most memory comes last.
  const totals = totalsOf(root.object('operatorStates'), head.operators)
  const { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes } = totals
  return { ...head, stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, totals, byteLength: stream.byteLength }
}

function totalsOf(states: JavaObject, operators: readonly CheckpointedOperator[]): StateTotals {
  const tally = new HandleTally()
  visitStreamHandles(states, (handle) => tally.add(handle))
  return tally.totals({
    stateSizeBytes: sumBytes(operators.map((operator) => operator.stateSizeBytes)),
    checkpointedSizeBytes: sumBytes(operators.map((operator) => operator.checkpointedSizeBytes)),
    coordinatorBytes: operators.reduce((sum, operator) => sum + operator.coordinatorStateBytes, 0),
  })
}

function restoredProperties(root: JavaObject): Pick<CompletedCheckpoint, 'restoredProperties'> {
  if (!root.has('restoredProps')) return {}
  const restored = root.field('restoredProps')
  return { restoredProperties: restored === null ? null : checkpointProperties(restored, root.offset) }
}

function checkpointId(root: JavaObject): number {
  const id = root.long('checkpointID')
  if (id < 0) throw new FormatError('outOfRange', root.offset, 'a checkpoint id of 0 or more', `${id}`)
  return id
}

function masterStates(root: JavaObject, budget: VisitBudget): CompletedCheckpoint['masterStates'] {
  const states: CompletedCheckpoint['masterStates'] = []
  for (const state of elementsOf(root.object('masterHookStates'), budget)) {
    if (!(state instanceof JavaObject))
      throw new FormatError('unexpected', root.offset, 'a master state', typeName(state))
    if (states.length === MOST_MASTER_STATES)
      throw new FormatError('tooLarge', root.offset, `at most ${MOST_MASTER_STATES} master states`, 'more')
    const byteLength = state.byteArray('bytes').length
    states.push({ name: state.string('name'), version: state.int('version'), byteLength })
  }
  return states
}

const NON_PERSISTENT =
  'org.apache.flink.runtime.state.memory.NonPersistentMetadataCheckpointStorageLocation$NonPersistentCompletedCheckpointStorageLocation'

/** Locations of file systems have both fields. JobManager storage has neither, and one pointer for all. */
function storageLocation(location: JavaObject): CompletedCheckpoint['storageLocation'] {
  const className = location.className
  if (location.is(NON_PERSISTENT)) {
    return { className, exclusiveCheckpointDir: null, externalPointer: NOT_ADDRESSABLE }
  }
  return {
    className,
    exclusiveCheckpointDir: location.has('exclusiveCheckpointDir')
      ? pathOf(location.object('exclusiveCheckpointDir'))
      : null,
    externalPointer: location.has('externalPointer') ? location.string('externalPointer') : null,
  }
}
