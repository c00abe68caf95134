import { expect, it, vi } from 'vitest'
import type { Database } from '../../db/client.ts'
import { freshDatabase } from '../../db/fresh-database.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { LiveCluster } from '../../fleet/live-cluster.ts'
import { rowFromRecord } from '../../fleet/record/checkpoint-row.ts'
import { captureBytes } from '../../formats/testing/captures.ts'
import type { StorageReader } from '../../storage/reader.ts'
import { checkSavepoint, recordSavepoint } from './check-savepoint.ts'
import { JOB, TARGET } from './scripted-flink.ts'

const LOCATION = `${TARGET}/savepoint-520554-00000000000a`
const NOW = Date.UTC(2026, 10, 21, 13)
/** As Flink wrote it: of checkpoint 10. */
const METADATA = captureBytes('1.20.5/running/chk-10/_metadata')

type Read = StorageReader['read']

const UNASKED: StorageReader = {
  covers: () => true,
  read: () => Promise.reject(new Error('nothing was to be read')),
  list: () => Promise.reject(new Error('nothing was to be listed')),
  states: () => Promise.reject(new Error('nothing was to be looked for')),
  close: async () => undefined,
}
const MISSING: Read = async () => ({ ok: false, problem: { code: 'storage.missing' }, observedAt: NOW })

function holding(bytes: Uint8Array): StorageReader {
  return { ...UNASKED, read: async () => ({ ok: true, bytes, modifiedAt: null, observedAt: NOW }) }
}

it('what `_metadata` says of a savepoint is its id, its size and when it was read', async () => {
  const { result, problem } = await checkSavepoint(holding(METADATA), LOCATION)
  expect(problem).toBeNull()
  expect(result).toEqual({ location: LOCATION, checkpointId: 10, sizeBytes: expect.any(Number), verifiedAt: NOW })
  expect(result.sizeBytes).toBeGreaterThan(0)
})

it('is read beside it, within a size and a time', async () => {
  const read = vi.fn(MISSING)
  await checkSavepoint({ ...UNASKED, read }, `${LOCATION}/`)
  expect(read).toHaveBeenCalledWith(`${LOCATION}/_metadata`, { maxBytes: 64 * 1024 * 1024, deadlineMs: 10_000 })
})

it('where no registered location holds it, nothing is read and nothing claimed', async () => {
  expect(await checkSavepoint({ ...UNASKED, covers: () => false }, LOCATION)).toEqual({
    result: { location: LOCATION, checkpointId: null, sizeBytes: null, verifiedAt: null },
    problem: null,
  })
})

it.each([
  ['missing', { ...UNASKED, read: MISSING }, 'storage.missing'],
  ['cut short', holding(METADATA.subarray(0, 3_000)), '2993'],
  ['of no Flink', holding(new TextEncoder().encode('damaged')), ''],
])('a `_metadata` that is %s is told, and no figure is made up for it', async (_, reader, told) => {
  const { result, problem } = await checkSavepoint(reader, LOCATION)
  expect(result).toEqual({ location: LOCATION, checkpointId: null, sizeBytes: null, verifiedAt: null })
  expect(problem).toMatchObject({ code: 'savepoint.metadata-unreadable', params: { location: LOCATION } })
  expect(problem?.raw).toContain(told)
})

/** A run of the job in the record, and its cluster as it is seen now; `run` false: no run of it is known. */
async function setUp(run = true): Promise<{ database: Database; fleet: Fleet; cluster: LiveCluster }> {
  const database = await freshDatabase()
  const seen = { firstSeenAt: new Date(NOW), lastSeenAt: new Date(NOW) }
  const connection = await database.connection.create({
    data: { kind: 'kubernetes', name: 'prod', origin: 'arguments' },
  })
  const named = { namespace: 'shop', name: 'orders', uid: 'uid', uidKind: 'deployment' }
  const { id: clusterId } = await database.cluster.create({ data: { connectionId: connection.id, ...named, ...seen } })
  const made = { clusterId, jobId: JOB, startKey: 'ha:1', lineageId: crypto.randomUUID(), ...seen }
  const recorded = run ? { run: await database.jobRun.create({ data: made }) } : null
  const cluster = {
    ...named,
    connection: { id: 'kube', rowId: connection.id, name: 'prod' },
    jobs: [{ jobId: JOB, record: recorded, rows: [] }],
  } as unknown as LiveCluster
  return { database, cluster, fleet: { database } as Fleet }
}

const rowsOf = async (database: Database) => (await database.checkpoint.findMany()).map(rowFromRecord)

it('a savepoint that `_metadata` alone tells of has its row in the record, with what was read and nothing else', async () => {
  const { database, fleet, cluster } = await setUp()
  const { result } = await checkSavepoint(holding(METADATA), LOCATION)
  expect(await recordSavepoint(fleet, cluster, JOB, result, NOW + 1_000)).toBe(true)
  expect(await rowsOf(database)).toMatchObject([
    {
      checkpointId: 10,
      status: 'completed',
      kind: 'savepoint',
      path: LOCATION,
      stateSizeBytes: result.sizeBytes,
      triggeredAt: null,
      completedAt: null,
      durationMs: null,
      acknowledged: null,
      failure: null,
      firstSeenAt: NOW + 1_000,
    },
  ])
})

it('is one row however often it is told, and takes nothing from what another source said', async () => {
  const { database, fleet, cluster } = await setUp()
  const { result } = await checkSavepoint(holding(METADATA), LOCATION)
  const run = await database.jobRun.findFirstOrThrow()
  const told = { status: 'completed', triggeredAt: new Date(NOW), durationMs: 291, ackedSubtasks: 4, totalSubtasks: 4 }
  const seen = { firstSeenAt: new Date(NOW), lastSeenAt: new Date(NOW) }
  await database.checkpoint.create({ data: { runId: run.id, checkpointId: 10n, ...told, ...seen } })
  await Promise.all([NOW + 1, NOW + 2].map((at) => recordSavepoint(fleet, cluster, JOB, result, at)))
  expect(await rowsOf(database)).toMatchObject([
    { kind: 'savepoint', path: LOCATION, triggeredAt: NOW, durationMs: 291, acknowledged: { acked: 4, total: 4 } },
  ])
})

it('is not recorded where its id was not read, its run is not known, or its cluster is gone', async () => {
  const { database, fleet, cluster } = await setUp()
  const result = { location: LOCATION, checkpointId: 10, sizeBytes: 1, verifiedAt: NOW }
  expect(await recordSavepoint(fleet, cluster, JOB, { ...result, checkpointId: null }, NOW)).toBe(false)
  expect(await recordSavepoint(fleet, cluster, 'b'.repeat(32), result, NOW)).toBe(false)
  expect(await recordSavepoint(fleet, null, JOB, result, NOW)).toBe(false)
  expect(await rowsOf(database)).toEqual([])
  const unknown = await setUp(false)
  expect(await recordSavepoint(unknown.fleet, unknown.cluster, JOB, result, NOW)).toBe(false)
})
