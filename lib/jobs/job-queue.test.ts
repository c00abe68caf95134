import { once } from 'node:events'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../db/client.ts'
import { freshDatabaseUrl } from '../db/fresh-database.ts'
import { type JobQueue, type OperationJob, openJobQueue } from './job-queue.ts'

/** A worker that takes jobs on and follows them until it is told to let go. */
async function follower(url: string): Promise<{ queue: JobQueue; taken: Promise<string> }> {
  let take: (operationId: string) => void = () => undefined
  const taken = new Promise<string>((resolve) => {
    take = resolve
  })
  const queue = await openJobQueue(url, async ({ operationId, signal }: OperationJob) => {
    take(operationId)
    if (!signal.aborted) await once(signal, 'abort')
    signal.throwIfAborted()
    return 'ended'
  })
  onTestFinished(() => queue.stop())
  return { queue, taken }
}

async function jobs(url: string): Promise<{ state: string; due: boolean }[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select state::text, start_after <= now() as due from weir_jobs.job where name = 'operation' order by created_on`,
    )
    return rows
  } finally {
    await client.end()
  }
}

it('a worker that ends lets go of its operation, and another one goes on with it without waiting for a retry', async () => {
  const url = await freshDatabaseUrl()
  const database = await openDatabase(url)
  onTestFinished(() => database.$disconnect())
  const first = await follower(url)
  await database.$transaction((tx) => first.queue.send(tx, 'a-savepoint'))
  expect(await first.taken).toBe('a-savepoint')
  await first.queue.stop()
  const left = await jobs(url)
  // Due now and of no worker: were it a failed job, its retry would be later.
  expect(left.pop()).toEqual({ state: 'created', due: true })
  // A worker that was asking when it was told to stop may have had it, too, and let go of it again.
  expect(left.every(({ state }) => state === 'completed')).toBe(true)
  const second = await follower(url)
  expect(await second.taken).toBe('a-savepoint')
})

it('an operation that waits is handed on, and its worker is free for others meanwhile', async () => {
  const url = await freshDatabaseUrl()
  const database = await openDatabase(url)
  onTestFinished(() => database.$disconnect())
  const seen: string[] = []
  const second = Promise.withResolvers<void>()
  const queue = await openJobQueue(url, async ({ operationId }) => {
    seen.push(operationId)
    if (seen.length === 2) second.resolve()
    return seen.length === 1 ? { againInMs: 500 } : 'ended'
  })
  onTestFinished(() => queue.stop())
  await database.$transaction((tx) => queue.send(tx, 'silent'))
  await second.promise
  expect(seen).toEqual(['silent', 'silent'])
  await expect.poll(async () => (await jobs(url)).map(({ state }) => state)).toEqual(['completed', 'completed'])
})

it('an order whose transaction is rolled back leaves no job', async () => {
  const url = await freshDatabaseUrl()
  const database = await openDatabase(url)
  onTestFinished(() => database.$disconnect())
  const queue = await openJobQueue(url, async () => 'ended')
  onTestFinished(() => queue.stop())
  const rolledBack = database.$transaction(async (tx) => {
    await queue.send(tx, 'never')
    throw new Error('taken back')
  })
  await expect(rolledBack).rejects.toThrow('taken back')
  expect(await jobs(url)).toEqual([])
})
