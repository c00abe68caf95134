import { isDeepStrictEqual } from 'node:util'
import { type CheckpointMetadata, readCheckpointMetadata } from '../checkpoint-metadata/read-checkpoint-metadata.ts'
import { hasState, subtaskCheckpointedSizeBytes, subtaskSizeBytes } from '../checkpoint-metadata/state-sizes.ts'
import { sumBytes } from '../checkpoint-metadata/state-totals.ts'
import {
  type CheckpointSummary,
  summarizeCheckpointMetadata,
} from '../checkpoint-metadata/summarize-checkpoint-metadata.ts'
import { FormatError } from '../format-error.ts'

/**
 * Sums up a `_metadata` file that may be damaged.
 *
 * @throws FormatError as the summary does; Error where it refuses what is read whole.
 */
export function summarizeDamaged(bytes: Uint8Array): CheckpointSummary {
  try {
    return summarizeCheckpointMetadata(bytes)
  } catch (error) {
    if (error instanceof FormatError && readOrNull(bytes)) throw new Error(`is read whole: ${error.message}`)
    throw error
  }
}

/** Whether a summary is what the values come to. What is not read whole has damage in what the summary passes over. */
export function comesToItsValues(bytes: Uint8Array): boolean {
  const summary = summarizeCheckpointMetadata(bytes)
  const read = readOrNull(bytes)
  if (!read) return true
  const { version, checkpointId, properties } = summary
  const { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, inlineHandles, inlineBytes } = summary.totals
  const told = {
    head: { version, checkpointId, properties },
    totals: { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, inlineHandles, inlineBytes },
    operators: summary.operators.map(({ id, ...operator }) => ({
      id,
      stateSizeBytes: operator.stateSizeBytes,
      checkpointedSizeBytes: operator.checkpointedSizeBytes,
      subtaskEntries: operator.subtaskEntries,
      statefulSubtasks: operator.statefulSubtasks,
    })),
  }
  return isDeepStrictEqual(told, sumsOfValues(read))
}

function sumsOfValues(read: CheckpointMetadata) {
  const { version, checkpointId, properties } = read
  const { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, inlineHandles, inlineBytes } = read.totals
  return {
    head: { version, checkpointId, properties },
    totals: { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, inlineHandles, inlineBytes },
    operators: read.operators.map(({ id, coordinatorStateBytes: coordinator, subtasks }) => ({
      id,
      stateSizeBytes: sumBytes([coordinator, ...subtasks.map(subtaskSizeBytes)]),
      checkpointedSizeBytes: sumBytes([coordinator, ...subtasks.map(subtaskCheckpointedSizeBytes)]),
      subtaskEntries: subtasks.length,
      statefulSubtasks: subtasks.filter(hasState).length,
    })),
  }
}

function readOrNull(bytes: Uint8Array): CheckpointMetadata | null {
  try {
    return readCheckpointMetadata(bytes)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}
