import type { ClientBase } from 'pg'

// Tables kept in partitions by day. Their names never come from outside, so they may stand in SQL.

export const DAY_MS = 86_400_000

/** A table in partitions, and the column that says which day a row is of. */
export interface DayTable {
  table: 'checkpoint' | 'checkpoint_detail' | 'checkpoint_bin'
  column: 'first_seen_at' | 'recorded_at' | 'at'
}

export const CHECKPOINTS: DayTable = { table: 'checkpoint', column: 'first_seen_at' }
export const DETAILS: DayTable = { table: 'checkpoint_detail', column: 'recorded_at' }
export const BINS: DayTable = { table: 'checkpoint_bin', column: 'at' }

/** What belongs to no day that is there: rows that outlived theirs. */
export function keptTable({ table }: DayTable): string {
  return `${table}_kept`
}

/** Midnight in UTC. */
export function startOfDay(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS
}

/** `checkpoint_20261121` */
export function partitionOf({ table }: DayTable, day: number): string {
  return `${table}_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`
}

/** The days that have a partition, oldest first, as midnights in UTC (epoch ms). */
export async function listDays(client: ClientBase, of: DayTable): Promise<number[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits
     JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = $1::regclass`,
    [of.table],
  )
  return rows
    .flatMap(({ name }) => {
      const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
      return year === undefined ? [] : [Date.parse(`${year}-${month}-${day}T00:00:00Z`)]
    })
    .sort((a, b) => a - b)
}

/**
 * Makes the partition of a day where there is none. Rows of that day that went into the default partition meanwhile are
 * moved: nothing is lost where this was late.
 */
export async function ensureDay(client: ClientBase, of: DayTable, day: number): Promise<void> {
  const name = partitionOf(of, day)
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [name])
  if (rows[0]?.there) return
  const from = new Date(day).toISOString()
  const to = new Date(day + DAY_MS).toISOString()
  await inTransaction(client, async () => {
    // A row of that day that is written meanwhile would be behind the move, or on its way to the default partition.
    await client.query(`LOCK TABLE ONLY ${of.table} IN ACCESS EXCLUSIVE MODE`)
    await client.query(`CREATE TABLE ${name} (LIKE ${of.table} INCLUDING ALL)`)
    await client.query(
      `WITH moved AS (DELETE FROM ${keptTable(of)} WHERE ${of.column} >= $1 AND ${of.column} < $2 RETURNING *)
       INSERT INTO ${name} SELECT * FROM moved`,
      [from, to],
    )
    await client.query(`ALTER TABLE ${of.table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`)
  })
}

/** Drops a day with all that is in it. */
export async function dropDay(client: ClientBase, of: DayTable, day: number): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${partitionOf(of, day)}`)
}

export async function inTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
