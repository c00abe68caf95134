import pg, { type ClientBase } from 'pg'
import { advisoryLockId } from '../../../db/advisory-lock.ts'
import { BINS, CHECKPOINTS, DAY_MS, DETAILS, dropDay, ensureDay, listDays, startOfDay } from './day-partitions.ts'
import { retireDay, retireKept } from './retire-checkpoints.ts'

/** How long what is kept, in days. */
export interface Retention {
  /** Full rows and their details. */
  rowDays: number
  /** Bins of five minutes, restores and failures. */
  binDays: number
}

export interface Maintained {
  /** Days of full rows that were counted into bins and dropped, as midnights in UTC. */
  retired: number[]
}

/** Made ahead, so that a server that is down over a weekend finds them when it is back. */
const DAYS_AHEAD = 3
/** A day of seven million rows is counted in about a minute. */
const STATEMENT_TIMEOUT_MS = 30 * 60_000
/** Whoever reads the table holds its lock for a moment; behind a waiting change of it everybody waits. */
const LOCK_TIMEOUT_MS = 3_000
const CONNECT_TIMEOUT_MS = 5_000
const LOCK = 'history-maintenance'

/**
 * Makes the days to come and retires those that are over, on a connection of its own. One replica at a time does so: null
 * where another does it now. What it was kept from doing by a lock is done the next time.
 *
 * @param readRetention asked under the lock, so that a change of it counts at once
 * @throws what the database says; what was done before stays
 */
export async function maintainHistory(
  databaseUrl: string,
  readRetention: () => Promise<Retention>,
  now: number,
): Promise<Maintained | null> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    application_name: 'weir history',
  })
  // Without a listener a connection that is cut while idle would end the process; the next query tells of it.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1::bigint) AS mine', [`${advisoryLockId(LOCK)}`])
    if (!rows[0]?.mine) return null
    return await maintain(client, await readRetention(), now)
  } finally {
    await client.end().catch(() => {}) // Also gives the lock back.
  }
}

async function maintain(client: ClientBase, { rowDays, binDays }: Retention, now: number): Promise<Maintained> {
  const today = startOfDay(now)
  for (const table of [CHECKPOINTS, DETAILS, BINS]) {
    for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) await ensureDay(client, table, today + ahead * DAY_MS)
  }
  const rowsFrom = today - rowDays * DAY_MS
  const binsFrom = today - binDays * DAY_MS
  const limits = { rowsFrom, binsFrom, unseenBefore: await unseenBefore(client, binDays, today), today }
  const retired = (await listDays(client, CHECKPOINTS)).filter((day) => day < rowsFrom)
  for (const day of retired) await retireDay(client, day, limits)
  await retireKept(client, limits)
  for (const day of await listDays(client, DETAILS)) if (day < rowsFrom) await dropDay(client, DETAILS, day)
  for (const day of await listDays(client, BINS)) if (day < binsFrom) await dropDay(client, BINS, day)
  const oldest = new Date(binsFrom).toISOString()
  await client.query('DELETE FROM checkpoint_detail_kept WHERE recorded_at < $1', [new Date(rowsFrom).toISOString()])
  await client.query('DELETE FROM checkpoint_bin_kept WHERE at < $1', [oldest])
  await client.query('DELETE FROM job_event WHERE at < $1', [oldest])
  await forgetUnseen(client, limits.unseenBefore)
  return { retired }
}

/**
 * What was not seen since then is over. It counts from when Weir last saw anything: a server that was down for a long time
 * forgets nothing before it has looked.
 */
async function unseenBefore(client: ClientBase, binDays: number, today: number): Promise<number> {
  const { rows } = await client.query<{ at: Date | null }>('SELECT max(last_seen_at) AS at FROM cluster')
  return startOfDay(Math.min(today, rows[0]?.at?.getTime() ?? today)) - binDays * DAY_MS
}

/** Runs of which nothing is kept any more, and clusters without runs; a run that ended unseen has ended when last seen. */
async function forgetUnseen(client: ClientBase, before: number): Promise<void> {
  const oldest = new Date(before).toISOString()
  await client.query('UPDATE job_run SET ended_at = last_seen_at WHERE ended_at IS NULL AND last_seen_at < $1', [
    oldest,
  ])
  await client.query(
    `DELETE FROM job_run WHERE last_seen_at < $1
       AND NOT EXISTS (SELECT FROM checkpoint WHERE checkpoint.run_id = job_run.id)`,
    [oldest],
  )
  await client.query(
    `DELETE FROM cluster WHERE last_seen_at < $1
       AND NOT EXISTS (SELECT FROM job_run WHERE job_run.cluster_id = cluster.id)`,
    [oldest],
  )
}
