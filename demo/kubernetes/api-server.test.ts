import { once } from 'node:events'
import type { Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ApiFaults } from './api-faults.ts'
import { createApiServer } from './api-server.ts'
import { definitionOf, KindCatalogue } from './custom-resources.ts'
import { ObjectStore } from './object-store.ts'
import { CONFIG_MAPS, CUSTOM_RESOURCE_DEFINITIONS, type KubernetesObject, PODS, SERVICES } from './objects.ts'
import { ServiceProxy } from './service-proxy.ts'

interface Event {
  type: string
  object: { metadata: { name: string; resourceVersion: string }; code?: number; reason?: string }
}

const map = (name: string, labels: Record<string, string> = {}): KubernetesObject => ({
  metadata: { name, namespace: 'shop', uid: name, creationTimestamp: '2026-11-21T12:30:16Z', labels },
  data: {},
})

const WIDGETS = { group: 'shop.example', version: 'v1beta1', plural: 'widgets', kind: 'Widget', namespaced: true }

let store: ObjectStore
let server: Server
let faults: ApiFaults
let base: string
let stopWatches: AbortController

beforeEach(async () => {
  store = new ObjectStore(100, 5)
  const proxy = new ServiceProxy(store)
  proxy.register('shop', 'orders-rest', ({ method, path, body }) => ({
    status: 200,
    contentType: 'text/plain',
    body: method === 'GET' ? path : `${method} ${path} ${body}`,
  }))
  faults = new ApiFaults()
  const catalogue = new KindCatalogue(store, [WIDGETS])
  server = createApiServer({ store, catalogue, proxy, faults, token: 'secret' }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  stopWatches = new AbortController()
})
afterEach(async () => {
  stopWatches.abort()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${base}${path}`, { ...init, headers: { authorization: 'Bearer secret' } })
const read = async (path: string) => (await ask(path)).json()

/** The next events of a watch, as many as asked for. */
async function watch(query: string): Promise<(count: number) => Promise<Event[]>> {
  const response = await ask(`/api/v1/configmaps?watch=1&${query}`, { signal: stopWatches.signal })
  expect(response.status).toBe(200)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let unread = ''
  return async (count) => {
    const events: Event[] = []
    while (events.length < count) {
      const [line, ...rest] = unread.split('\n')
      if (line !== undefined && rest.length > 0) {
        events.push(JSON.parse(line))
        unread = rest.join('\n')
        continue
      }
      const chunk = await reader?.read()
      if (!chunk || chunk.done) break
      unread += chunk.value
    }
    return events
  }
}
const types = (events: Event[]) => events.map(({ type, object }) => `${type} ${object.metadata.name}`)

describe('paging', () => {
  test('later pages show the state of the first one', async () => {
    for (const name of ['a', 'b', 'c']) store.put(CONFIG_MAPS, map(name))
    const page = await read('/api/v1/configmaps?limit=1')
    expect(page.metadata).toMatchObject({ resourceVersion: '103', remainingItemCount: 2 })
    store.remove(CONFIG_MAPS, 'shop', 'b')
    store.put(CONFIG_MAPS, map('bb'))
    const next = await read(`/api/v1/configmaps?limit=5&continue=${page.metadata.continue}`)
    expect(next.items.map((item: KubernetesObject) => item.metadata.name)).toEqual(['b', 'c'])
    expect(next.metadata).toEqual({ resourceVersion: '103' })
  })

  test('a continue token whose version is forgotten is 410', async () => {
    for (const name of ['a', 'b']) store.put(CONFIG_MAPS, map(name))
    const page = await read('/api/v1/configmaps?limit=1')
    for (let change = 0; change < 6; change += 1) store.put(CONFIG_MAPS, map('a'))
    const response = await ask(`/api/v1/configmaps?limit=1&continue=${page.metadata.continue}`)
    expect(response.status).toBe(410)
    expect(await response.json()).toMatchObject({ kind: 'Status', reason: 'Expired', code: 410 })
  })
})

describe('watch', () => {
  test('tells what changed since the version and goes on with what changes now', async () => {
    store.put(CONFIG_MAPS, map('a'))
    const since = store.resourceVersion
    store.put(CONFIG_MAPS, map('b'))
    const next = await watch(`resourceVersion=${since}`)
    expect(types(await next(1))).toEqual(['ADDED b'])
    store.put(CONFIG_MAPS, map('a'))
    store.remove(CONFIG_MAPS, 'shop', 'b')
    expect(types(await next(2))).toEqual(['MODIFIED a', 'DELETED b'])
  })

  test('an object comes into sight of a selector as ADDED and leaves it as DELETED', async () => {
    store.put(CONFIG_MAPS, map('a'))
    const next = await watch(`resourceVersion=${store.resourceVersion}&labelSelector=app%3Dorders`)
    store.put(CONFIG_MAPS, map('unseen'))
    store.put(CONFIG_MAPS, map('a', { app: 'orders' }))
    store.put(CONFIG_MAPS, map('a', { app: 'orders', more: 'x' }))
    store.put(CONFIG_MAPS, map('a'))
    expect(types(await next(3))).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a'])
  })

  test('changes of other kinds and namespaces are not told', async () => {
    const response = await watch(`resourceVersion=${store.resourceVersion}`)
    store.put(PODS, map('pod'))
    store.put(CONFIG_MAPS, map('a'))
    expect(types(await response(1))).toEqual(['ADDED a'])
  })

  test('a version that is too old is one ERROR event of 410, and the end', async () => {
    for (let change = 0; change < 8; change += 1) store.put(CONFIG_MAPS, map('a'))
    const next = await watch('resourceVersion=101')
    const events = await next(2)
    expect(events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }])
  })

  test('the bookmark before the end carries the version of changes of other kinds', async () => {
    store.put(CONFIG_MAPS, map('a'))
    const next = await watch(`resourceVersion=${store.resourceVersion}&allowWatchBookmarks=true&timeoutSeconds=4`)
    store.put(PODS, map('pod'))
    const events = await next(2)
    expect(events).toMatchObject([{ type: 'BOOKMARK', object: { metadata: { resourceVersion: '102' } } }])
  })
})

describe('access', () => {
  test.each([
    ['without a token', {}],
    ['with a wrong one', { authorization: 'Bearer wrong!' }],
  ])('%s is 401', async (_, headers) => {
    expect((await fetch(`${base}/api/v1/configmaps`, { headers })).status).toBe(401)
  })

  test.each([
    ['GET', '/api/v1/secrets', 'cannot list resource "secrets" in API group "" at the cluster scope'],
    [
      'GET',
      '/api/v1/namespaces/shop/secrets/x',
      'cannot get resource "secrets" in API group "" in the namespace "shop"',
    ],
    ['DELETE', '/api/v1/namespaces/shop/configmaps/x', 'cannot delete resource "configmaps"'],
    ['POST', '/apis/apps/v1/namespaces/shop/deployments', 'cannot create resource "deployments" in API group "apps"'],
  ])('%s %s is 403 and says what is missing', async (method, path, message) => {
    const response = await ask(path, { method })
    expect(response.status).toBe(403)
    expect((await response.json()).message).toContain(message)
  })

  test.each([
    '/api/v1/namespaces/shop',
    '/api/v1/namespaces/shop/configmaps/none',
    '/api/v1/namespaces/shop/configmaps/a/status',
    '/api/v1/configmaps/a',
    '/api/v1/things',
    '/api/v2/configmaps',
    '/apis/none.example',
    '/',
    '//',
    '/%',
  ])('%s is 404', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })
})

describe('service proxy', () => {
  const pod = (ready: boolean) =>
    store.put(PODS, {
      ...map('jobmanager', { app: 'orders' }),
      status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
    })
  beforeEach(() => {
    store.put(SERVICES, {
      ...map('orders-rest'),
      spec: { selector: { app: 'orders' }, ports: [{ name: 'rest', port: 8081 }] },
    })
  })

  test.each(['orders-rest', 'orders-rest:8081', 'orders-rest:rest', 'http:orders-rest:8081'])(
    '%s passes path and query on as they came',
    async (id) => {
      pod(true)
      const response = await ask(`/api/v1/namespaces/shop/services/${id}/proxy/jobs/a%2Fb?x=%20y`)
      expect(await response.text()).toBe('/jobs/a%2Fb?x=%20y')
    },
  )

  test('passes on what is posted, with its body', async () => {
    pod(true)
    const path = '/api/v1/namespaces/shop/services/orders-rest:8081/proxy/jobs/x/savepoints'
    const response = await ask(path, { method: 'POST', body: '{"cancel-job":false}' })
    expect(await response.text()).toBe('POST /jobs/x/savepoints {"cancel-job":false}')
  })

  test.each([
    ['no pod is ready', 'orders-rest:8081', 503, 'no endpoints available for service "orders-rest:8081"'],
    ['there is no such port', 'orders-rest:9999', 503, 'no service port "9999" found for service "orders-rest"'],
    ['there is no such service', 'other:8081', 404, 'services "other" not found'],
  ])('where %s', async (_, id, status, message) => {
    pod(false)
    const response = await ask(`/api/v1/namespaces/shop/services/${id}/proxy/config`)
    expect(response.status).toBe(status)
    expect((await response.json()).message).toBe(message)
  })
})

describe('discovery', () => {
  test('names groups, versions and kinds, those of custom resources as long as they are defined', async () => {
    const groups = async () => (await read('/apis')).groups.map(({ name }: { name: string }) => name)
    expect(await groups()).toEqual(['apps', 'apiextensions.k8s.io'])
    expect((await ask('/apis/shop.example/v1beta1/widgets')).status).toBe(404)
    store.put(CUSTOM_RESOURCE_DEFINITIONS, definitionOf(WIDGETS, 'uid', '2026-11-21T12:30:16Z'))
    expect(await groups()).toContain('shop.example')
    expect(await read('/apis/shop.example/v1beta1')).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'shop.example/v1beta1',
      resources: [{ name: 'widgets', kind: 'Widget', namespaced: true }],
    })
    store.put(WIDGETS, map('a'))
    expect(await read('/apis/shop.example/v1beta1/widgets')).toMatchObject({
      kind: 'WidgetList',
      apiVersion: 'shop.example/v1beta1',
      items: [{ metadata: { name: 'a' } }],
    })
  })

  test('the core group has its own root, and services can be reached through', async () => {
    expect(await read('/api')).toMatchObject({ versions: ['v1'] })
    const { resources } = await read('/api/v1')
    expect(resources.map(({ name }: { name: string }) => name)).toContain('services/proxy')
  })
})

describe('faults', () => {
  test('unavailable: every request is 503, watches are cut, and both come back', async () => {
    const next = await watch(`resourceVersion=${store.resourceVersion}`)
    faults.suffer('unavailable')
    await expect(next(1)).rejects.toThrow()
    const response = await ask('/api/v1/configmaps')
    expect([response.status, (await response.json()).reason]).toEqual([503, 'ServiceUnavailable'])
    faults.suffer('none')
    expect((await ask('/api/v1/configmaps')).status).toBe(200)
  })

  test('silent: nothing is answered and nothing is told; what was silent is cut when it ends', async () => {
    const next = await watch(`resourceVersion=${store.resourceVersion}`)
    faults.suffer('silent')
    store.put(CONFIG_MAPS, map('unheard'))
    await expect(ask('/api/v1/configmaps', { signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout')
    faults.suffer('none')
    await expect(next(1)).rejects.toThrow()
  })

  test('slow: an answer takes longer than anybody waits', async () => {
    store.put(CONFIG_MAPS, map('a'))
    faults.suffer('slow')
    const response = await ask('/api/v1/configmaps', { signal: AbortSignal.timeout(400) })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('timeout')
  })

  test.each([
    [
      { resource: 'configmaps' },
      '/api/v1/configmaps',
      'cannot list resource "configmaps" in API group "" at the cluster scope',
    ],
    [
      { resource: 'configmaps', verb: 'watch' },
      '/api/v1/configmaps?watch=1',
      'cannot watch resource "configmaps" in API group "" at the cluster scope',
    ],
    [
      { resource: 'services/proxy', namespace: 'shop' },
      '/api/v1/namespaces/shop/services/orders-rest:8081/proxy/config',
      'services "orders-rest:8081" is forbidden: User "system:serviceaccount:weir:weir" cannot get resource "services/proxy" in API group "" in the namespace "shop"',
    ],
    [
      { resource: 'deployments.apps' },
      '/apis/apps/v1/deployments',
      'deployments.apps is forbidden: User "system:serviceaccount:weir:weir" cannot list resource "deployments" in API group "apps"',
    ],
  ])('without the rule %j %s is 403', async (rule, path, message) => {
    faults.forbid([rule])
    const response = await ask(path)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({
      reason: 'Forbidden',
      code: 403,
      message: expect.stringContaining(message),
    })
    expect((await ask('/api/v1/pods')).status).toBe(200)
  })

  test('after a compaction an earlier version is gone', async () => {
    store.put(CONFIG_MAPS, map('a'))
    const since = store.resourceVersion
    store.put(CONFIG_MAPS, map('b'))
    store.compact()
    const events = await (await watch(`resourceVersion=${since}`))(1)
    expect(events).toMatchObject([{ type: 'ERROR', object: { code: 410 } }])
  })
})
