import { afterEach, beforeEach, expect, test } from 'vitest'
import { type KubernetesClient, openKubernetesClient } from '../kubernetes/client.ts'
import { type Exchange, Queue, type ScriptedServer, scriptedServer } from '../kubernetes/scripted-api-server.ts'
import { type WatchedKinds, watchKinds } from './watched-kinds.ts'

let api: ScriptedServer
let client: KubernetesClient
let kinds: WatchedKinds
let changes: Queue<string>
let now = 1_000_000

beforeEach(async () => {
  api = await scriptedServer()
  client = openKubernetesClient({ kubeconfig: api.kubeconfig })
  changes = new Queue()
})

afterEach(async () => {
  await kinds.stop()
  await client.close()
  await api.close()
})

function start(namespaces: string[]): void {
  kinds = watchKinds(
    client,
    namespaces,
    ({ kind, item }, type) => changes.push(`${type} ${kind} ${item.namespace}/${item.name}`),
    () => {},
    () => now,
  )
}

/** Answers what comes by path until every request of a start was told of; a watch stays open. */
async function answer(requests: number, say: (exchange: Exchange) => boolean): Promise<void> {
  for (let i = 0; i < requests; i++) {
    const exchange = await api.next()
    if (say(exchange)) continue
    if (exchange.query.get('watch') === '1') exchange.send('')
    else if (exchange.path.startsWith('/apis/flink')) exchange.refuse(404)
    else exchange.answer(200, { metadata: { resourceVersion: '1' }, items: [] })
  }
}

test('a namespace that may not be read says nothing about the other', async () => {
  start(['billing', 'shop'])
  // Discovery; four kinds listed in two namespaces, and watched in one of them.
  await answer(13, (exchange) => {
    const refused = exchange.path.includes('/namespaces/billing/')
    if (refused) exchange.refuse(403, 'forbidden')
    return refused
  })
  await expect.poll(() => kinds.settled()).toBe(true)
  const rules = kinds.forbidden().map(({ params }) => `${params?.verb} ${params?.resource} ${params?.namespace}`)
  expect(rules.sort()).toEqual([
    'list configmaps billing',
    'list deployments billing',
    'list pods billing',
    'list services billing',
  ])
  expect(kinds.forbidden('shop')).toEqual([])
  expect(kinds.missing('config-map', 'billing')?.code).toBe('kubernetes.forbidden')
  expect(kinds.missing('config-map', 'shop')).toBeNull()
  await expect.poll(() => kinds.syncedAt('config-map', 'shop')).not.toBeNull()
  expect(kinds.syncedAt('config-map', 'billing')).toBeNull()
  expect(kinds.trouble()).toEqual({ problem: null, retryAt: null })
  expect(kinds.stale()).toBeNull()
  await expect.poll(() => kinds.seesAll('shop')).toBe(true)
  expect(kinds.seesAll('billing')).toBe(false)
  expect(kinds.seesAll('of-nobody')).toBe(false)
})

test('a kind that may not be seen any more is missing, and no reason to call all else stale', async () => {
  let refused = false
  start([])
  const watches: Exchange[] = []
  const refuse = (exchange: Exchange): boolean => {
    const isWatch = exchange.query.get('watch') === '1'
    if (refused && exchange.path.endsWith('/configmaps')) exchange.refuse(403, 'forbidden')
    else if (isWatch && exchange.path.endsWith('/configmaps')) watches.push(exchange)
    else return false
    return true
  }
  await answer(9, refuse)
  await expect.poll(() => kinds.settled()).toBe(true)
  expect(kinds.missing('config-map')).toBeNull()
  await expect.poll(() => kinds.seesAll('shop')).toBe(true)
  refused = true
  watches[0]?.refuse(403, 'forbidden')
  await expect.poll(() => kinds.missing('config-map')?.code).toBe('kubernetes.forbidden')
  now += 60_000
  expect(kinds.stale()).toBeNull()
  expect(kinds.seesAll('shop')).toBe(false)
  expect(kinds.syncedAt('config-map')).toBeLessThan(now)
})

test('the operator’s kinds are watched once they are there, with the version they are served in', async () => {
  start([])
  const asked: string[] = []
  await answer(12, (exchange) => {
    asked.push(`${exchange.query.get('watch') === '1' ? 'watch' : 'get'} ${exchange.path}`)
    if (exchange.path === '/apis/flink.apache.org') {
      exchange.answer(200, { preferredVersion: { version: 'v1beta2' } })
      return true
    }
    if (exchange.path === '/apis/flink.apache.org/v1beta2') {
      exchange.answer(200, { resources: [{ name: 'flinkdeployments', verbs: ['list', 'watch'] }] })
      return true
    }
    if (!exchange.path.endsWith('/flinkdeployments') || exchange.query.get('watch') === '1') return false
    const items = [{ metadata: { uid: 'u', namespace: 'shop', name: 'orders' }, spec: {} }]
    exchange.answer(200, { metadata: { resourceVersion: '5' }, items })
    return true
  })
  expect(await changes.next()).toBe('upsert flink-deployment shop/orders')
  expect(asked).toContain('watch /apis/flink.apache.org/v1beta2/flinkdeployments')
  await expect.poll(() => kinds.syncedAt('flink-deployment')).not.toBeNull()
  expect(kinds.syncedAt('session-job')).toBeNull()
})
