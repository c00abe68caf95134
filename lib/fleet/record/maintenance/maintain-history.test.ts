import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { advisoryLockId } from '../../../db/advisory-lock.ts'
import { openDatabase } from '../../../db/client.ts'
import { freshDatabaseUrl, MIGRATIONS } from '../../../db/fresh-database.ts'
import { migrate } from '../../../db/migrate.ts'
import { readBins } from '../bins.ts'
import { readGaps, readWindow } from '../read-timeline.ts'
import { DAY_MS, startOfDay } from './day-partitions.ts'
import { maintainHistory } from './maintain-history.ts'

const minute = 60_000
const today = startOfDay(Date.now())
const noon = today + 12 * 60 * minute
const retention = { rowDays: 7, binDays: 90 }

async function setUp() {
  const url = await freshDatabaseUrl()
  await migrate(url, MIGRATIONS)
  const database = await openDatabase(url)
  onTestFinished(() => database.$disconnect())
  const connection = await database.connection.create({ data: { kind: 'flink', name: 'a', origin: 'arguments' } })
  const at = new Date(noon)
  const names = { namespace: '-', name: 'a', uid: 'a', uidKind: 'address' }
  const cluster = await database.cluster.create({
    data: { connectionId: connection.id, ...names, firstSeenAt: at, lastSeenAt: at },
  })
  const addRun = async (change: object = {}) => {
    const id = crypto.randomUUID()
    const seen = { firstSeenAt: at, lastSeenAt: at }
    const data = { id, clusterId: cluster.id, jobId: 'a'.repeat(32), startKey: id, lineageId: id, ...seen, ...change }
    return (await database.jobRun.create({ data })).id
  }
  /** @param change of the row with this index */
  const addRows = (runId: string, firstId: number, times: number[], change: (index: number) => object = () => ({})) =>
    database.checkpoint.createMany({
      data: times.map((time, index) => ({
        runId,
        checkpointId: BigInt(firstId + index),
        status: 'completed',
        kind: 'checkpoint',
        triggeredAt: new Date(time),
        durationMs: 100 + index,
        stateSizeBytes: 1_000n,
        firstSeenAt: new Date(time),
        lastSeenAt: new Date(time),
        ...change(index),
      })),
    })
  const idsOf = async (runId: string) => {
    const rows = await database.checkpoint.findMany({ where: { runId }, orderBy: { checkpointId: 'asc' } })
    return rows.map(({ checkpointId }) => Number(checkpointId))
  }
  const maintain = (now: number, kept = retention) => maintainHistory(url, async () => kept, now)
  return { url, database, addRun, addRows, idsOf, maintain }
}

const every = (fromTime: number, count: number, stepMs = minute) =>
  Array.from({ length: count }, (_, index) => fromTime + index * stepMs)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('a day that is over leaves its bins, the newest rows and the savepoints, and can be gone over again', async () => {
  const { database, addRun, addRows, idsOf, maintain } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 400), (index) =>
    index === 10 ? { status: 'failed' } : index === 20 ? { kind: 'savepoint' } : index === 30 ? savepointDiscarded : {},
  )
  expect((await maintain(noon + 7 * DAY_MS))?.retired).toEqual([])
  expect(await idsOf(run)).toHaveLength(400)

  const before = await readBins(database, [run], { from: today, to: today + DAY_MS })
  const later = noon + 8 * DAY_MS
  expect((await maintain(later))?.retired).toContain(today)
  expect(await idsOf(run)).toEqual([21, ...range(351, 400)])
  expect(await readBins(database, [run], { from: today, to: today + DAY_MS })).toEqual(before)
  expect(await maintain(later)).toEqual({ retired: [] })
  expect(await readBins(database, [run], { from: today, to: today + DAY_MS })).toEqual(before)
  const { checkpoints } = await readWindow(database, [run], { from: noon, to: noon + 30 * minute })
  expect(checkpoints.map(({ checkpointId }) => checkpointId)).toEqual([21])
})

const savepointDiscarded = { kind: 'savepoint', discarded: true }

test('what HA names, what a run began from and its newest completed checkpoint survive, however old', async () => {
  const { addRun, addRows, idsOf, maintain } = await setUp()
  const failing = await addRun()
  await addRows(failing, 1, every(noon, 300), (index) => (index < 100 ? {} : { status: 'failed' }))
  const named = await addRun()
  await addRows(named, 1, every(noon, 300), (index) =>
    index === 5 ? { seen: { ha: { named: true, at: noon } } } : { seen: { ha: { named: false, at: noon } } },
  )
  const origin = await addRun({ endedAt: new Date(noon) })
  await addRows(origin, 1, every(noon, 300), (index) => ({ normalisedPath: `file:///srv/chk-${index + 1}` }))
  await addRun({ restoredFromPath: 'file:///srv/chk-7' })
  const restored = await addRun({ restoredCheckpointId: 7n })
  await addRows(restored, 7, every(noon, 300), (index) => ({ restored: index === 0 }))

  await maintain(noon + 8 * DAY_MS)
  expect(await idsOf(failing)).toEqual([100, ...range(251, 300)])
  expect(await idsOf(named)).toEqual([6, ...range(251, 300)])
  expect(await idsOf(origin)).toEqual([7, ...range(251, 300)])
  expect(await idsOf(restored)).toEqual([7, ...range(257, 306)])
})

