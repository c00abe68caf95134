import type { Transaction } from '../../db/client.ts'
import { normalisePath } from '../../storage/path.ts'
import type { CheckpointRow } from '../view.ts'
import { seenOf } from './checkpoint-row.ts'

/**
 * Writes checkpoints of a run in one statement. What is known is never forgotten: a source that says less (HA without its
 * file, REST after a restart) does not blank what another said before, and a final status is not undone by a cached answer.
 * Two replicas that write the same rows end in the same rows. Rows lie in partitions by the day they were first seen, so a
 * row that is there is looked up for its day. Call under the cluster's advisory lock, with rows that fit (`bounds.ts`).
 *
 * @param now epoch ms on Weir's clock
 */
export async function recordCheckpoints(
  tx: Transaction,
  runId: string,
  rows: readonly CheckpointRow[],
  now: number,
): Promise<void> {
  if (rows.length === 0) return
  const records = rows.map((row) => ({
    checkpoint_id: row.checkpointId,
    status: row.status,
    kind: row.kind,
    restored: row.restored,
    marked_for_deletion: row.markedForDeletion,
    triggered_at: iso(row.triggeredAt),
    completed_at: iso(row.completedAt),
    duration_ms: row.durationMs,
    state_size_bytes: row.stateSizeBytes,
    checkpointed_size_bytes: row.checkpointedSizeBytes,
    coordinator_bytes: row.coordinatorBytes,
    acked_subtasks: row.acknowledged?.acked ?? null,
    total_subtasks: row.acknowledged?.total ?? null,
    path: row.path,
    normalised_path: row.path === null ? null : normalisePath(row.path),
    discarded: row.discarded,
    failure: row.failure,
    start_delay_ms: row.parts?.startDelayMs ?? null,
    alignment_ms: row.parts?.alignmentMs ?? null,
    sync_ms: row.parts?.syncMs ?? null,
    async_ms: row.parts?.asyncMs ?? null,
    slowest_operator: row.slowest?.operator ?? null,
    slowest_subtask: row.slowest?.subtask ?? null,
    straggler: row.slowest?.straggler ?? null,
    seen: seenOf(row, now),
  }))
  const at = iso(now)
  await tx.$executeRaw`
    INSERT INTO checkpoint (run_id, checkpoint_id, status, kind, restored, marked_for_deletion, triggered_at, completed_at,
      duration_ms, state_size_bytes, checkpointed_size_bytes, coordinator_bytes, acked_subtasks, total_subtasks, path,
      normalised_path, discarded, failure, start_delay_ms, alignment_ms, sync_ms, async_ms, slowest_operator,
      slowest_subtask, straggler, seen, first_seen_at, last_seen_at)
    SELECT ${runId}::uuid, r.checkpoint_id, r.status, r.kind, r.restored, r.marked_for_deletion, r.triggered_at,
      r.completed_at, r.duration_ms, r.state_size_bytes, r.checkpointed_size_bytes, r.coordinator_bytes, r.acked_subtasks,
      r.total_subtasks, r.path, r.normalised_path, r.discarded, NULLIF(r.failure, 'null'::jsonb),
      r.start_delay_ms, r.alignment_ms, r.sync_ms, r.async_ms, r.slowest_operator, r.slowest_subtask, r.straggler, r.seen,
      COALESCE(known.first_seen_at, ${at}::timestamptz), ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r(checkpoint_id bigint, status text, kind text,
      restored boolean, marked_for_deletion boolean, triggered_at timestamptz, completed_at timestamptz, duration_ms int,
      state_size_bytes bigint, checkpointed_size_bytes bigint, coordinator_bytes bigint, acked_subtasks int,
      total_subtasks int, path text, normalised_path text, discarded boolean, failure jsonb,
      start_delay_ms int, alignment_ms int, sync_ms int, async_ms int, slowest_operator text, slowest_subtask int,
      straggler boolean, seen jsonb)
    LEFT JOIN LATERAL (
      SELECT first_seen_at FROM checkpoint
      WHERE run_id = ${runId}::uuid AND checkpoint_id = r.checkpoint_id
      ORDER BY first_seen_at LIMIT 1
    ) AS known ON true
    ON CONFLICT (run_id, checkpoint_id, first_seen_at) DO UPDATE SET
      status = CASE WHEN checkpoint.status IN ('completed', 'failed') THEN checkpoint.status ELSE EXCLUDED.status END,
      kind = COALESCE(EXCLUDED.kind, checkpoint.kind),
      restored = checkpoint.restored OR EXCLUDED.restored,
      marked_for_deletion = EXCLUDED.marked_for_deletion,
      triggered_at = COALESCE(EXCLUDED.triggered_at, checkpoint.triggered_at),
      completed_at = COALESCE(EXCLUDED.completed_at, checkpoint.completed_at),
      duration_ms = COALESCE(EXCLUDED.duration_ms, checkpoint.duration_ms),
      state_size_bytes = COALESCE(EXCLUDED.state_size_bytes, checkpoint.state_size_bytes),
      checkpointed_size_bytes = COALESCE(EXCLUDED.checkpointed_size_bytes, checkpoint.checkpointed_size_bytes),
      coordinator_bytes = COALESCE(EXCLUDED.coordinator_bytes, checkpoint.coordinator_bytes),
      acked_subtasks = COALESCE(EXCLUDED.acked_subtasks, checkpoint.acked_subtasks),
      total_subtasks = COALESCE(EXCLUDED.total_subtasks, checkpoint.total_subtasks),
      path = COALESCE(EXCLUDED.path, checkpoint.path),
      normalised_path = COALESCE(EXCLUDED.normalised_path, checkpoint.normalised_path),
      discarded = COALESCE(EXCLUDED.discarded, checkpoint.discarded),
      failure = COALESCE(EXCLUDED.failure, checkpoint.failure),
      start_delay_ms = COALESCE(EXCLUDED.start_delay_ms, checkpoint.start_delay_ms),
      alignment_ms = COALESCE(EXCLUDED.alignment_ms, checkpoint.alignment_ms),
      sync_ms = COALESCE(EXCLUDED.sync_ms, checkpoint.sync_ms),
      async_ms = COALESCE(EXCLUDED.async_ms, checkpoint.async_ms),
      slowest_operator = COALESCE(EXCLUDED.slowest_operator, checkpoint.slowest_operator),
      slowest_subtask = COALESCE(EXCLUDED.slowest_subtask, checkpoint.slowest_subtask),
      straggler = COALESCE(EXCLUDED.straggler, checkpoint.straggler),
      seen = checkpoint.seen || EXCLUDED.seen,
      last_seen_at = GREATEST(checkpoint.last_seen_at, EXCLUDED.last_seen_at)`
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
