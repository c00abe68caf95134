import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { WeirError } from '../problem.ts'
import { freshDatabaseUrl, MIGRATIONS } from './fresh-database.ts'
import { migrate } from './migrate.ts'

async function folderOf(migrations: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(migrations)) await put(folder, name, sql)
  return folder
}

async function put(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof WeirError ? error.problem.code : error),
  )

test('the checked-in migrations apply once, and a second run finds nothing to do', async () => {
  const url = await freshDatabaseUrl()
  expect(await migrate(url, MIGRATIONS)).not.toEqual([])
  expect(await migrate(url, MIGRATIONS)).toEqual([])
})

test('replicas that start together apply each migration once', async () => {
  const url = await freshDatabaseUrl()
  const folder = await folderOf({ '1_one': 'CREATE TABLE one (id int)', '2_two': 'CREATE TABLE two (id int)' })
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  expect(applied.flat().sort()).toEqual(['1_one', '2_two'])
})

test('an applied migration that reads otherwise now is refused, and nothing after it is applied', async () => {
  const url = await freshDatabaseUrl()
  const folder = await folderOf({ '1_one': 'CREATE TABLE one (id int)' })
  await migrate(url, folder)
  await put(folder, '1_one', 'CREATE TABLE one (id bigint)')
  await put(folder, '2_two', 'CREATE TABLE two (id int)')
  expect(await codeOf(migrate(url, folder))).toBe('database.migration-changed')
  expect(await query(url, "SELECT to_regclass('two') AS two")).toEqual([{ two: null }])
})

test('a database that is ahead of this version is refused', async () => {
  const url = await freshDatabaseUrl()
  await migrate(url, await folderOf({ '1_one': 'SELECT 1', '2_two': 'SELECT 1' }))
  expect(await codeOf(migrate(url, await folderOf({ '1_one': 'SELECT 1' })))).toBe('database.migration-missing')
})

test('a migration that fails in the middle leaves nothing behind and succeeds once mended', async () => {
  const url = await freshDatabaseUrl()
  const folder = await folderOf({ '1_one': 'CREATE TABLE one (id int); SELECT nonsense' })
  expect(await codeOf(migrate(url, folder))).toBe('database.migration-failed')
  await put(folder, '1_one', 'CREATE TABLE one (id int)')
  expect(await migrate(url, folder)).toEqual(['1_one'])
})

test('Prisma reads the record of what was applied: its columns, and the SHA-256 of the file', async () => {
  const url = await freshDatabaseUrl()
  await migrate(url, await folderOf({ '1_one': 'SELECT 1' }))
  const rows = await query(
    url,
    'SELECT checksum, migration_name, applied_steps_count, rolled_back_at, finished_at IS NOT NULL AS finished FROM _prisma_migrations',
  )
  expect(rows).toEqual([
    {
      checksum: 'e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5',
      migration_name: '1_one',
      applied_steps_count: 1,
      rolled_back_at: null,
      finished: true,
    },
  ])
})

test('a database that does not answer is told by its address, without user and password', async () => {
  const error = await migrate('postgresql://user:s3cret@127.0.0.1:1/weir', MIGRATIONS).catch(
    (caught: unknown) => caught,
  )
  expect(error).toMatchObject({ problem: { code: 'database.unreachable', params: { address: '127.0.0.1:1/weir' } } })
  expect(JSON.stringify(error)).not.toContain('s3cret')
})
