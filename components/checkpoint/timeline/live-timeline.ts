import type { TimelineCheckpoint, TimelineView } from '@/lib/fleet/timeline-view'
import type { CheckpointRow } from '@/lib/fleet/view'
import { ascending, quantile } from '../quantile'

/** A row of the table as the chart draws it; null where its time is unknown. */
export function timelineCheckpointOf(row: CheckpointRow): TimelineCheckpoint | null {
  if (row.triggeredAt === null || row.restored) return null
  const { id, checkpointId, triggeredAt, durationMs, status, parts, stateSizeBytes, slowest, failure } = row
  return {
    id,
    checkpointId,
    triggeredAt,
    durationMs,
    status,
    savepoint: row.kind === 'savepoint',
    parts,
    stateSizeBytes,
    straggler: slowest?.straggler ? { operator: slowest.operator, subtask: slowest.subtask } : null,
    failure,
  }
}

/**
 * The checkpoints of a timeline with what the stream has told since: the rows of the page are newer than what was fetched.
 *
 * @returns oldest first
 */
export function withLiveRows(view: TimelineView | undefined, rows: readonly CheckpointRow[]): TimelineCheckpoint[] {
  const byId = new Map((view?.checkpoints ?? []).map((one) => [one.id, one]))
  for (const row of rows) {
    const one = timelineCheckpointOf(row)
    if (one !== null) byId.set(one.id, { ...one, parts: one.parts ?? byId.get(one.id)?.parts ?? null })
  }
  return [...byId.values()].sort((a, b) => a.triggeredAt - b.triggeredAt)
}

/** Counts of a window; `medianMs` and `p99Ms` null where the window is not whole, or nothing completed. */
export interface TimelineCounts {
  completed: number
  failed: number
  savepoints: number
  medianMs: number | null
  p99Ms: number | null
}

export function countsOf(checkpoints: readonly TimelineCheckpoint[], whole: boolean): TimelineCounts {
  const completed = checkpoints.filter(({ status }) => status === 'completed')
  const durations = whole ? ascending(completed.flatMap(({ durationMs }) => durationMs ?? [])) : []
  return {
    completed: completed.filter(({ savepoint }) => !savepoint).length,
    failed: checkpoints.filter(({ status }) => status === 'failed').length,
    savepoints: completed.filter(({ savepoint }) => savepoint).length,
    medianMs: quantile(durations, 0.5),
    p99Ms: quantile(durations, 0.99),
  }
}
