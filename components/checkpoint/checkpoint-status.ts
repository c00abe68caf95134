import type { CheckpointRow, State } from '@/lib/fleet/view'

/** The mark of a checkpoint's status: a failed one is as red as a broken job. */
export const CHECKPOINT_STATE: Record<CheckpointRow['status'], State> = {
  completed: 'healthy',
  failed: 'broken',
  'in-progress': 'busy',
  unknown: 'unknown',
}
