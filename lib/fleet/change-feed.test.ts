import { describe, expect, test, vi } from 'vitest'
import { changeFeed } from './change-feed.ts'
import { NO_LEADER } from './leader.ts'
import type { FleetRow } from './view.ts'

function row(name: string, change: Partial<FleetRow> = {}): FleetRow {
  return {
    id: `kube/flink/${name}/uid`,
    connection: { id: 'kube', name: 'prod' },
    namespace: 'flink',
    name,
    state: 'healthy',
    mode: null,
    manager: null,
    flinkVersion: { value: '1.20.5', source: 'rest', sourceTime: null, observedAt: 1 },
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
    ...change,
  }
}

const readAgain = (time: number) => ({
  flinkVersion: { value: '1.20.5', source: 'rest' as const, sourceTime: null, observedAt: time },
})

describe('the change feed', () => {
  test('gives what changed since a cursor, and only that', () => {
    const feed = changeFeed()
    feed.put(row('orders'))
    feed.put(row('billing'))
    const cursor = feed.cursor()
    feed.put(row('billing', { state: 'broken' }))
    expect(feed.since(cursor)).toMatchObject({
      upserted: [{ name: 'billing', state: 'broken' }],
      removed: [],
      reset: false,
    })
  })

  test('tells a removed row once, and not when it came back', () => {
    const feed = changeFeed()
    feed.put(row('orders'))
    const cursor = feed.cursor()
    feed.remove(row('orders').id)
    expect(feed.since(cursor).removed).toEqual([row('orders').id])
    feed.put(row('orders'))
    expect(feed.since(cursor)).toMatchObject({ upserted: [{ name: 'orders' }], removed: [] })
  })

  test('begins anew for no cursor, one of another process, one from the future and nonsense', () => {
    const feed = changeFeed()
    feed.put(row('orders'))
    const other = changeFeed()
    const [epoch] = feed.cursor().split('.')
    for (const cursor of [null, '', other.cursor(), `${epoch}.999`, `${epoch}.-1`, `${epoch}.x`]) {
      expect(feed.since(cursor)).toMatchObject({ upserted: [{ name: 'orders' }], reset: true })
    }
  })

  test('begins anew where removals since the cursor are no longer remembered', () => {
    const feed = changeFeed()
    const cursor = feed.cursor()
    for (let i = 0; i < 1_002; i++) {
      feed.put(row(`c${i}`))
      feed.remove(row(`c${i}`).id)
    }
    expect(feed.since(cursor).reset).toBe(true)
  })

  test('announces times of reading alone at most every 15 s', () => {
    let now = 0
    const feed = changeFeed(() => now)
    const listener = vi.fn()
    feed.subscribe(listener)
    feed.put(row('orders', readAgain(1)))
    now = 14_999
    feed.put(row('orders', readAgain(2)))
    expect(listener).toHaveBeenCalledTimes(1)
    expect(feed.rows()[0]?.flinkVersion?.observedAt).toBe(2)
    now = 15_000
    feed.put(row('orders', readAgain(3)))
    expect(listener).toHaveBeenCalledTimes(2)
  })
})
