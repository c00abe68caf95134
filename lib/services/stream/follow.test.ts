import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Ctx } from '../../auth/context.ts'
import { changeFeed } from '../../fleet/change-feed.ts'
import { currentFleet, type Fleet, setFleet } from '../../fleet/fleet.ts'
import { NO_LEADER } from '../../fleet/leader.ts'
import { operationView } from '../../fleet/operation-view.fixture.ts'
import type { OperationView } from '../../fleet/operation-view.ts'
import type { ConnectionView, FleetRow } from '../../fleet/view.ts'
import { setOperations } from '../operation/running-operations.ts'
import { follow, type StreamBatch } from './follow.ts'

const everything: Ctx = { actor: { kind: 'local' as const }, sees: () => true }

function row(name: string, state: FleetRow['state'] = 'healthy'): FleetRow {
  return {
    id: `kube/flink/${name}/uid`,
    connection: { id: 'kube', name: 'prod' },
    namespace: 'flink',
    name,
    state,
    mode: null,
    manager: null,
    flinkVersion: null,
    jobs: null,
    jobList: [],
    recoveryPoint: null,
    pointJobId: null,
    intervalMs: null,
    storage: null,
    leader: NO_LEADER,
    trouble: null,
    stale: null,
    forbidden: [],
    gitOps: null,
    operator: null,
    clockSkewMs: 0,
  }
}

function startFleet(connections: () => ConnectionView[] = () => []) {
  const feed = changeFeed()
  const unused = (): never => {
    throw new Error('not part of this test')
  }
  const fleet: Omit<Fleet, 'database' | 'storage'> = {
    demo: false,
    feed,
    connections,
    cluster: () => null,
    seesAll: () => false,
    started: () => true,
    close: unused,
  }
  // The stream of the fleet reads no record.
  setFleet(fleet as Fleet)
  return feed
}

const namesOf = (step: IteratorResult<StreamBatch>, view = 0) => {
  const { message } = step.value?.messages.find((one: { view: number }) => one.view === view) ?? {}
  return message?.kind === 'fleet' ? message.upserted.map(({ name }: FleetRow) => name) : undefined
}
const followFleet = (cursor: string | null, signal: AbortSignal = AbortSignal.timeout(5_000), ctx: Ctx = everything) =>
  follow({ ctx, views: [{ input: { view: 'fleet' }, cursor }], signal })

afterEach(() => {
  setFleet(undefined)
  setOperations(undefined)
})

describe('the stream of the fleet', () => {
  test('resumed with a cursor gives what changed since, and nothing twice', async () => {
    const feed = startFleet()
    feed.put(row('orders'))
    const gone = new AbortController()
    const first = followFleet(null, gone.signal)
    const all = await first.next()
    expect(namesOf(all)).toEqual(['orders'])
    gone.abort()
    feed.put(row('billing'))
    const cursor: string = all.value?.cursor
    const resumed = followFleet(cursor)
    expect(namesOf(await resumed.next())).toEqual(['billing'])
  })

  test('gives nothing of clusters this actor may not see', async () => {
    const feed = startFleet()
    feed.put(row('orders'))
    feed.put(row('secret'))
    const some = { actor: { kind: 'local' as const }, sees: ({ name }: { name: string }) => name !== 'secret' }
    const stream = followFleet(null, AbortSignal.timeout(5_000), some)
    expect(namesOf(await stream.next())).toEqual(['orders'])
  })

  test('puts what changes within a frame together', async () => {
    const feed = startFleet()
    const stream = followFleet(feed.cursor())
    await stream.next()
    const next = stream.next()
    feed.put(row('a'))
    feed.put(row('b'))
    feed.put(row('a', 'broken'))
    expect(namesOf(await next)).toEqual(['a', 'b'])
  })

  test('gives each view what it lacks, in one batch with one position', async () => {
    const feed = startFleet()
    feed.put(row('orders'))
    const early = feed.cursor()
    feed.put(row('billing'))
    const fleet = { view: 'fleet' } as const
    const views = [
      { input: fleet, cursor: early },
      { input: fleet, cursor: null },
    ]
    const stream = follow({ ctx: everything, views, signal: AbortSignal.timeout(5_000) })
    const first = await stream.next()
    expect(namesOf(first, 0)).toEqual(['billing'])
    expect(namesOf(first, 1)).toEqual(['orders', 'billing'])
    expect(first.value?.cursor).toBe(feed.cursor())
  })

  test('tells of a right that a connection lacks, without any row', async () => {
    const forbidden = { code: 'kubernetes.forbidden', params: { resource: 'configmaps' } }
    const connection: ConnectionView = {
      id: 'kube',
      name: 'prod',
      kind: 'kubernetes',
      status: 'live',
      lastSyncedAt: 1,
      problem: null,
      retryAt: null,
      forbidden: [],
    }
    const feed = startFleet(() => [connection])
    const stream = followFleet(feed.cursor())
    await stream.next()
    connection.forbidden = [forbidden]
    feed.touch()
    const { value } = await stream.next()
    expect(value?.messages[0]?.message).toMatchObject({ connections: [{ forbidden: [forbidden] }], upserted: [] })
  })

  test('ends with its signal, also while it waits', async () => {
    startFleet()
    const gone = new AbortController()
    const stream = followFleet(null, gone.signal)
    await stream.next()
    const waiting = stream.next()
    gone.abort()
    expect((await waiting).done).toBe(true)
  })
})

