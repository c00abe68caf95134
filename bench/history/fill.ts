import { join } from 'node:path'
import type { Database } from '../../lib/db/client.ts'
import { encodeDetails } from '../../lib/fleet/record/detail-codec.ts'
import { operatorsOf } from './observations.ts'

export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'prisma', 'migrations')
export const ROWS_A_RUN = 1_440

export async function makeRuns(
  database: Database,
  clusterId: string,
  runs: number,
  startedAt: number,
): Promise<string[]> {
  const ids = Array.from({ length: runs }, () => crypto.randomUUID())
  const at = new Date(startedAt)
  await database.jobRun.createMany({
    data: ids.map((id) => ({
      id,
      clusterId,
      jobId: id.replaceAll('-', ''),
      startKey: `ha:${id}`,
      startedAt: at,
      lineageId: id,
      firstSeenAt: at,
      lastSeenAt: at,
    })),
  })
  return ids
}

/**
 * A day of runs with a checkpoint a minute each, written at once: what the recorder writes in a day takes a day.
 *
 * @param behind how many checkpoints each run has from the days before
 */
export async function fillDay(database: Database, ids: readonly string[], day: number, behind = 0): Promise<void> {
  const at = new Date(day)
  const encoded = encodeDetails(operatorsOf(day), day)
  for (let from = 0; from < ids.length; from += RUNS_A_STATEMENT) {
    const some = ids.slice(from, from + RUNS_A_STATEMENT)
    await database.$executeRaw`
      INSERT INTO checkpoint (run_id, checkpoint_id, status, kind, triggered_at, completed_at, duration_ms, state_size_bytes,
        checkpointed_size_bytes, coordinator_bytes, acked_subtasks, total_subtasks, path, normalised_path, discarded,
        start_delay_ms, alignment_ms, sync_ms, async_ms, slowest_operator, slowest_subtask, straggler, seen, first_seen_at,
        last_seen_at)
      SELECT run_id, id, 'completed', 'checkpoint', at, at + interval '2 s', 2000, 10000000000 + id, 25000000, 16, 32, 32,
        path, path, true, 12, 300, 100, 1500, 'customer totals -> drop all -> Sink: orders', 3, false,
        jsonb_build_object('rest', jsonb_build_object('named', true, 'at', 1795264300000),
          'ha', jsonb_build_object('named', false, 'at', 1795264300000)), at, at
      FROM unnest(${some}::uuid[]) AS run_id,
        generate_series(${behind + 1}::int, ${behind + ROWS_A_RUN}::int) AS id,
        LATERAL (SELECT ${at}::timestamptz + (id - ${behind}::int) * interval '59 s' AS at,
          's3://flink-state/production/checkpoints/' || replace(run_id::text, '-', '') || '/chk-' || id AS path) AS made`
    await database.$executeRaw`
      INSERT INTO checkpoint_detail (run_id, checkpoint_id, encoded, recorded_at)
      SELECT run_id, id, ${new Uint8Array(encoded)}::bytea, ${at}::timestamptz + (id - ${behind}::int) * interval '59 s'
      FROM unnest(${some}::uuid[]) AS run_id, generate_series(${behind + 1}::int, ${behind + ROWS_A_RUN}::int) AS id`
  }
}

const RUNS_A_STATEMENT = 10
