import { z } from 'zod'
import { type Endpoint, measureOrNull, optional } from './endpoint.ts'

/** How a job takes checkpoints. Times in milliseconds. */
export interface CheckpointConfig {
  mode: 'exactly-once' | 'at-least-once' | 'unknown'
  /** Null: no periodic checkpoints. Flink then writes 2^63−1, which is no safe integer. */
  intervalMs: number | null
  timeoutMs: number | null
  minPauseMs: number | null
  maxConcurrent: number | null
  /** What becomes of the retained checkpoints when the job ends. */
  retention: 'retain-on-cancellation' | 'delete-on-cancellation' | 'none'
  unaligned: boolean | null
  tolerableFailedCheckpoints: number | null
  /** Flink's class name: `EmbeddedRocksDBStateBackend`. */
  stateBackend: string | null
  /** `FileSystemCheckpointStorage` or `JobManagerCheckpointStorage`; the directory is not told. */
  checkpointStorage: string | null
}

const MODES: Record<string, CheckpointConfig['mode']> = {
  exactly_once: 'exactly-once',
  at_least_once: 'at-least-once',
}

/** `GET /jobs/:jobid/checkpoints/config` */
export const checkpointConfig: Endpoint<CheckpointConfig> = {
  name: '/jobs/:jobid/checkpoints/config',
  maxBytes: 100_000,
  schema: z
    .object({
      mode: z.string().max(100),
      interval: z.number(),
      timeout: measureOrNull,
      min_pause: optional(measureOrNull),
      max_concurrent: optional(measureOrNull),
      externalization: z.object({ enabled: z.boolean(), delete_on_cancellation: z.boolean() }),
      unaligned_checkpoints: optional(z.boolean()),
      tolerable_failed_checkpoints: optional(z.number()),
      state_backend: optional(z.string().max(500)),
      checkpoint_storage: optional(z.string().max(500)),
    })
    .transform((answer) => ({
      mode: MODES[answer.mode.toLowerCase()] ?? ('unknown' as const),
      intervalMs: Number.isSafeInteger(answer.interval) && answer.interval > 0 ? answer.interval : null,
      timeoutMs: answer.timeout,
      minPauseMs: answer.min_pause,
      maxConcurrent: answer.max_concurrent,
      retention: retentionOf(answer.externalization),
      unaligned: answer.unaligned_checkpoints,
      tolerableFailedCheckpoints: answer.tolerable_failed_checkpoints,
      stateBackend: answer.state_backend,
      checkpointStorage: answer.checkpoint_storage,
    })),
}

function retentionOf(answer: { enabled: boolean; delete_on_cancellation: boolean }): CheckpointConfig['retention'] {
  if (!answer.enabled) return 'none'
  return answer.delete_on_cancellation ? 'delete-on-cancellation' : 'retain-on-cancellation'
}
