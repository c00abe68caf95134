import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { localContext } from '../../auth/context.ts'
import type { Database } from '../../db/client.ts'
import { freshDatabase } from '../../db/fresh-database.ts'
import { openFleet, setFleet } from '../../fleet/fleet.ts'
import { DAY_MS, startOfDay } from '../../fleet/record/maintenance/day-partitions.ts'
import { readRetention } from '../../fleet/record/maintenance/retention.ts'
import { WeirError } from '../../problem.ts'
import { changeHistory } from './change-history.ts'
import { readHistorySettings } from './history-settings.ts'

const ctx = localContext(new Headers({ host: '127.0.0.1:3000' }))
// Where history is maintained after a change; nobody answers there, which is told to the log and to nobody else.
beforeAll(() => vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none'))
afterAll(() => vi.unstubAllEnvs())

let database: Database
beforeEach(async () => {
  database = await freshDatabase()
  const fleet = openFleet({ database, demo: false, connections: [], locations: [] })
  setFleet(fleet)
  onTestFinished(async () => {
    setFleet(undefined)
    await fleet.close()
  })
})

test('without a choice rows are kept for seven days', async () => {
  expect(await readHistorySettings()).toMatchObject({ rowDays: 7, binDays: 90, rows: 0, perDay: null })
})

test('a choice holds from then on, and is read by what maintains history', async () => {
  expect(await changeHistory({ ctx, input: { rowDays: 14 } })).toBe(14)
  expect((await readHistorySettings()).rowDays).toBe(14)
  expect(await readRetention(database)).toEqual({ rowDays: 14, binDays: 90 })
  expect(await database.audit.findMany()).toMatchObject([
    { verb: 'history.change', actor: 'local', detail: { from: 7, to: 14 } },
  ])
})

test('who has no right to it changes nothing', async () => {
  const require = () => {
    throw new WeirError({ code: 'auth.forbidden' })
  }
  await expect(changeHistory({ ctx: { ...ctx, require }, input: { rowDays: 14 } })).rejects.toThrow('auth.forbidden')
  expect((await readHistorySettings()).rowDays).toBe(7)
  expect(await database.audit.count()).toBe(0)
})

test.each([0, 91, 1.5, Number.NaN, -3])('%s days are refused with what is possible', async (rowDays) => {
  await expect(changeHistory({ ctx, input: { rowDays } })).rejects.toMatchObject({
    problem: { code: 'history.days-invalid', params: { min: 1, max: 90 } },
  })
  expect((await readHistorySettings()).rowDays).toBe(7)
})

test('a choice that can’t be read counts for none', async () => {
  await database.setting.create({ data: { key: 'history', value: { rowDays: 'many' }, updatedAt: new Date() } })
  expect(await readRetention(database)).toEqual({ rowDays: 7, binDays: 90 })
})

test('size and growth are measured where enough was recorded', async () => {
  // Tomorrow noon: that day has its partition, and the hour before is the same day whenever the test runs.
  const now = startOfDay(Date.now()) + 1.5 * DAY_MS
  vi.setSystemTime(now)
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const connection = await database.connection.create({ data: { kind: 'flink', name: 'a', origin: 'arguments' } })
  const at = new Date(now - 3_600_000)
  const seen = { firstSeenAt: at, lastSeenAt: at }
  const cluster = await database.cluster.create({
    data: { connectionId: connection.id, namespace: '-', name: 'a', uid: 'a', uidKind: 'address', ...seen },
  })
  const id = crypto.randomUUID()
  await database.jobRun.create({
    data: { id, clusterId: cluster.id, jobId: 'a'.repeat(32), startKey: 'a', lineageId: id, ...seen },
  })
  await database.checkpoint.createMany({
    data: Array.from({ length: 2_000 }, (_, index) => ({
      runId: id,
      checkpointId: BigInt(index),
      status: 'completed',
      triggeredAt: at,
      ...seen,
    })),
  })
  await database.$executeRaw`ANALYZE checkpoint`
  const { rows, rowBytes, perDay } = await readHistorySettings()
  expect(rows).toBe(2_000)
  expect(rowBytes).toBeGreaterThan(2_000 * 100)
  // An hour of them makes a day of 24 times as many.
  expect(perDay?.rows).toBeGreaterThan(47_000)
  expect(perDay?.rows).toBeLessThan(48_100)
  expect(perDay?.bytes).toBeGreaterThan(24 * 2_000 * 100)
})
