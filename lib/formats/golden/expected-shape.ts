import type { CheckpointProperties } from '../checkpoint-metadata/checkpoint-properties.ts'
import type { OperatorMetadata } from '../checkpoint-metadata/operator-metadata.ts'
import type { CheckpointMetadata } from '../checkpoint-metadata/read-checkpoint-metadata.ts'
import type { SubtaskState } from '../checkpoint-metadata/state-handles.ts'
import { hasState, subtaskCheckpointedSizeBytes, subtaskSizeBytes } from '../checkpoint-metadata/state-sizes.ts'
import type { StateFile, StateTotals } from '../checkpoint-metadata/state-totals.ts'
import type { CheckpointedOperator } from '../completed-checkpoint/operator-states.ts'
import type { CompletedCheckpoint } from '../completed-checkpoint/read-completed-checkpoint.ts'
import type { SubmittedJob } from '../submitted-job/read-submitted-job.ts'
import { expectedChannelState, expectedKeyedState, expectedOperatorState, expectedStream } from './expected-handles.ts'

// What the readers return, in the shape of `*.expected.json`.

const CHECKPOINT = 'org.apache.flink.runtime.checkpoint.'

export function expectedMetadata(metadata: CheckpointMetadata): object {
  const { version, checkpointId, properties, operators } = metadata
  return {
    bytes: metadata.byteLength,
    magic: '4960672d',
    version,
    checkpointId,
    masterStates: metadata.masterStates.map((state) => ({ ...state, bytes: state.bytes.length })),
    ...(version >= 4 ? { properties: properties && expectedProperties(properties) } : {}),
    operatorCount: operators.length,
    totals: expectedTotals(metadata.totals),
    // In the file they stand as a hash map of Flink's had them.
    operators: operators
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((operator) => ({
        ...expectedOperator(operator),
        coordinatorState: operator.coordinatorState && expectedStream(operator.coordinatorState),
        subtasks: operator.subtasks.map(expectedSubtask),
      })),
    files: metadata.files.map(expectedFile),
    unreadBytes: 0,
  }
}

export function expectedCompletedCheckpoint(checkpoint: CompletedCheckpoint): object {
  const { jobId, checkpointId, timestamp, completionTimestamp, externalPointer, properties } = checkpoint
  const { restoredProperties, storageLocation, operators } = checkpoint
  return {
    bytes: checkpoint.byteLength,
    class: `${CHECKPOINT}CompletedCheckpoint`,
    jobId,
    checkpointId,
    timestamp,
    completionTimestamp,
    externalPointer,
    properties: expectedProperties(properties),
    ...(restoredProperties === undefined
      ? {}
      : { restoredProperties: restoredProperties && expectedProperties(restoredProperties) }),
    stateSize: checkpoint.stateSizeBytes,
    metadataHandle: expectedStream(checkpoint.metadataHandle),
    storageLocation: {
      class: storageLocation.className,
      exclusiveCheckpointDir: storageLocation.exclusiveCheckpointDir,
      externalPointer: storageLocation.externalPointer,
    },
    masterStates: checkpoint.masterStates.map(({ byteLength, ...state }) => ({ ...state, bytes: byteLength })),
    operatorCount: operators.length,
    totals: expectedTotals(checkpoint.totals),
    operators: operators.map((operator) => ({
      ...expectedOperator(operator),
      coordinatorState: operator.coordinatorState && expectedStream(operator.coordinatorState),
    })),
  }
}

export function expectedSubmittedJob({ className, byteLength, name, ...job }: SubmittedJob): object {
  const { jobId, applicationId, jobType, vertices, maximumParallelism } = job
  const known = Object.entries({ jobId, applicationId, jobType, vertices, maximumParallelism })
  return {
    bytes: byteLength,
    class: className,
    name,
    ...Object.fromEntries(known.filter(([, value]) => value !== null)),
  }
}

function expectedProperties(properties: CheckpointProperties): object {
  // `kind` is Weir's own word for them.
  return Object.fromEntries(Object.entries(properties).filter(([name, value]) => name !== 'kind' && value !== null))
}

function expectedTotals(totals: StateTotals): object {
  const { distinctFiles, distinctFileBytes, inlineHandles, inlineBytes } = totals
  return {
    stateSize: totals.stateSizeBytes,
    ...(totals.checkpointedSizeBytes === null ? {} : { checkpointedSize: totals.checkpointedSizeBytes }),
    distinctFiles,
    distinctFileBytes,
    inlineHandles,
    inlineBytes,
  }
}

function expectedOperator(operator: CheckpointedOperator | OperatorMetadata): object {
  const { id, name, uid, parallelism, maxParallelism, fullyFinished, subtaskEntries, statefulSubtasks } = operator
  return {
    id,
    ...(name === null ? {} : { name }),
    ...(uid === null ? {} : { uid }),
    class: CHECKPOINT + (fullyFinished ? 'FullyFinishedOperatorState' : 'OperatorState'),
    parallelism,
    maxParallelism,
    fullyFinished,
    stateSize: operator.stateSizeBytes,
    ...(operator.checkpointedSizeBytes === null ? {} : { checkpointedSize: operator.checkpointedSizeBytes }),
    subtaskEntries,
    statefulSubtasks,
  }
}

function expectedSubtask(state: SubtaskState): object {
  const list = <T>(key: string, handles: (T | null)[], project: (handle: T) => object): object => {
    const present = handles.filter((handle) => handle !== null)
    return present.length === 0 ? {} : { [key]: present.map(project) }
  }
  return {
    index: state.index,
    class: CHECKPOINT + (state.finished ? 'FinishedOperatorSubtaskState' : 'OperatorSubtaskState'),
    finished: state.finished,
    hasState: hasState(state),
    stateSize: subtaskSizeBytes(state),
    checkpointedSize: subtaskCheckpointedSizeBytes(state),
    ...list('managedOperatorState', [state.managedOperatorState], expectedOperatorState),
    ...list('rawOperatorState', [state.rawOperatorState], expectedOperatorState),
    ...list('managedKeyedState', [state.managedKeyedState], expectedKeyedState),
    ...list('rawKeyedState', [state.rawKeyedState], expectedKeyedState),
    ...list('inputChannelState', state.inputChannelState, (handle) => expectedChannelState(handle, 'input')),
    ...list('resultSubpartitionState', state.resultSubpartitionState, (handle) =>
      expectedChannelState(handle, 'output'),
    ),
  }
}

function expectedFile({ sizeBytes, ...file }: StateFile): object {
  return { ...file, size: sizeBytes }
}