test('what outlived its day is let go when it is no longer needed', async () => {
  const { addRun, addRows, idsOf, maintain } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 100))
  await maintain(noon + 8 * DAY_MS)
  expect(await idsOf(run)).toEqual(range(51, 100))
  const back = noon + 8 * DAY_MS
  await addRows(run, 101, every(back, 60))
  await maintain(back)
  expect(await idsOf(run)).toEqual(range(101, 160))
})

test('rows of a day that had no partition are not lost: they move to it once it is made', async () => {
  const { database, addRun, addRows, maintain, idsOf } = await setUp()
  const run = await addRun()
  const late = noon + 30 * DAY_MS
  await addRows(run, 1, every(late, 10))
  expect(await database.$queryRaw`SELECT count(*)::int AS rows FROM checkpoint_kept`).toEqual([{ rows: 10 }])
  await maintain(late)
  expect(await database.$queryRaw`SELECT count(*)::int AS rows FROM checkpoint_kept`).toEqual([{ rows: 0 }])
  expect(await idsOf(run)).toEqual(range(1, 10))
})

test('a day in which Weir was down for long is counted from where its rows went', async () => {
  const { database, addRun, addRows, maintain, idsOf } = await setUp()
  const run = await addRun()
  const old = noon + 30 * DAY_MS
  await addRows(run, 1, every(old, 100))
  await maintain(old + 20 * DAY_MS)
  expect(await idsOf(run)).toEqual(range(51, 100))
  const bins = await readBins(database, [run], { from: old, to: old + DAY_MS })
  expect(bins.reduce((sum, { completed }) => sum + completed, 0)).toBe(100)
  await maintain(old + 20 * DAY_MS)
  expect(await readBins(database, [run], { from: old, to: old + DAY_MS })).toEqual(bins)
})

test('bins, events and details go when their own time is over', async () => {
  const { database, addRun, addRows, maintain } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 100))
  await database.jobEvent.create({ data: { runId: run, kind: 'failure', at: new Date(noon) } })
  const encoded = new Uint8Array([1])
  await database.checkpointDetail.create({
    data: { runId: run, checkpointId: 1n, encoded, recordedAt: new Date(noon) },
  })
  await maintain(noon + 8 * DAY_MS)
  expect(await database.checkpointDetail.count()).toBe(0)
  expect(await database.jobEvent.count()).toBe(1)
  expect(await database.checkpointBin.count()).toBe(20)
  await maintain(noon + 91 * DAY_MS)
  expect(await database.checkpointBin.count()).toBe(0)
  expect(await database.jobEvent.count()).toBe(0)
})

test('one replica at a time does it', async () => {
  const { url, maintain } = await setUp()
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query('SELECT pg_advisory_lock($1::bigint)', [`${advisoryLockId('history-maintenance')}`])
  expect(await maintain(noon)).toBeNull()
  await other.end()
  await expect.poll(() => maintain(noon)).not.toBeNull()
})

test('a crash in the middle leaves the day as it was', async () => {
  const { url, database, addRun, addRows, maintain, idsOf } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 100))
  // A reader in a transaction holds the table: the day can't leave.
  const reader = new pg.Client({ connectionString: url })
  await reader.connect()
  await reader.query('BEGIN')
  await reader.query('SELECT count(*) FROM checkpoint')
  await expect(maintain(noon + 8 * DAY_MS)).rejects.toThrow(/lock timeout/)
  expect(await idsOf(run)).toHaveLength(100)
  expect(await database.checkpointBin.count()).toBe(0)
  await reader.query('COMMIT')
  await reader.end()
  await maintain(noon + 8 * DAY_MS)
  expect(await idsOf(run)).toEqual(range(51, 100))
})

test('a gap is told after the day it is of was dropped, up to the day that is still there', async () => {
  const { database, addRun, addRows, maintain } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 10))
  await addRows(run, 31, every(noon + 30 * minute, 100))
  await addRows(run, 200, every(noon + DAY_MS, 100))
  const span = { from: today, to: today + 2 * DAY_MS }
  const before = await readGaps(database, [run], span)
  expect(before.map(({ missing }) => missing)).toEqual([20, 69])
  await maintain(noon + 8 * DAY_MS)
  expect(await readGaps(database, [run], span)).toEqual([
    { from: noon + 5 * minute, to: noon + 30 * minute, missing: 20 },
    { from: noon + 125 * minute, to: noon + DAY_MS, missing: 69 },
  ])
  await maintain(noon + 20 * DAY_MS)
  expect((await readGaps(database, [run], span)).map(({ missing }) => missing)).toEqual([20, 69])
})

