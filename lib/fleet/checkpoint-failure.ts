import type { Problem } from '../problem.ts'

/** Flink's reasons, word by word, and what each is called here. */
const REASONS = {
  'checkpoint.expired': ['Checkpoint expired before completing'],
  // "(tasks not ready)", "(task is closing)", "because one input stream is finished"
  'checkpoint.declined': ['Checkpoint was declined', 'Checkpoint was canceled because a barrier from newer checkpoint'],
  'checkpoint.subsumed': ['Checkpoint has been subsumed'],
  'checkpoint.task-failed': ['Asynchronous task checkpoint failed', 'Task local checkpoint failure', 'Task has failed'],
  'checkpoint.job-failed': [
    'The job has failed',
    'FailoverRegion is restarting',
    'Checkpoint Coordinator is suspending',
    'CheckpointCoordinator shutdown',
  ],
  'checkpoint.not-finalised': ['Failure to finalize checkpoint'],
}

const RAW_LIMIT = 2000

/**
 * Why a checkpoint failed, by the reason in Flink's own text; one that is not known is `checkpoint.failed`. The text stays
 * with it.
 *
 * Source: Flink `CheckpointFailureReason` (1.13–2.3).
 */
export function failureOf(message: string): Problem {
  const known = Object.entries(REASONS).find(([, reasons]) => reasons.some((reason) => message.includes(reason)))
  return { code: known?.[0] ?? 'checkpoint.failed', raw: message.slice(0, RAW_LIMIT) }
}
