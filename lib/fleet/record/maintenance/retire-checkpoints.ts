import type { ClientBase } from 'pg'
import { BIN_COLUMNS, BIN_MS, LOST_IN_A_RESTART } from '../bins.ts'
import {
  BINS,
  CHECKPOINTS,
  DAY_MS,
  ensureDay,
  inTransaction,
  keptTable,
  partitionOf,
  startOfDay,
} from './day-partitions.ts'

/** What a job's pages and the decision which run it is read of the newest rows, and some more. */
const NEWEST_KEPT = 50
/** Nothing retains more checkpoints than this; further back, the word of HA is from before Weir last read it. */
const NAMED_BY_HA_WITHIN = 1_000

/** What decides how long something is kept; midnights in UTC, epoch ms. */
export interface Limits {
  /** Full rows of this day and later stay. */
  rowsFrom: number
  /** Bins of this day and later stay. */
  binsFrom: number
  /** Of runs that were not seen since, the newest rows are let go. */
  unseenBefore: number
  today: number
}

/**
 * Counts a day's checkpoints into bins, then drops the day. What is still needed goes to the default partition:
 *
 * - the newest rows of every run, and its newest completed one, however many failed since;
 * - completed savepoints, and what HA named when it was last read, unless they are called discarded;
 * - the snapshot a run that has not ended began from, and the row of its own run that tells when it was taken.
 *
 * All in one transaction: a crash leaves the day as it was. From the moment in which the day leaves until the end, whoever
 * reads or writes waits, so what is needed is found before.
 */
export async function retireDay(client: ClientBase, day: number, limits: Limits): Promise<void> {
  const source = partitionOf(CHECKPOINTS, day)
  await ensureBinDays(client, source, limits)
  await inTransaction(client, async () => {
    await countIntoBins(client, source)
    await findNewest(client, source, limits)
    await client.query(`
      CREATE TEMPORARY TABLE needed ON COMMIT DROP AS
      SELECT ${source}.run_id, checkpoint_id, first_seen_at FROM ${source}
      JOIN newest ON ${source}.run_id = newest.run_id AND ${isNeeded(source)}`)
    await client.query('ANALYZE needed')
    await client.query(`ALTER TABLE checkpoint DETACH PARTITION ${source}`)
    await client.query(`
      UPDATE ${source} SET binned = true FROM needed
      WHERE (${source}.run_id, ${source}.checkpoint_id, ${source}.first_seen_at)
        = (needed.run_id, needed.checkpoint_id, needed.first_seen_at)`)
    await client.query(`
      INSERT INTO checkpoint SELECT ${source}.* FROM ${source} JOIN needed USING (run_id, checkpoint_id, first_seen_at)`)
    await client.query(`DROP TABLE ${source}`)
  })
}

/** Brings the default partition up to date: counts what came there uncounted, and lets go what is no longer needed. */
export async function retireKept(client: ClientBase, limits: Limits): Promise<void> {
  const source = keptTable(CHECKPOINTS)
  const before = limits.rowsFrom
  await ensureBinDays(client, source, limits, before)
  await inTransaction(client, async () => {
    await countIntoBins(client, source, before)
    await client.query(`UPDATE ${source} SET binned = true WHERE NOT binned AND first_seen_at < $1`, [iso(before)])
    await findNewest(client, source, limits)
    await client.query(`DELETE FROM ${source} USING newest
      WHERE ${source}.run_id = newest.run_id AND ${source}.binned AND NOT (${isNeeded(source)})`)
  })
}

/** The newest ids of every run that has rows in a partition, over all partitions. */
async function findNewest(client: ClientBase, source: string, { unseenBefore }: Limits): Promise<void> {
  await client.query(
    `CREATE TEMPORARY TABLE newest ON COMMIT DROP AS
    SELECT run.id AS run_id, run.ended_at IS NOT NULL AS ended, run.last_seen_at < '${iso(unseenBefore)}' AS over,
      newest.checkpoint_id AS id, completed.checkpoint_id AS completed_id
    FROM (SELECT DISTINCT run_id FROM ${source}) AS present
    JOIN job_run run ON run.id = present.run_id
    CROSS JOIN LATERAL (
      SELECT checkpoint_id FROM checkpoint WHERE run_id = run.id ORDER BY checkpoint_id DESC LIMIT 1
    ) AS newest
    LEFT JOIN LATERAL (
      SELECT checkpoint_id FROM checkpoint
      WHERE run_id = run.id AND status = 'completed' AND NOT restored AND discarded IS NOT TRUE
      ORDER BY checkpoint_id DESC LIMIT 1
    ) AS completed ON true`,
  )
  await client.query('ANALYZE newest')
}

