import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { Relay } from '../../../e2e/faults/relay.ts'
import { localContext } from '../../auth/context.ts'
import { type Database, openDatabase } from '../../db/client.ts'
import { freshDatabaseUrl, MIGRATIONS } from '../../db/fresh-database.ts'
import { isDatabaseLost } from '../../db/lost.ts'
import { migrate } from '../../db/migrate.ts'
import { type ClusterObservation, recorder } from '../../fleet/record/recorder.ts'
import { savepointKind } from '../savepoint/savepoint-kind.ts'
import { operationBoard } from './operation-board.ts'

const warn = vi.hoisted(() => vi.fn())
vi.mock('../../log.ts', () => ({ log: () => ({ warn, error: warn }) }))

// A database that is cut off in silence is given up after 25 s; then it may take a connection or two to find living ones.
vi.setConfig({ testTimeout: 240_000 })

const KINDS = new Map([['savepoint', savepointKind]])
const ctx = localContext(new Headers({ host: '127.0.0.1:3000' }))
const NOW = Date.UTC(2026, 10, 21, 13)

beforeEach(() => void warn.mockClear())

/** A database behind a relay that can be told to fail, and one beside it that shows what was written. */
async function setUp(): Promise<{ relay: Relay; database: Database; beside: Database }> {
  const url = new URL(await freshDatabaseUrl())
  await migrate(url.href, MIGRATIONS)
  const beside = await openDatabase(url.href)
  onTestFinished(() => beside.$disconnect())
  const relay = await Relay.start({ host: url.hostname, port: Number(url.port) })
  onTestFinished(() => relay.close())
  url.hostname = '127.0.0.1'
  url.port = String(relay.port)
  const database = await openDatabase(url.href)
  onTestFinished(() => database.$disconnect())
  return { relay, database, beside }
}

async function ordered(database: Database): Promise<string> {
  const row = await database.operation.create({
    data: {
      ...{ connection: 'kube', connectionName: 'prod', namespace: 'shop', cluster: 'orders', jobId: randomUUID() },
      ...{ requestId: randomUUID(), kind: 'savepoint', status: 'running', actor: 'local' },
      input: { format: 'canonical', target: null },
      progress: { phase: 'accepted', triggerId: 'a'.repeat(32) },
      deadlineAt: new Date(Date.now() + 600_000),
    },
  })
  return row.id
}

async function observer(database: Database): Promise<(version: string) => ClusterObservation> {
  const connection = await database.connection.create({
    data: { kind: 'kubernetes', name: 'prod', origin: 'arguments' },
  })
  return (flinkVersion) => ({
    connectionRowId: connection.id,
    cluster: { ...CLUSTER, flinkVersion },
    jobs: [],
    complete: true,
  })
}

const CLUSTER = {
  namespace: 'flink',
  name: 'orders',
  uid: 'uid',
  uidKind: 'deployment',
  mode: null,
  manager: null,
} as const

it.each(['closed', 'silent'] as const)(
  'a database that is %s is told of by who writes and who reads, keeps what is shown, and is used again once it is back',
  async (flow) => {
    const { relay, database, beside } = await setUp()
    const observe = await observer(beside)
    const first = await ordered(beside)
    const board = operationBoard(database, KINDS, () => undefined)
    onTestFinished(() => board.close())
    const shown = () => board.visibleTo(ctx).map(({ id }) => id)
    await expect.poll(shown, { timeout: 20_000 }).toEqual([first])
    const record = recorder(database)
    await record.record(observe('1.20.4'), NOW)

    relay.set(flow)
    const refused = await record.record(observe('1.20.5'), NOW + 1_000).catch((error: unknown) => error)
    expect(isDatabaseLost(refused)).toBe(true)
    await expect.poll(() => warn.mock.calls.length, { timeout: 60_000 }).toBe(1)
    expect(warn.mock.calls[0]?.[1]).toBe('operations could not be read')
    expect(shown()).toEqual([first])
    const second = await ordered(beside)

    relay.set('open')
    const versions = async () => {
      await record.record(observe('1.20.5'), NOW + 2_000).catch(() => undefined)
      return (await beside.cluster.findMany()).map(({ flinkVersion }) => flinkVersion)
    }
    await expect.poll(versions, { timeout: 120_000, interval: 500 }).toEqual(['1.20.5'])
    await expect.poll(shown, { timeout: 60_000 }).toEqual([second, first])
    // Told once for the whole of it, however often it was tried.
    expect(warn).toHaveBeenCalledTimes(1)
  },
)
