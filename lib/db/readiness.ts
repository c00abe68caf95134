import { join } from 'node:path'
import pg from 'pg'
import { type Problem, WeirError } from '../problem.ts'
import { appliedChecksums, pendingOf } from './migrate.ts'
import { readMigrations } from './migrations.ts'
import { databaseProblem } from './unreachable.ts'

const TIMEOUT_MS = 2_000

/**
 * Asks the database over a connection of its own, so that a pool that is used up does not look like a dead database.
 *
 * @param folder The migrations this version brings; they stand beside the built server.
 * @returns null where it answers and has exactly these migrations; else `database.unreachable`,
 * `database.migrations-pending` with `count`, `database.migration-changed` or `database.migration-missing`.
 */
export async function checkDatabase(
  url: string,
  folder = join(process.cwd(), 'prisma', 'migrations'),
): Promise<Problem | null> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
    application_name: 'weir readiness',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const pending = pendingOf(migrations, await appliedChecksums(client))
    return pending.length > 0 ? { code: 'database.migrations-pending', params: { count: pending.length } } : null
  } catch (error) {
    if (isUndefinedTable(error)) return { code: 'database.migrations-pending', params: { count: migrations.length } }
    return error instanceof WeirError ? error.problem : databaseProblem(url, error).problem
  } finally {
    await client.end().catch(() => {})
  }
}

function isUndefinedTable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42P01'
}
