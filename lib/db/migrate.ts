import pg from 'pg'
import { WeirError } from '../problem.ts'
import { type Migration, readMigrations } from './migrations.ts'
import { databaseProblem } from './unreachable.ts'

// The number Prisma's own migrate command locks, so that the two exclude each other.
const MIGRATION_LOCK = 72_707_369
const CONNECT_TIMEOUT_MS = 10_000

// As Prisma makes it, so that its tools read what was applied.
// Source: prisma-engines, sql-schema-connector, flavour/postgres `create_migrations_table`.
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/**
 * Applies the migrations that are not applied yet, each in a transaction of its own, while holding a lock that lets one
 * replica at a time do so. A migration must therefore hold nothing that can't run in a transaction.
 *
 * @param url The database; its schema is the first one of its search path.
 * @param folder `prisma/migrations`.
 * @returns the names of those applied now, in order.
 * @throws WeirError `database.unreachable`; `database.migration-changed` where an applied one reads otherwise now;
 * `database.migration-missing` where the database is ahead of this version; `database.migration-failed` with the
 * database's words, after which that migration has left nothing behind.
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'weir migrate',
  })
  // Without a listener a connection that is cut while idle would end the process; the next query tells of it.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw databaseProblem(url, error)
  }
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(CREATE_TABLE)
    const applied = await appliedChecksums(client)
    const pending = pendingOf(migrations, applied)
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end() // Also gives the lock back.
  }
}

/**
 * Compares what the code brings with what the database has.
 *
 * @param applied Checksums by name.
 * @throws WeirError `database.migration-changed`, `database.migration-missing`.
 */
export function pendingOf(migrations: Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name))
  for (const name of applied.keys()) {
    if (!known.has(name)) throw new WeirError({ code: 'database.migration-missing', params: { migration: name } })
  }
  return migrations.filter(({ name, checksum }) => {
    const before = applied.get(name)
    if (before !== undefined && before !== checksum) {
      throw new WeirError({ code: 'database.migration-changed', params: { migration: name } })
    }
    return before === undefined
  })
}

/** SHA-256 sums of the applied migrations, by name. */
export async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, 1)`,
      [crypto.randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    // The connection may be what broke; then the server has rolled back already.
    await client.query('ROLLBACK').catch(() => {})
    const raw = error instanceof Error ? error.message : String(error)
    throw new WeirError({ code: 'database.migration-failed', params: { migration: name }, raw }, { cause: error })
  }
}
