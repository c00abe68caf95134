import type { CheckpointRow } from '@/lib/fleet/view'

export type ShownKind = NonNullable<CheckpointRow['kind']> | 'incremental'

/**
 * What a checkpoint is called. No source says that one was incremental: what wrote less than the whole of its state shares
 * the rest with earlier ones. One that wrote all of it may be the first of its line, and one without sizes anything.
 */
export function shownKind({
  kind,
  checkpointedSizeBytes: written,
  stateSizeBytes: whole,
}: Pick<CheckpointRow, 'kind' | 'checkpointedSizeBytes' | 'stateSizeBytes'>): ShownKind | null {
  return kind === 'checkpoint' && written !== null && whole !== null && written < whole ? 'incremental' : kind
}
