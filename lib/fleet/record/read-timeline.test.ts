import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../../db/fresh-database.ts'
import { readBins } from './bins.ts'
import { readGaps, readSince, readWindow } from './read-timeline.ts'

const start = 1_795_264_200_000 // a full five minutes
const minute = 60_000

async function setUp() {
  const database = await freshDatabase()
  const connection = await database.connection.create({ data: { kind: 'flink', name: 'a', origin: 'arguments' } })
  const at = new Date(start)
  const cluster = await database.cluster.create({
    data: {
      connectionId: connection.id,
      namespace: '-',
      name: 'a',
      uid: 'a',
      uidKind: 'address',
      firstSeenAt: at,
      lastSeenAt: at,
    },
  })
  const id = crypto.randomUUID()
  const run = await database.jobRun.create({
    data: {
      id,
      clusterId: cluster.id,
      jobId: 'a'.repeat(32),
      startKey: 'rest:1',
      lineageId: id,
      firstSeenAt: at,
      lastSeenAt: at,
    },
  })
  const add = (checkpointId: number, triggeredAt: number | null, change: object = {}) =>
    database.checkpoint.create({
      data: {
        runId: run.id,
        checkpointId: BigInt(checkpointId),
        status: 'completed',
        kind: 'checkpoint',
        triggeredAt: triggeredAt === null ? null : new Date(triggeredAt),
        durationMs: 100,
        firstSeenAt: new Date(triggeredAt ?? start),
        lastSeenAt: new Date(triggeredAt ?? start),
        ...change,
      },
    })
  return { database, run, add }
}

describe('a window of the timeline', () => {
  test('is what was triggered in it, oldest first, without the snapshot a run began from', async () => {
    const { database, run, add } = await setUp()
    await add(1, start - 1)
    await add(2, start, { restored: true })
    await add(4, start + minute, { status: 'failed', failure: { code: 'checkpoint.failed', raw: 'expired' } })
    await add(3, start, {
      ...{ startDelayMs: 1, alignmentMs: 2, syncMs: 3, asyncMs: 4 },
      ...{ slowestOperator: 'map', slowestSubtask: 7, straggler: true },
    })
    await add(5, start + 2 * minute)
    const { checkpoints, total } = await readWindow(database, [run.id], { from: start, to: start + 2 * minute })
    expect(total).toBe(2)
    expect(checkpoints).toMatchObject([
      {
        id: `${run.id}/3`,
        parts: { startDelayMs: 1, alignmentMs: 2, syncMs: 3, asyncMs: 4 },
        straggler: { operator: 'map', subtask: 7 },
        failure: null,
      },
      { checkpointId: 4, status: 'failed', parts: null, straggler: null, failure: { raw: 'expired' } },
    ])
  })

  test('with more than a chart can show keeps failures, savepoints and the longest', async () => {
    const { database, run } = await setUp()
    const special = new Map<number, object>([
      [1_500, { status: 'failed' }],
      [3_000, { kind: 'savepoint' }],
      [4_500, { durationMs: 90_000 }],
    ])
    await database.checkpoint.createMany({
      data: Array.from({ length: 6_000 }, (_, index) => ({
        runId: run.id,
        checkpointId: BigInt(index + 1),
        status: 'completed',
        kind: 'checkpoint',
        triggeredAt: new Date(start + index * 1_000),
        durationMs: 100,
        firstSeenAt: new Date(start),
        lastSeenAt: new Date(start),
        ...special.get(index),
      })),
    })
    const { checkpoints, total } = await readWindow(database, [run.id], { from: start, to: start + 6_000_000 })
    expect(total).toBe(6_000)
    expect(checkpoints.length).toBeLessThanOrEqual(2_000)
    expect(checkpoints.map(({ triggeredAt }) => triggeredAt)).toEqual(
      checkpoints.map(({ triggeredAt }) => triggeredAt).sort((a, b) => a - b),
    )
    const ids = checkpoints.map(({ checkpointId }) => checkpointId)
    expect(ids).toEqual(expect.arrayContaining([1_501, 3_001, 4_501]))
  })

  test('has bins of five minutes, with what happened in each', async () => {
    const { database, run, add } = await setUp()
    await add(1, start, { durationMs: 100, stateSizeBytes: 10n })
    await add(2, start + minute, { durationMs: 300, stateSizeBytes: 30n })
    await add(3, start + 2 * minute, { status: 'failed', durationMs: 9_000 })
    await add(4, start + 10 * minute, { kind: 'savepoint', durationMs: 700, stateSizeBytes: 20n })
    expect(await readBins(database, [run.id], { from: start, to: start + 60 * minute })).toEqual([
      { from: start, completed: 2, failed: 1, savepoints: 0, longestMs: 300, medianMs: 100, stateSizeBytes: 30 },
      {
        from: start + 10 * minute,
        completed: 1,
        failed: 0,
        savepoints: 1,
        longestMs: 700,
        medianMs: 700,
        stateSizeBytes: 20,
      },
    ])
  })
})

describe('a gap', () => {
  const hour = { from: start, to: start + 60 * minute }

  test('is where ids are missing, also over the edge of the span', async () => {
    const { database, run, add } = await setUp()
    await add(1, start - minute)
    await add(5, start + minute)
    await add(6, start + 2 * minute)
    await add(9, start + 61 * minute)
    expect(await readGaps(database, [run.id], hour)).toEqual([
      { from: start - minute, to: start + minute, missing: 3 },
      { from: start + 2 * minute, to: start + 61 * minute, missing: 2 },
    ])
  })

  test('is none where only the time of a checkpoint is unknown', async () => {
    const { database, run, add } = await setUp()
    await add(1, start)
    await add(2, null)
    await add(3, start + 2 * minute)
    expect(await readGaps(database, [run.id], hour)).toEqual([])
  })

  test('is none where a restart took the one in flight with it, and one where more are missing', async () => {
    const { database, run, add } = await setUp()
    await database.jobEvent.createMany({
      data: [minute, 11 * minute].map((after) => ({ runId: run.id, kind: 'restored', at: new Date(start + after) })),
    })
    await add(1, start)
    await add(3, start + 2 * minute)
    await add(4, start + 10 * minute)
    await add(8, start + 12 * minute)
    expect(await readGaps(database, [run.id], hour)).toEqual([
      { from: start + 10 * minute, to: start + 12 * minute, missing: 3 },
    ])
  })
})

test('history is kept since the first checkpoint, which may be older than its first sight', async () => {
  const { database, run, add } = await setUp()
  expect(await readSince(database, [])).toBeNull()
  expect(await readSince(database, [run])).toBe(start)
  await add(1, start - 5 * minute)
  expect(await readSince(database, [run])).toBe(start - 5 * minute)
})
