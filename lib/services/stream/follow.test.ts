import { afterEach, describe, expect, test } from 'vitest'
import { changeFeed } from '../../fleet/change-feed.ts'
import { type Fleet, setFleet } from '../../fleet/fleet.ts'
import { NO_LEADER } from '../../fleet/leader.ts'
import type { FleetRow } from '../../fleet/view.ts'
import { follow } from './follow.ts'

const everything = { actor: { kind: 'local' as const }, sees: () => true }

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
    intervalMs: null,
    storage: null,
    leader: NO_LEADER,
    trouble: null,
    stale: null,
    clockSkewMs: 0,
  }
}

function startFleet() {
  const feed = changeFeed()
  const unused = (): never => {
    throw new Error('not part of this test')
  }
  const fleet: Omit<Fleet, 'database'> = {
    demo: false,
    feed,
    connections: () => [],
    cluster: () => null,
    started: () => true,
    close: unused,
  }
  // The stream of the fleet reads no record.
  setFleet(fleet as Fleet)
  return feed
}

const namesOf = (frame: IteratorResult<{ message: { kind: string } }>) => {
  const message = frame.value?.message as { kind: string; upserted?: FleetRow[] } | undefined
  return message?.upserted?.map(({ name }) => name)
}

afterEach(() => setFleet(undefined))

describe('the stream of the fleet', () => {
  test('resumed with a cursor gives what changed since, and nothing twice', async () => {
    const feed = startFleet()
    feed.put(row('orders'))
    const gone = new AbortController()
    const first = follow({ ctx: everything, input: { view: 'fleet' }, cursor: null, signal: gone.signal })
    const all = await first.next()
    expect(namesOf(all)).toEqual(['orders'])
    gone.abort()
    feed.put(row('billing'))
    const cursor: string = all.value?.cursor
    const resumed = follow({ ctx: everything, input: { view: 'fleet' }, cursor, signal: AbortSignal.timeout(5_000) })
    expect(namesOf(await resumed.next())).toEqual(['billing'])
  })

  test('gives nothing of clusters this actor may not see', async () => {
    const feed = startFleet()
    feed.put(row('orders'))
    feed.put(row('secret'))
    const some = { actor: { kind: 'local' as const }, sees: ({ name }: { name: string }) => name !== 'secret' }
    const stream = follow({ ctx: some, input: { view: 'fleet' }, cursor: null, signal: AbortSignal.timeout(5_000) })
    expect(namesOf(await stream.next())).toEqual(['orders'])
  })

  test('puts what changes within a frame together', async () => {
    const feed = startFleet()
    const stream = follow({
      ctx: everything,
      input: { view: 'fleet' },
      cursor: feed.cursor(),
      signal: AbortSignal.timeout(5_000),
    })
    await stream.next()
    const next = stream.next()
    feed.put(row('a'))
    feed.put(row('b'))
    feed.put(row('a', 'broken'))
    expect(namesOf(await next)).toEqual(['a', 'b'])
  })

  test('ends with its signal, also while it waits', async () => {
    startFleet()
    const gone = new AbortController()
    const stream = follow({ ctx: everything, input: { view: 'fleet' }, cursor: null, signal: gone.signal })
    await stream.next()
    const waiting = stream.next()
    gone.abort()
    expect((await waiting).done).toBe(true)
  })
})
