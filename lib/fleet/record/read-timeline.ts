import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { JobEvent, JobRun } from '../../db/generated/client.ts'
import { StoredProblem } from '../../db/stored-problem.ts'
import type { TimelineCheckpoint, TimelineGap } from '../timeline-view.ts'
import { LOST_IN_A_RESTART, readGapsOfBins, type Span } from './bins.ts'
import { partsOf, RecordedStatus } from './checkpoint-row.ts'

/** Rows of a window; a chart has fewer pixels than that. */
export const TIMELINE_ROWS = 2_000
const SLOTS = TIMELINE_ROWS / 2
const ROWS_A_SLOT = 2

const int = z.number().nullable()
const bigint = z
  .bigint()
  .nullable()
  .transform((value) => (value === null ? null : Number(value)))
const WindowRow = z.object({
  runId: z.string(),
  checkpointId: z.bigint().transform(Number),
  triggeredAt: z.date(),
  durationMs: int,
  status: RecordedStatus,
  kind: z.string().nullable(),
  stateSizeBytes: bigint,
  startDelayMs: int,
  alignmentMs: int,
  syncMs: int,
  asyncMs: int,
  slowestOperator: z.string().nullable(),
  slowestSubtask: int,
  straggler: z.boolean().nullable(),
  failure: StoredProblem,
  total: z.bigint().transform(Number),
})

/**
 * The checkpoints of a window, oldest first. Where there are more than a chart can show, each slot of time keeps its
 * failures, savepoints and longest, in this order.
 */
export async function readWindow(
  database: Database,
  runIds: readonly string[],
  { from, to }: Span,
): Promise<{ checkpoints: TimelineCheckpoint[]; total: number }> {
  const slotMs = Math.max(1, (to - from) / SLOTS)
  const found: unknown[] = await database.$queryRaw`
    WITH ranked AS (
      SELECT run_id AS "runId", checkpoint_id AS "checkpointId", triggered_at AS "triggeredAt",
        duration_ms AS "durationMs", status, kind, state_size_bytes AS "stateSizeBytes",
        start_delay_ms AS "startDelayMs", alignment_ms AS "alignmentMs", sync_ms AS "syncMs", async_ms AS "asyncMs",
        slowest_operator AS "slowestOperator", slowest_subtask AS "slowestSubtask", straggler, failure,
        count(*) OVER () AS total,
        row_number() OVER (
          PARTITION BY floor(extract(epoch FROM triggered_at) * 1000 / ${slotMs}::float8)
          ORDER BY (status = 'failed') DESC, (kind = 'savepoint') DESC NULLS LAST, duration_ms DESC NULLS LAST
        ) AS rank
      FROM checkpoint
      WHERE run_id = ANY(${[...runIds]}::uuid[]) AND NOT restored
        AND triggered_at >= ${new Date(from)} AND triggered_at < ${new Date(to)}
    )
    SELECT * FROM ranked
    WHERE total <= ${TIMELINE_ROWS} OR rank <= ${ROWS_A_SLOT}
    ORDER BY "triggeredAt", "checkpointId"
    LIMIT ${TIMELINE_ROWS}`
  const rows = z.array(WindowRow).parse(found)
  return { checkpoints: rows.map(timelineCheckpoint), total: rows[0]?.total ?? 0 }
}

function timelineCheckpoint(row: z.output<typeof WindowRow>): TimelineCheckpoint {
  return {
    id: `${row.runId}/${row.checkpointId}`,
    checkpointId: row.checkpointId,
    triggeredAt: row.triggeredAt.getTime(),
    durationMs: row.durationMs,
    status: row.status,
    savepoint: row.kind === 'savepoint',
    parts: partsOf(row),
    stateSizeBytes: row.stateSizeBytes,
    straggler:
      row.straggler && row.slowestSubtask !== null
        ? { operator: row.slowestOperator, subtask: row.slowestSubtask }
        : null,
    failure: row.failure,
  }
}

const HoleRow = z.object({
  runId: z.string(),
  from: z.date(),
  to: z.date(),
  missing: z.bigint().transform(Number),
})

