import { z } from 'zod'
import type { Database } from '../../../db/client.ts'
import { DAY_MS, startOfDay } from './day-partitions.ts'

export interface HistorySize {
  /** Checkpoints in full, about: PostgreSQL's own count. */
  rows: number
  /** Full rows, their details and all indexes. */
  rowBytes: number
  binBytes: number
  /** Measured since the start of yesterday; null where that is too little to say. */
  perDay: { rows: number; bytes: number } | null
}

const Part = z.object({
  table: z.enum(['checkpoint', 'checkpoint_detail', 'checkpoint_bin']),
  name: z.string(),
  bytes: z.bigint().transform(Number),
  rows: z.number(),
})

/** Less is mostly the empty pages every table begins with. */
const ROWS_THAT_TELL = 1_000
/** A row with its indexes and its details as `npm run bench -- history` measures it. */
export const BYTES_A_ROW = 1_500
const SHORTEST_MS = 10 * 60_000

/** How much history there is, and how fast it grows. Costs the same however much there is. */
export async function measureHistory(database: Database, now: number): Promise<HistorySize> {
  const found: unknown[] = await database.$queryRaw`
    SELECT parent.relname AS "table", child.relname AS name, pg_total_relation_size(child.oid) AS bytes,
      GREATEST(child.reltuples, stat.n_live_tup, 0)::float8 AS rows
    FROM pg_inherits
    JOIN pg_class parent ON parent.oid = inhparent
    JOIN pg_class child ON child.oid = inhrelid
    LEFT JOIN pg_stat_user_tables stat ON stat.relid = child.oid
    WHERE parent.oid IN ('checkpoint'::regclass, 'checkpoint_detail'::regclass, 'checkpoint_bin'::regclass)
      AND child.relkind = 'r'`
  const parts = z.array(Part).parse(found)
  const ofRows = parts.filter(({ table }) => table !== 'checkpoint_bin')
  return {
    rows: sum(parts.filter(({ table }) => table === 'checkpoint').map(({ rows }) => rows)),
    rowBytes: sum(ofRows.map(({ bytes }) => bytes)),
    binBytes: sum(parts.filter(({ table }) => table === 'checkpoint_bin').map(({ bytes }) => bytes)),
    perDay: await growth(database, ofRows, now),
  }
}

async function growth(database: Database, parts: z.output<typeof Part>[], now: number): Promise<HistorySize['perDay']> {
  const today = startOfDay(now)
  const names = [today, today - DAY_MS].map((day) => `_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`)
  const recent = parts.filter(({ name }) => names.some((day) => name.endsWith(day)))
  const rows = sum(recent.filter(({ table }) => table === 'checkpoint').map((part) => part.rows))
  const first = await database.checkpoint.findFirst({
    where: { firstSeenAt: { gte: new Date(today - DAY_MS) } },
    // Rows lie in the order they were written, so the first is about the oldest, without a sort of millions.
    select: { firstSeenAt: true },
  })
  if (first === null || rows === 0) return null
  const spanMs = now - first.firstSeenAt.getTime()
  if (spanMs < SHORTEST_MS) return null
  const rowsPerDay = (rows * DAY_MS) / spanMs
  const bytesPerRow = rows < ROWS_THAT_TELL ? BYTES_A_ROW : sum(recent.map(({ bytes }) => bytes)) / rows
  return { rows: Math.round(rowsPerDay), bytes: Math.round(rowsPerDay * bytesPerRow) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
