import { z } from 'zod'
import { attemptFields, attemptOf, type CheckpointAttempt } from './checkpoints.ts'
import { count, type Endpoint, measureOrNull, optional, timeOrNull, vertexId } from './endpoint.ts'

/** One job vertex's part in a checkpoint. Times are epoch milliseconds, sizes bytes, null: Flink does not say. */
export interface TaskCheckpoint {
  vertexId: string
  latestAckTimestamp: number | null
  /** From the trigger to this vertex's last acknowledgement. */
  durationMs: number | null
  /** Up to 1.14 only what was newly written, where the backend is incremental. */
  stateSizeBytes: number
  /** 1.15+ */
  checkpointedSizeBytes: number | null
  subtasks: { acked: number; total: number }
}

export interface CheckpointDetails extends CheckpointAttempt {
  tasks: TaskCheckpoint[]
}

const task = z.object({
  latest_ack_timestamp: timeOrNull,
  end_to_end_duration: measureOrNull,
  state_size: count,
  checkpointed_size: optional(count),
  num_subtasks: count,
  num_acknowledged_subtasks: count,
})

/**
 * `GET /jobs/:jobid/checkpoints/details/:checkpointid`: known for what is in the history of this JobManager process, and
 * 404 for all else.
 */
export const checkpointDetails: Endpoint<CheckpointDetails> = {
  name: '/jobs/:jobid/checkpoints/details/:checkpointid',
  maxBytes: 5_000_000,
  schema: attemptFields.extend({ tasks: z.record(vertexId, task) }).transform(({ tasks, ...answer }) => ({
    ...attemptOf(answer),
    tasks: Object.entries(tasks).map(([id, of]) => ({
      vertexId: id,
      latestAckTimestamp: of.latest_ack_timestamp,
      durationMs: of.end_to_end_duration,
      stateSizeBytes: of.state_size,
      checkpointedSizeBytes: of.checkpointed_size,
      subtasks: { acked: of.num_acknowledged_subtasks, total: of.num_subtasks },
    })),
  })),
}
