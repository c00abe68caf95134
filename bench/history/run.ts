import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../bin/launcher/postgres.mjs'
import { type Database, openDatabase } from '../../lib/db/client.ts'
import { migrate } from '../../lib/db/migrate.ts'
import { readBins } from '../../lib/fleet/record/bins.ts'
import {
  CHECKPOINTS,
  DAY_MS,
  DETAILS,
  ensureDay,
  startOfDay,
} from '../../lib/fleet/record/maintenance/day-partitions.ts'
import { maintainHistory } from '../../lib/fleet/record/maintenance/maintain-history.ts'
import { readWindow } from '../../lib/fleet/record/read-timeline.ts'
import { recorder } from '../../lib/fleet/record/recorder.ts'
import { fillDay, MIGRATIONS, makeRuns, ROWS_A_RUN } from './fill.ts'
import { SimulatedCluster } from './observations.ts'
import { type HistoryFigures, historyTable, writeHistory } from './report.ts'

const RECORD_FOR_MS = 20_000
/** A hundred jobs, each with a week of history: a million rows. */
const CLUSTERS = 20
const DAYS_BEHIND = 7
const AT_ONCE = 8
const RUNS_OF_A_DAY = 350
const READS = 20

/** Measures the record on a PostgreSQL of its own, which it makes and removes. */
export async function history({ json, write }: { json: boolean; write: boolean }): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'weir-bench-history-'))
  const postgres = await startPostgres(dataDir)
  try {
    const url = await newDatabase(postgres.url)
    const database = await openDatabase(url)
    try {
      const figures = await measure(database, url)
      process.stdout.write(json ? `${JSON.stringify(figures)}\n` : historyTable(figures))
      if (write) await writeHistory(figures)
    } finally {
      await database.$disconnect()
    }
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function newDatabase(urlOf: (database: string) => string): Promise<string> {
  const client = new pg.Client({ connectionString: urlOf('postgres') })
  await client.connect()
  await client.query('CREATE DATABASE bench')
  await client.end()
  await migrate(urlOf('bench'), MIGRATIONS)
  return urlOf('bench')
}

async function measure(database: Database, url: string): Promise<HistoryFigures> {
  const connection = await database.connection.create({
    data: { kind: 'kubernetes', name: 'bench', origin: 'arguments', clusterUid: 'bench' },
  })
  const recorded = await measureRecorder(database, url, connection.id)
  const cluster = await database.cluster.findFirstOrThrow()
  const today = startOfDay(Date.now())
  const sizeBefore = await sizes(database)
  const runs = await makeRuns(database, cluster.id, RUNS_OF_A_DAY, today)
  await fillDay(database, runs, today)
  const sizeAfter = await sizes(database)
  const rows = RUNS_OF_A_DAY * ROWS_A_RUN
  await database.$executeRawUnsafe('ANALYZE checkpoint')
  const readMs = await measureReads(database, runs, today)
  const retireBefore = (day: number) =>
    maintainHistory(url, async () => ({ rowDays: 7, binDays: 90 }), day + 7 * DAY_MS)
  await retireBefore(today)
  const started = performance.now()
  await retireBefore(today + DAY_MS)
  const retireMs = performance.now() - started
  const bins = await database.checkpointBin.count()
  return {
    ...recorded,
    rows,
    rowBytes: (sizeAfter.checkpoint - sizeBefore.checkpoint) / rows,
    detailBytes: (sizeAfter.detail - sizeBefore.detail) / rows,
    binBytes: (await sizes(database)).bin / bins,
    readMs,
    retireMs,
  }
}

/** Checkpoints a second through the recorder, into runs that have a week of them already. */
async function measureRecorder(
  database: Database,
  url: string,
  connectionRowId: string,
): Promise<{ checkpointsPerSecond: number; clusters: number }> {
  const record = recorder(database)
  const behind = DAYS_BEHIND * ROWS_A_RUN
  const clusters = Array.from({ length: CLUSTERS }, (_, index) => new SimulatedCluster(connectionRowId, index, behind))
  const recordNext = async (cluster: SimulatedCluster) =>
    void (await record.record(cluster.next(Date.now()), Date.now()))
  await inTurn(clusters, Date.now() + 60_000, recordNext, CLUSTERS)
  await fillWeek(database, url)
  const started = performance.now()
  const done = await inTurn(clusters, Date.now() + RECORD_FOR_MS, recordNext)
  return { checkpointsPerSecond: done / ((performance.now() - started) / 1_000), clusters: CLUSTERS }
}

/** What all runs that are there would have recorded in the days before. */
async function fillWeek(database: Database, url: string): Promise<void> {
  const today = startOfDay(Date.now())
  const days = Array.from({ length: DAYS_BEHIND }, (_, index) => today - (DAYS_BEHIND - index) * DAY_MS)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const day of days) for (const table of [CHECKPOINTS, DETAILS]) await ensureDay(client, table, day)
  await client.end()
  const runs = await database.jobRun.findMany({ select: { id: true } })
  const ids = runs.map(({ id }) => id)
  for (const [index, day] of days.entries()) await fillDay(database, ids, day, index * ROWS_A_RUN)
  await database.$executeRawUnsafe('ANALYZE checkpoint')
}

async function inTurn<T>(
  items: readonly T[],
  until: number,
  work: (item: T) => Promise<void>,
  atMost = Number.POSITIVE_INFINITY,
): Promise<number> {
  let begun = 0
  const worker = async () => {
    while (Date.now() < until && begun < atMost) {
      const item = items[begun % items.length]
      begun += 1
      if (item !== undefined) await work(item)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return begun
}

/** The median of reading a job's day: 1,440 bars and the bins of the brush. */
async function measureReads(database: Database, runs: readonly string[], day: number): Promise<number> {
  const times: number[] = []
  for (const run of runs.slice(0, READS)) {
    const started = performance.now()
    const span = { from: day, to: day + DAY_MS }
    await Promise.all([readWindow(database, [run], span), readBins(database, [run], span)])
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

async function sizes(database: Database): Promise<{ checkpoint: number; detail: number; bin: number }> {
  const of = async (table: string): Promise<number> => {
    const [row] = await database.$queryRaw<{ bytes: bigint | null }[]>`
      SELECT sum(pg_total_relation_size(inhrelid))::bigint AS bytes FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
      WHERE inhparent = ${table}::regclass AND c.relkind = 'r'`
    return Number(row?.bytes ?? 0)
  }
  return { checkpoint: await of('checkpoint'), detail: await of('checkpoint_detail'), bin: await of('checkpoint_bin') }
}
