import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { Prisma } from '../../db/generated/client.ts'
import type { TimelineBin, TimelineGap } from '../timeline-view.ts'

/** From `from` on, up to but without `to`; epoch ms. */
export interface Span {
  from: number
  to: number
}

export const BIN_MS = 5 * 60_000
/** As many together as a chart can show. */
const SLOTS = 1_000

/** What is counted of the checkpoints of a bin, in SQL; the names are those of `checkpoint_bin`. */
export const BIN_COLUMNS = `
  count(*) FILTER (WHERE status = 'completed') AS completed,
  count(*) FILTER (WHERE status = 'failed') AS failed,
  count(*) FILTER (WHERE kind = 'savepoint') AS savepoints,
  max(duration_ms) FILTER (WHERE status = 'completed') AS longest_ms,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) FILTER (WHERE status = 'completed') AS median_ms,
  max(state_size_bytes) FILTER (WHERE status = 'completed') AS state_size_bytes`

/** Several bins as one. */
const TOGETHER = Prisma.sql`
  sum(completed)::bigint AS completed, sum(failed)::bigint AS failed, sum(savepoints)::bigint AS savepoints,
  max(longest_ms) AS "longestMs", max(median_ms)::float8 AS "medianMs", max(state_size_bytes) AS "stateSizeBytes"`

/** In flight when a JobManager dies, or refused before it began: ids that a restart explains. */
export const LOST_IN_A_RESTART = 2

const measure = z.number().nullable()
const bytes = z
  .bigint()
  .nullable()
  .transform((value) => (value === null ? null : Number(value)))

const BinRow = z.object({
  from: z.number(),
  completed: z.bigint().transform(Number),
  failed: z.bigint().transform(Number),
  savepoints: z.bigint().transform(Number),
  longestMs: measure,
  medianMs: measure,
  stateSizeBytes: bytes,
})

/**
 * Five minutes each, oldest first; those in which nothing was triggered are left out. Full rows are counted now, those that
 * were dropped were counted then; a row that outlived its day is among the latter.
 */
export async function readBins(
  database: Database,
  runIds: readonly string[],
  { from, to }: Span,
): Promise<TimelineBin[]> {
  const runs = [...runIds]
  const [first, end] = [new Date(from), new Date(to)]
  const found: unknown[] = await database.$queryRaw`
    SELECT floor(extract(epoch FROM at) * 1000 / ${BIN_MS}::float8) * ${BIN_MS}::float8 AS "from",
      ${TOGETHER}
    FROM (
      SELECT min(triggered_at) AS at, ${Prisma.raw(BIN_COLUMNS)}
      FROM checkpoint
      WHERE run_id = ANY(${runs}::uuid[]) AND NOT restored AND NOT binned AND triggered_at >= ${first} AND triggered_at < ${end}
      GROUP BY floor(extract(epoch FROM triggered_at) * 1000 / ${BIN_MS}::float8)
      UNION ALL
      SELECT at, completed, failed, savepoints, longest_ms, median_ms, state_size_bytes
      FROM checkpoint_bin
      WHERE run_id = ANY(${runs}::uuid[]) AND at >= ${first} AND at < ${end}
    ) AS counted
    GROUP BY 1
    ORDER BY 1`
  return z.array(BinRow).parse(found)
}

/** The bins of a span whose full rows are gone, so many together that there are no more than a chart can show. */
export async function readCounted(
  database: Database,
  runIds: readonly string[],
  { from, to }: Span,
): Promise<{ counted: TimelineBin[]; countedBinMs: number }> {
  const countedBinMs = Math.ceil((to - from) / SLOTS / BIN_MS) * BIN_MS
  const found: unknown[] = await database.$queryRaw`
    SELECT floor(extract(epoch FROM at) * 1000 / ${countedBinMs}::float8) * ${countedBinMs}::float8 AS "from",
      ${TOGETHER}
    FROM checkpoint_bin
    WHERE run_id = ANY(${[...runIds]}::uuid[]) AND at >= ${new Date(from)} AND at < ${new Date(to)}
    GROUP BY 1
    ORDER BY 1`
  return { counted: z.array(BinRow).parse(found), countedBinMs }
}

const MissingRow = z.object({ from: z.date(), to: z.date(), missing: z.number() })

/**
 * Where ids are missing in what is left of days whose full rows are gone: from a bin to the next of its run. Those that
 * follow upon one another are one.
 */
export async function readGapsOfBins(
  database: Database,
  runIds: readonly string[],
  { from, to }: Span,
): Promise<TimelineGap[]> {
  const found: unknown[] = await database.$queryRaw`
    SELECT bin.at AS "from", bin.missing,
      COALESCE(
        (SELECT at FROM checkpoint_bin next WHERE next.run_id = bin.run_id AND next.at > bin.at ORDER BY at LIMIT 1),
        (SELECT triggered_at FROM checkpoint row WHERE row.run_id = bin.run_id AND NOT row.binned AND NOT row.restored
           AND row.triggered_at > bin.at ORDER BY triggered_at LIMIT 1),
        bin.at + interval '5 minutes') AS "to"
    FROM checkpoint_bin bin
    WHERE bin.run_id = ANY(${[...runIds]}::uuid[]) AND bin.missing > 0
      AND bin.at >= ${new Date(from)} AND bin.at < ${new Date(to)}
    ORDER BY bin.at`
  const gaps: { from: number; to: number; missing: number }[] = []
  for (const row of z.array(MissingRow).parse(found)) {
    const gap = { from: row.from.getTime(), to: row.to.getTime(), missing: row.missing }
    const last = gaps.at(-1)
    if (last === undefined || last.to < gap.from) gaps.push(gap)
    else {
      last.to = Math.max(last.to, gap.to)
      last.missing += gap.missing
    }
  }
  return gaps
}
