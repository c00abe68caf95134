import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from './postgres.mjs'
import { postmasterState } from './postgres-orphan.mjs'
import { identifyProcess } from './process-identity.mjs'

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weir-postgres-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

test('what was written is there after the next start; the password is nobody else’s to read', async () => {
  const folder = dataFolder()
  const first = await startPostgres(folder)
  await ask(first.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
  expect(statSync(join(folder, 'postgres.password')).mode & 0o077).toBe(0)
  const second = await startPostgres(folder)
  onTestFinished(second.stop)
  expect(await ask(second.url('postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('a wrong password is refused', async () => {
  const postgres = await startPostgres(dataFolder())
  onTestFinished(postgres.stop)
  const url = new URL(postgres.url('postgres'))
  url.password = 'guess'
  await expect(ask(url.href, 'SELECT 1')).rejects.toThrowError(/password/)
})

test('the server that a killed launcher left behind is ended, and its data are whole', async () => {
  const folder = dataFolder()
  const script = `
    import pg from 'pg'
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.mjs'))}
    const postgres = await startPostgres(${JSON.stringify(folder)})
    const client = new pg.Client(postgres.url('postgres'))
    await client.connect()
    await client.query('CREATE TABLE kept AS SELECT 42 AS answer')
    process.kill(process.pid, 'SIGKILL')`
  const launcher = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  })
  await once(launcher, 'exit')
  const orphan = identifyProcess(postmasterState(join(folder, 'postgres'))?.pid ?? 0)
  expect(orphan).not.toBeNull()

  const next = await startPostgres(folder)
  onTestFinished(next.stop)
  expect(identifyProcess(orphan?.pid ?? 0)?.startedAt).not.toBe(orphan?.startedAt)
  expect(await ask(next.url('postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('a process that is no server of this folder is left alone', async () => {
  const folder = dataFolder()
  const first = await startPostgres(folder)
  await first.stop()
  const data = join(folder, 'postgres')
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n5432\n\n127.0.0.1\n0\nready\n`)
  const second = await startPostgres(folder) // Ends this very test run if it takes us for an orphan.
  onTestFinished(second.stop)
  expect(await ask(second.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('data of another PostgreSQL are not touched', async () => {
  const folder = dataFolder()
  const first = await startPostgres(folder)
  await first.stop()
  const version = join(folder, 'postgres', 'PG_VERSION')
  const before = readFileSync(version, 'utf8')
  writeFileSync(version, '9\n')
  await expect(startPostgres(folder)).rejects.toThrowError(/PostgreSQL 9 .*--data-dir/)
  writeFileSync(version, before)
})