test('one that a restart took with it is no gap, in bins neither', async () => {
  const { database, addRun, addRows, maintain } = await setUp()
  const run = await addRun()
  await database.jobEvent.create({ data: { runId: run, kind: 'restored', at: new Date(noon + 10 * minute) } })
  await addRows(run, 1, every(noon, 10))
  await addRows(run, 12, every(noon + 11 * minute, 100))
  await maintain(noon + 8 * DAY_MS)
  expect(await readGaps(database, [run], { from: today, to: today + DAY_MS })).toEqual([])
})

test('a clock that is wrong makes no days: what it says is counted beside them', async () => {
  const { database, addRun, addRows, maintain } = await setUp()
  const run = await addRun()
  const wrong = noon + 3_650 * DAY_MS
  await addRows(run, 1, every(noon, 100), (index) => (index % 2 === 0 ? { triggeredAt: new Date(wrong) } : {}))
  await maintain(noon + 8 * DAY_MS)
  const bins = await readBins(database, [run], { from: today, to: wrong + DAY_MS })
  expect(bins.reduce((sum, { completed }) => sum + completed, 0)).toBe(100)
  const days: unknown[] = await database.$queryRaw`
    SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'checkpoint_bin'::regclass`
  expect(days.length).toBeLessThan(20)
})

test('a run that was not seen for long is forgotten with its cluster, but for its savepoints', async () => {
  const { database, addRun, addRows, idsOf, maintain } = await setUp()
  const [gone, saved, living] = [await addRun(), await addRun(), await addRun()]
  await addRows(gone, 1, every(noon, 100))
  await addRows(saved, 1, every(noon, 100), (index) => (index === 40 ? { kind: 'savepoint' } : {}))
  const later = noon + 92 * DAY_MS
  await maintain(later)
  expect(await database.jobRun.count()).toBe(3) // Weir itself saw nothing since.

  await database.jobRun.update({ where: { id: living }, data: { lastSeenAt: new Date(later) } })
  await database.cluster.updateMany({ data: { lastSeenAt: new Date(later) } })
  await maintain(later)
  expect(await database.jobRun.findMany({ select: { id: true, endedAt: true }, orderBy: { endedAt: 'asc' } })).toEqual([
    { id: saved, endedAt: new Date(noon) },
    { id: living, endedAt: null },
  ])
  expect(await idsOf(saved)).toEqual([41])
})

test('who writes while a day is dropped waits and loses nothing', async () => {
  const { url, database, addRun, addRows, idsOf, maintain } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 2_000, 10_000))
  const back = noon + 8 * DAY_MS
  const writer = new pg.Client({ connectionString: url })
  await writer.connect()
  onTestFinished(() => writer.end())
  let going = true
  let written = 2_000
  const writing = (async () => {
    while (going) {
      written += 1
      await writer.query(
        `INSERT INTO checkpoint (run_id, checkpoint_id, status, triggered_at, first_seen_at, last_seen_at)
         VALUES ($1, $2, 'completed', $3, $3, $3)`,
        [run, written, new Date(back)],
      )
    }
  })()
  try {
    expect((await maintain(back))?.retired).toContain(today)
  } finally {
    going = false
    await writing
  }
  const ids = await idsOf(run)
  expect(ids.filter((id) => id > 2_000)).toEqual(range(2_001, written))
  const bins = await readBins(database, [run], { from: today, to: back + DAY_MS })
  expect(bins.reduce((sum, { completed }) => sum + completed, 0)).toBe(written)
})

test('what ends between the detaching of a day and its end leaves the day as it was', async () => {
  const { url, database, addRun, addRows, idsOf, maintain } = await setUp()
  const run = await addRun()
  await addRows(run, 1, every(noon, 100))
  // What moves to the default partition is refused: the day has been detached by then.
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query('ALTER TABLE checkpoint_kept ADD CONSTRAINT nothing_more CHECK (false) NOT VALID')
  await expect(maintain(noon + 8 * DAY_MS)).rejects.toThrow(/nothing_more/)
  expect(await idsOf(run)).toHaveLength(100)
  expect(await database.checkpointBin.count()).toBe(0)
  await other.query('ALTER TABLE checkpoint_kept DROP CONSTRAINT nothing_more')
  await other.end()
  await maintain(noon + 8 * DAY_MS)
  expect(await idsOf(run)).toEqual(range(51, 100))
})