describe('the stream of a job', () => {
  test('has its cluster looked at once it is there, and the one that takes its place', async () => {
    // What is not recorded is told by the log.
    vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none')
    vi.stubEnv('WEIR_LOG_LEVEL', 'silent')
    onTestFinished(() => void vi.unstubAllEnvs())
    const looked: string[] = []
    const clusterOf = (name: string) => ({
      key: { connection: 'kube' },
      jobs: [],
      look() {
        looked.push(name)
        return () => void looked.push(`not ${name}`)
      },
    })
    const feed = startFleet()
    const fleet = currentFleet()
    let cluster: ReturnType<typeof clusterOf> | null = null
    // No more of a cluster is used here.
    setFleet({ ...fleet, cluster: () => cluster } as unknown as Fleet)
    const input = {
      view: 'job',
      connection: 'kube',
      namespace: 'flink',
      cluster: 'orders',
      jobId: 'a'.repeat(32),
    } as const
    const gone = new AbortController()
    const views = [
      { input, cursor: null },
      { input: { view: 'fleet' } as const, cursor: null },
    ]
    const stream = follow({ ctx: everything, views, signal: gone.signal })
    await stream.next()
    expect(looked).toEqual([])
    for (const next of ['first', 'second']) {
      cluster = clusterOf(next)
      feed.put(row(next))
      await stream.next()
    }
    expect(looked).toEqual(['first', 'not first', 'second'])
    gone.abort()
    await stream.next()
    expect(looked.at(-1)).toBe('not second')
  })
})

const operation = (id: string, status: OperationView['status']) => operationView({ id, status })

test('the stream of operations tells what is under way, and that it no longer is', async () => {
  const feed = startFleet()
  let views = [operation('b', 'running'), operation('a', 'completed')]
  const unused = async () => undefined
  setOperations({
    queue: { send: unused, stop: unused },
    board: { revision: 0, visibleTo: () => views, put: () => undefined, close: () => undefined },
    close: unused,
  })
  const signal = AbortSignal.timeout(5_000)
  const stream = follow({ ctx: everything, views: [{ input: { view: 'operations' }, cursor: '' }], signal })
  const told = async () => {
    const { value } = await stream.next()
    const message = value?.messages[0]?.message
    return message?.kind === 'operations' ? message.underWay.map(({ id }: OperationView) => id) : null
  }
  expect(await told()).toEqual(['b'])
  const next = told()
  feed.put(row('orders'))
  views = [operation('b', 'completed')]
  feed.touch()
  expect(await next).toEqual([])
})
