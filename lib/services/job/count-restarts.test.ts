import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '../../db/client.ts'
import { freshDatabase } from '../../db/fresh-database.ts'
import { setFleet } from '../../fleet/fleet.ts'
import { countRestarts } from './count-restarts.ts'
import type { FoundJob } from './find-job.ts'

const warn = vi.hoisted(() => vi.fn())
vi.mock('../../log.ts', () => ({ log: () => ({ warn }) }))

const START = Date.UTC(2026, 10, 21, 12)
const MINUTE = 60_000
const NOW = START + 60 * MINUTE
const JOB = 'a'.repeat(32)

let database: Database
let runId: string

beforeEach(async () => {
  database = await freshDatabase()
  const seen = { firstSeenAt: new Date(START), lastSeenAt: new Date(NOW) }
  const connection = await database.connection.create({
    data: { kind: 'kubernetes', name: 'prod', origin: 'arguments' },
  })
  const named = { namespace: 'flink', name: 'orders', uid: 'uid', uidKind: 'deployment' }
  const cluster = await database.cluster.create({ data: { connectionId: connection.id, ...named, ...seen } })
  const run = { clusterId: cluster.id, jobId: JOB, startKey: 'ha:1', lineageId: crypto.randomUUID(), ...seen }
  runId = (await database.jobRun.create({ data: run })).id
  setFleet({ database } as Parameters<typeof setFleet>[0])
  warn.mockClear()
})
afterEach(() => setFleet(undefined))

/** A job that REST counts so many restores of, as a page finds it; null: no JobManager answers. */
async function found(restored: number | null, change: Partial<FoundJob> = {}): Promise<FoundJob> {
  const run = await database.jobRun.findUniqueOrThrow({ where: { id: runId } })
  const live =
    restored === null ? null : { evidence: { rest: { lastCheckpoints: { value: { counts: { restored } } } } } }
  return { history: { runs: [run] }, live, currentJobId: JOB, ...change } as FoundJob
}

const begun = (from: string) => database.jobRun.update({ where: { id: runId }, data: { restoredFromPath: from } })

async function restartedAt(...times: number[]): Promise<void> {
  const restored = { runId, kind: 'restored', checkpointId: 5n, path: 'file:/srv/chk-5' }
  await database.jobRun.update({ where: { id: runId }, data: { startedAt: new Date(START) } })
  await database.jobEvent.createMany({ data: times.map((at) => ({ ...restored, at: new Date(at) })) })
}

it('is what the record has, which outlives the JobManager', async () => {
  await restartedAt(START + 10 * MINUTE, START + 20 * MINUTE)
  expect(await countRestarts(await found(null), NOW)).toBe(2)
})

it('is what REST counts where that is more: Weir came later than the run', async () => {
  await restartedAt(START + 50 * MINUTE)
  expect(await countRestarts(await found(4), NOW)).toBe(4)
  expect(await countRestarts(await found(0), NOW)).toBe(1)
})

it('leaves out what the run was started from, which Flink counts as a restore too', async () => {
  await begun('file:/srv/savepoint-1')
  expect(await countRestarts(await found(1), NOW)).toBe(0)
  expect(await countRestarts(await found(3), NOW)).toBe(2)
  // A JobManager that was replaced counts anew.
  expect(await countRestarts(await found(0), NOW)).toBe(0)
})

it('counts what lies ahead of Weir’s clock, as that of a JobManager may', async () => {
  await restartedAt(NOW + MINUTE)
  expect(await countRestarts(await found(null), NOW)).toBe(1)
})

it('is unknown, and not none, where neither tells', async () => {
  expect(await countRestarts(await found(null), NOW)).toBeNull()
  expect(await countRestarts(await found(2, { history: null }), NOW)).toBeNull()
  expect(await countRestarts(await found(2, { currentJobId: 'b'.repeat(32) }), NOW)).toBeNull()
})

it('is what REST tells while the database does not answer, and that is logged', async () => {
  const silent = { jobEvent: { findMany: () => Promise.reject(new Error('no answer')) } }
  setFleet({ database: silent } as unknown as Parameters<typeof setFleet>[0])
  expect(await countRestarts(await found(3), NOW)).toBe(3)
  expect(await countRestarts(await found(null), NOW)).toBeNull()
  expect(warn).toHaveBeenCalledTimes(2)
})
