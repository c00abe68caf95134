import { z } from 'zod'
import { keptText } from '../../secrets.ts'
import { count, type Endpoint, measureOrNull, optional, timeOrNull } from './endpoint.ts'

const KINDS = {
  CHECKPOINT: 'checkpoint',
  UNALIGNED_CHECKPOINT: 'unaligned-checkpoint',
  FULL_CHECKPOINT: 'full-checkpoint',
  SAVEPOINT: 'savepoint',
  SYNC_SAVEPOINT: 'sync-savepoint',
} as const

const STATUSES = { COMPLETED: 'completed', FAILED: 'failed', IN_PROGRESS: 'in-progress' } as const

/** One attempt. Times are epoch milliseconds on the JobManager's clock, sizes bytes, null: Flink does not say. */
export interface CheckpointAttempt {
  id: number
  /** `unknown`: a word that no release up to 2.3 writes. */
  status: (typeof STATUSES)[keyof typeof STATUSES] | 'unknown'
  isSavepoint: boolean
  /** No release up to 2.3 tells a full checkpoint apart here (all say `checkpoint`). */
  kind: (typeof KINDS)[keyof typeof KINDS] | 'unknown'
  /** CANONICAL or NATIVE (1.17+), null for checkpoints. */
  savepointFormat: string | null
  triggerTimestamp: number
  latestAckTimestamp: number | null
  /** From the trigger to the last acknowledgement. */
  durationMs: number | null
  /** Up to 1.14 only what was newly written, where the backend is incremental. */
  stateSizeBytes: number
  /** What was newly written (1.15+). */
  checkpointedSizeBytes: number | null
  subtasks: { acked: number; total: number }
  /** Null where there is none, or where it can't be addressed (JobManager storage). */
  externalPath: string | null
  /** True once a newer one replaced it; null for attempts that did not complete. */
  discarded: boolean | null
  failureTimestamp: number | null
  failureMessage: string | null
}

/** The snapshot that the job was started or recovered from; `isSavepoint` tells how it was restored, not what it is. */
export interface RestoredCheckpoint {
  id: number
  restoreTimestamp: number
  isSavepoint: boolean
  externalPath: string | null
}

/** What this JobManager process remembers: nothing from before its own start but `latest.restored`. */
export interface CheckpointStatistics {
  counts: { restored: number; total: number; inProgress: number; completed: number; failed: number }
  latest: {
    completed: CheckpointAttempt | null
    savepoint: CheckpointAttempt | null
    failed: CheckpointAttempt | null
    restored: RestoredCheckpoint | null
  }
  /** Newest first, ten by default. */
  history: CheckpointAttempt[]
}

const externalPath = optional(z.string().max(10_000)).transform((path) =>
  path === '' || path === '<checkpoint-not-externally-addressable>' ? null : path,
)

// By `status`, not by the discriminator: that is `@class` up to 1.14 and `className` since.
export const attemptFields = z.object({
  id: count,
  status: z.string(),
  is_savepoint: z.boolean(),
  checkpoint_type: z.string(),
  savepointFormat: optional(z.string().max(100)),
  trigger_timestamp: z.int().positive(),
  latest_ack_timestamp: timeOrNull,
  end_to_end_duration: measureOrNull,
  state_size: count,
  checkpointed_size: optional(count),
  num_subtasks: count,
  num_acknowledged_subtasks: count,
  external_path: externalPath,
  discarded: optional(z.boolean()),
  failure_timestamp: optional(timeOrNull),
  failure_message: optional(z.string()),
})

/** An attempt as the list and its own details write it. */
export function attemptOf(answer: z.output<typeof attemptFields>): CheckpointAttempt {
  return {
    id: answer.id,
    status: wordOf(STATUSES, answer.status),
    isSavepoint: answer.is_savepoint,
    kind: wordOf(KINDS, answer.checkpoint_type),
    savepointFormat: answer.savepointFormat,
    triggerTimestamp: answer.trigger_timestamp,
    latestAckTimestamp: answer.latest_ack_timestamp,
    durationMs: answer.end_to_end_duration,
    stateSizeBytes: answer.state_size,
    checkpointedSizeBytes: answer.checkpointed_size,
    subtasks: { acked: answer.num_acknowledged_subtasks, total: answer.num_subtasks },
    externalPath: answer.external_path,
    discarded: answer.discarded,
    failureTimestamp: answer.failure_timestamp,
    failureMessage: answer.failure_message == null ? null : keptText(answer.failure_message, 2_000),
  }
}

const attempt: z.ZodType<CheckpointAttempt> = attemptFields.transform(attemptOf)

const restored: z.ZodType<RestoredCheckpoint> = z
  .object({ id: count, restore_timestamp: z.int(), is_savepoint: z.boolean(), external_path: externalPath })
  .transform((answer) => ({
    id: answer.id,
    restoreTimestamp: answer.restore_timestamp,
    isSavepoint: answer.is_savepoint,
    externalPath: answer.external_path,
  }))

/** `GET /jobs/:jobid/checkpoints`; the summary's percentiles are left out. */
export const checkpoints: Endpoint<CheckpointStatistics> = {
  name: '/jobs/:jobid/checkpoints',
  maxBytes: 10_000_000,
  schema: z
    .object({
      counts: z.object({ restored: count, total: count, in_progress: count, completed: count, failed: count }),
      latest: z.object({
        completed: optional(attempt),
        savepoint: optional(attempt),
        failed: optional(attempt),
        restored: optional(restored),
      }),
      history: z.array(attempt),
    })
    .transform(({ counts: { in_progress, ...counts }, latest, history }) => ({
      counts: { ...counts, inProgress: in_progress },
      latest,
      history,
    })),
}

function wordOf<T extends string>(words: Record<string, T>, word: string): T | 'unknown' {
  return Object.hasOwn(words, word) ? (words[word] ?? 'unknown') : 'unknown'
}
