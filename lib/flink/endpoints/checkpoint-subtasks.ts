import { z } from 'zod'
import { count, type Endpoint, measureOrNull, optional, timeOrNull } from './endpoint.ts'

/** One subtask's part in a checkpoint. Times in milliseconds, sizes in bytes. */
export interface SubtaskCheckpoint {
  index: number
  /** Null while it has not acknowledged, or never did. */
  acknowledged: {
    ackTimestamp: number | null
    /** From the trigger to its acknowledgement. */
    durationMs: number | null
    startDelayMs: number | null
    alignmentMs: number | null
    syncMs: number | null
    asyncMs: number | null
    stateSizeBytes: number
    /** 1.15+ */
    checkpointedSizeBytes: number | null
    /** It told of its snapshot after the checkpoint had failed. */
    aborted: boolean
  } | null
}

const acknowledged = z
  .object({
    index: count,
    status: z.literal('completed'),
    ack_timestamp: timeOrNull,
    end_to_end_duration: measureOrNull,
    state_size: count,
    checkpointed_size: optional(count),
    checkpoint: z.object({ sync: measureOrNull, async: measureOrNull }),
    alignment: z.object({ duration: measureOrNull }),
    start_delay: measureOrNull,
    aborted: optional(z.boolean()),
  })
  .transform((answer) => ({
    index: answer.index,
    acknowledged: {
      ackTimestamp: answer.ack_timestamp,
      durationMs: answer.end_to_end_duration,
      startDelayMs: answer.start_delay,
      alignmentMs: answer.alignment.duration,
      syncMs: answer.checkpoint.sync,
      asyncMs: answer.checkpoint.async,
      stateSizeBytes: answer.state_size,
      checkpointedSizeBytes: answer.checkpointed_size,
      aborted: answer.aborted ?? false,
    },
  }))

const pending = z
  .object({ index: count, status: z.string().max(100) })
  .transform(({ index }) => ({ index, acknowledged: null }))

// No discriminated union: every word but `completed` has no figures, and what is missing is to be named.
const subtask: z.ZodType<SubtaskCheckpoint> = z
  .looseObject({ status: z.string().max(100) })
  .transform((answer, context) => {
    const parsed = (answer.status === 'completed' ? acknowledged : pending).safeParse(answer)
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })

/** `GET /jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid`; the summary of percentiles is left out. */
export const checkpointSubtasks: Endpoint<SubtaskCheckpoint[]> = {
  name: '/jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid',
  maxBytes: 20_000_000,
  schema: z.object({ subtasks: z.array(subtask) }).transform((answer) => answer.subtasks),
}