/** Whether a row of a partition that is joined with `newest` is needed beyond its day; what nobody told is no reason. */
function isNeeded(source: string): string {
  return `COALESCE(
    NOT newest.over AND ${source}.checkpoint_id > newest.id - ${NEWEST_KEPT}
    OR NOT newest.over AND ${source}.checkpoint_id = newest.completed_id
    OR ${source}.restored AND NOT newest.ended
    OR ${source}.status = 'completed' AND ${source}.discarded IS NOT TRUE AND (
      ${source}.kind = 'savepoint'
      OR ${source}.seen->'ha'->>'named' = 'true' AND NOT newest.ended
        AND ${source}.checkpoint_id > newest.id - ${NAMED_BY_HA_WITHIN})
    OR NOT ${source}.restored AND EXISTS (
      SELECT FROM job_run origin WHERE origin.restored_from_path = ${source}.normalised_path AND origin.ended_at IS NULL),
    false)`
}

/**
 * Adds what is in a partition to the bins: one of two partitions may hold either half of a bin. Ids are missing behind a
 * checkpoint where the next of its run, in whatever partition, is not the next id. One or two that a restart took with it
 * are not, as in `readGaps`.
 */
async function countIntoBins(client: ClientBase, source: string, before: number | null = null): Promise<void> {
  await client.query(
    `INSERT INTO checkpoint_bin
       (run_id, at, completed, failed, savepoints, longest_ms, median_ms, state_size_bytes, missing)
     SELECT run_id, to_timestamp(floor(extract(epoch FROM triggered_at) * 1000 / ${BIN_MS}) * ${BIN_MS} / 1000),
       ${BIN_COLUMNS},
       LEAST(COALESCE(sum(next.id - checkpoint_id - 1) FILTER (WHERE NOT (
         next.id - checkpoint_id - 1 <= ${LOST_IN_A_RESTART} AND EXISTS (
           SELECT FROM job_event event WHERE event.run_id = counted.run_id AND event.kind = 'restored'
             AND event.at >= counted.triggered_at AND event.at <= next.at))), 0), 2147483647)
     FROM (
       SELECT *, lead(checkpoint_id) OVER (PARTITION BY run_id ORDER BY checkpoint_id) AS following FROM ${source}
       WHERE NOT binned AND NOT restored AND ($1::timestamptz IS NULL OR first_seen_at < $1)
     ) AS counted
     LEFT JOIN LATERAL (
       SELECT checkpoint_id AS id, COALESCE(triggered_at, first_seen_at) AS at FROM checkpoint
       WHERE counted.following IS DISTINCT FROM counted.checkpoint_id + 1
         AND run_id = counted.run_id AND checkpoint_id > counted.checkpoint_id
       ORDER BY checkpoint_id LIMIT 1
     ) AS next ON true
     WHERE triggered_at IS NOT NULL
     GROUP BY 1, 2
     ON CONFLICT (run_id, at) DO UPDATE SET
       completed = checkpoint_bin.completed + EXCLUDED.completed,
       failed = checkpoint_bin.failed + EXCLUDED.failed,
       savepoints = checkpoint_bin.savepoints + EXCLUDED.savepoints,
       longest_ms = GREATEST(checkpoint_bin.longest_ms, EXCLUDED.longest_ms),
       median_ms = GREATEST(checkpoint_bin.median_ms, EXCLUDED.median_ms),
       state_size_bytes = GREATEST(checkpoint_bin.state_size_bytes, EXCLUDED.state_size_bytes),
       missing = LEAST(checkpoint_bin.missing::bigint + EXCLUDED.missing, 2147483647)`,
    [before === null ? null : iso(before)],
  )
}

/**
 * Makes the days that the bins of a partition are of. A checkpoint that was first seen on a day was mostly triggered on it:
 * what bins are not kept of, or what a clock that is wrong says, goes to the default partition.
 */
async function ensureBinDays(
  client: ClientBase,
  source: string,
  { binsFrom, today }: Limits,
  before: number | null = null,
): Promise<void> {
  const { rows } = await client.query<{ day: Date }>(
    `SELECT DISTINCT date_trunc('day', triggered_at, 'UTC') AS day FROM ${source}
     WHERE NOT binned AND NOT restored AND ($1::timestamptz IS NULL OR first_seen_at < $1)
       AND triggered_at >= $2 AND triggered_at < $3`,
    [before === null ? null : iso(before), iso(binsFrom), iso(today + 2 * DAY_MS)],
  )
  for (const { day } of rows) await ensureDay(client, BINS, startOfDay(day.getTime()))
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
