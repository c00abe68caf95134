import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type Database, openDatabase } from './client.ts'
import { migrate } from './migrate.ts'

/** The checked-in migrations. */
export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'prisma', 'migrations')

/** For tests: an empty database of its own on a real PostgreSQL, dropped when the test is over. */
export async function freshDatabaseUrl(): Promise<string> {
  const server = inject('postgresUrl')
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await run(server, `CREATE DATABASE ${name}`)
  onTestFinished(() => run(server, `DROP DATABASE ${name} WITH (FORCE)`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** For tests: the same with the schema of today, opened, and closed when the test is over. */
export async function freshDatabase(): Promise<Database> {
  const url = await freshDatabaseUrl()
  await migrate(url, MIGRATIONS)
  const database = await openDatabase(url)
  onTestFinished(() => database.$disconnect())
  return database
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