/**
 * Where ids are missing between two checkpoints of a run: Flink counts every attempt, so those in between happened and
 * Weir did not see them. One or two that a restart took with it are no gap. Of days whose full rows are gone, bins tell.
 */
export async function readGaps(
  database: Database,
  runIds: readonly string[],
  { from, to }: Span,
): Promise<TimelineGap[]> {
  const counted = readGapsOfBins(database, runIds, { from, to })
  const found: unknown[] = await database.$queryRaw`
    WITH asked AS (SELECT unnest(${[...runIds]}::uuid[]) AS run_id),
    seen AS (
      SELECT c.run_id, c.checkpoint_id, COALESCE(c.triggered_at, c.first_seen_at) AS at
      FROM checkpoint c JOIN asked USING (run_id)
      WHERE NOT c.binned
        AND (c.triggered_at >= ${new Date(from)} AND c.triggered_at < ${new Date(to)} OR c.triggered_at IS NULL)
      UNION
      SELECT edge.* FROM asked CROSS JOIN LATERAL (
        (SELECT c.run_id, c.checkpoint_id, c.triggered_at AS at FROM checkpoint c
         WHERE c.run_id = asked.run_id AND NOT c.binned AND c.triggered_at < ${new Date(from)} ORDER BY c.triggered_at DESC LIMIT 1)
        UNION ALL
        (SELECT c.run_id, c.checkpoint_id, c.triggered_at AS at FROM checkpoint c
         WHERE c.run_id = asked.run_id AND NOT c.binned AND c.triggered_at >= ${new Date(to)} ORDER BY c.triggered_at LIMIT 1)
      ) AS edge
    ),
    neighbours AS (
      SELECT run_id, checkpoint_id, at, lag(checkpoint_id) OVER w AS id_before, lag(at) OVER w AS at_before
      FROM seen WINDOW w AS (PARTITION BY run_id ORDER BY checkpoint_id)
    )
    SELECT n.run_id AS "runId", n.at_before AS "from", n.at AS "to", n.checkpoint_id - n.id_before - 1 AS missing
    FROM neighbours n
    WHERE n.checkpoint_id - n.id_before > 1 AND n.at > n.at_before
      AND n.at > ${new Date(from)} AND n.at_before < ${new Date(to)}
      AND NOT (n.checkpoint_id - n.id_before - 1 <= ${LOST_IN_A_RESTART} AND EXISTS (
        SELECT FROM job_event e WHERE e.run_id = n.run_id AND e.kind = 'restored' AND e.at >= n.at_before AND e.at <= n.at))
    ORDER BY 2`
  const holes = z.array(HoleRow).parse(found)
  const full = holes.map((hole) => ({ from: hole.from.getTime(), to: hole.to.getTime(), missing: hole.missing }))
  return [...(await counted), ...full].sort((one, other) => one.from - other.from)
}

/** What happened between checkpoints is looked for this long before a span: a failure goes before its restore. */
const EVENTS_BEFORE_MS = 3_600_000
const EVENTS_READ = 5_000

/** Restores and failures, the newest where there are very many. */
export function readEvents(database: Database, runIds: readonly string[], { from, to }: Span): Promise<JobEvent[]> {
  return database.jobEvent.findMany({
    where: { runId: { in: [...runIds] }, at: { gte: new Date(from - EVENTS_BEFORE_MS), lt: new Date(to) } },
    orderBy: { at: 'desc' },
    take: EVENTS_READ,
  })
}

/** Since when anything of these runs is kept, epoch ms; null: of no run. */
export async function readSince(database: Database, runs: readonly JobRun[]): Promise<number | null> {
  if (runs.length === 0) return null
  const oldest = await database.checkpoint.aggregate({
    where: { runId: { in: runs.map(({ id }) => id) } },
    _min: { triggeredAt: true },
  })
  const times = [...runs.map(({ firstSeenAt }) => firstSeenAt), oldest._min.triggeredAt].flatMap((time) => time ?? [])
  return Math.min(...times.map((time) => time.getTime()))
}
