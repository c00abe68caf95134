import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ApiClient, type WatchEvent } from './api-client.ts'

const Metadata = z.looseObject({
  name: z.string(),
  namespace: z.string(),
  resourceVersion: z.string(),
  uid: z.string(),
})
const ConfigMapList = z.looseObject({
  kind: z.literal('ConfigMapList'),
  apiVersion: z.literal('v1'),
  metadata: z.looseObject({
    resourceVersion: z.string().regex(/^\d+$/),
    continue: z.string().optional(),
    remainingItemCount: z.number().optional(),
  }),
  items: z.array(
    z.looseObject({
      metadata: Metadata.extend({ labels: z.record(z.string(), z.string()).optional() }),
      data: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
const Status = z.looseObject({
  kind: z.literal('Status'),
  apiVersion: z.literal('v1'),
  status: z.literal('Failure'),
  message: z.string(),
  reason: z.string(),
  code: z.number(),
})

const HA_MAPS = 'type=flink-native-kubernetes'
const LEADER = 'control-plane.alpha.kubernetes.io/leader'
/** A leader renews every 5 s and loses its lease after 15. */
const RENEWAL_DEADLINE_SECONDS = 20

/** What a test of the contract needs to find: a Flink cluster with Kubernetes HA, a living leader and a REST service. */
export interface KubernetesApiUnderTest {
  kubeconfig: string
  namespace: string
  clusterId: string
  /** The REST service and its port, as the service proxy takes them: `orders-rest:8081`. */
  restService: string
}

/**
 * What Weir relies on of the Kubernetes API. The same assertions run against the demo and against a real
 * kube-apiserver, so that the demo cannot drift from it.
 */
export function describeKubernetesApi(name: string, getSubject: () => Promise<KubernetesApiUnderTest>): void {
  describe(`Kubernetes API: ${name}`, () => {
    let subject: KubernetesApiUnderTest
    let api: ApiClient
    beforeAll(async () => {
      subject = await getSubject()
      api = new ApiClient(subject.kubeconfig)
    })
    const configMaps = (query: string) => `/api/v1/namespaces/${subject.namespace}/configmaps?${query}`
    const list = async (path: string) => ConfigMapList.parse((await api.get(path)).body)
    const names = (items: { metadata: { namespace: string; name: string } }[]) =>
      items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)

    test('kube-system has a uid that stays', async () => {
      const read = async () =>
        z
          .looseObject({ metadata: z.looseObject({ uid: z.uuid() }) })
          .parse((await api.get('/api/v1/namespaces/kube-system')).body).metadata.uid
      expect(await read()).toBe(await read())
    })

    test('a list carries its version, and items without kind and apiVersion', async () => {
      const { items } = await list(configMaps(`labelSelector=${HA_MAPS}`))
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) {
        expect(item).not.toHaveProperty('kind')
        expect(item).not.toHaveProperty('apiVersion')
        expect(item.metadata.namespace).toBe(subject.namespace)
        expect(item.metadata.labels?.type).toBe('flink-native-kubernetes')
      }
    })

    test('pages add up to the whole, in its order and at one version', async () => {
      const whole = await list('/api/v1/configmaps')
      const paged: string[] = []
      const versions = new Set<string>()
      let token: string | undefined
      do {
        const query = token === undefined ? 'limit=2' : `limit=2&continue=${encodeURIComponent(token)}`
        const page = await list(`/api/v1/configmaps?${query}`)
        expect(page.items.length).toBeLessThanOrEqual(2)
        paged.push(...names(page.items))
        versions.add(page.metadata.resourceVersion)
        token = page.metadata.continue
      } while (token)
      expect(paged).toEqual(names(whole.items))
      expect(versions.size).toBe(1)
    })

    test('a continue token that is none is refused', async () => {
      const { status, body } = await api.get('/api/v1/configmaps?limit=2&continue=nonsense')
      expect(status).toBe(400)
      expect(Status.parse(body).code).toBe(400)
    })

    test.each([
      ['equality', (id: string) => `app=${id},${HA_MAPS}`],
      ['a set', (id: string) => `app in (${id}, some-other),type`],
    ])('selects by %s', async (_, selector) => {
      const { items } = await list(configMaps(`labelSelector=${encodeURIComponent(selector(subject.clusterId))}`))
      expect(items.length).toBeGreaterThan(0)
      for (const { metadata } of items) expect(metadata.labels?.app).toBe(subject.clusterId)
    })

    test.each(['!=', ' notin '])('%s excludes', async (operator) => {
      const excluded = operator === '!=' ? subject.clusterId : `(${subject.clusterId})`
      const { items } = await list(configMaps(`labelSelector=${encodeURIComponent(`app${operator}${excluded}`)}`))
      for (const { metadata } of items) expect(metadata.labels?.app).not.toBe(subject.clusterId)
    })

    test('a selector that is none is refused', async () => {
      const { status, body } = await api.get(configMaps(`labelSelector=${encodeURIComponent('app in (')}`))
      expect(status).toBe(400)
      expect(Status.parse(body).reason).toBe('BadRequest')
    })

    test('a watch from the version of a list tells the next renewal of a leader, with a new version', async () => {
      const { metadata } = await list(configMaps(`labelSelector=${HA_MAPS}`))
      const query = `watch=1&timeoutSeconds=${RENEWAL_DEADLINE_SECONDS}&labelSelector=${HA_MAPS}`
      const events = api.watch(configMaps(`${query}&resourceVersion=${metadata.resourceVersion}`))
      const renewal = await first(events, ({ object }) => object.metadata.annotations?.[LEADER] !== undefined)
      expect(renewal?.type).toBe('MODIFIED')
      expect(renewal?.object.kind).toBe('ConfigMap')
      expect(renewal?.object.metadata.namespace).toBe(subject.namespace)
      expect(Number(renewal?.object.metadata.resourceVersion)).toBeGreaterThan(Number(metadata.resourceVersion))
    }, 30_000)

    test('a watch without a version starts with what is there', async () => {
      const { items } = await list(configMaps(`labelSelector=${HA_MAPS}`))
      const added: string[] = []
      for await (const { type, object } of api.watch(
        configMaps(`watch=true&timeoutSeconds=5&labelSelector=${HA_MAPS}`),
      )) {
        if (type === 'ADDED') added.push(object.metadata.name ?? '')
        if (added.length === items.length) break
      }
      expect(added.toSorted()).toEqual(items.map(({ metadata }) => metadata.name).toSorted())
    }, 30_000)

    test('a bookmark with a version alone comes before the watch ends', async () => {
      const { metadata } = await list(configMaps(`labelSelector=${HA_MAPS}`))
      const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=5&resourceVersion=${metadata.resourceVersion}`
      const bookmark = await first(api.watch(configMaps(query)), ({ type }) => type === 'BOOKMARK')
      expect(bookmark?.object.kind).toBe('ConfigMap')
      expect(bookmark?.object.metadata.name).toBeUndefined()
      expect(Number(bookmark?.object.metadata.resourceVersion)).toBeGreaterThanOrEqual(Number(metadata.resourceVersion))
    }, 30_000)

    test('the service proxy passes on the answer with its type and the time', async () => {
      const { status, headers, body } = await api.get(
        `/api/v1/namespaces/${subject.namespace}/services/${subject.restService}/proxy/config`,
      )
      expect(status).toBe(200)
      expect(headers['content-type']).toMatch(/^application\/json/)
      expect(Date.parse(headers.date ?? '')).not.toBeNaN()
      expect(body).toHaveProperty('flink-version')
    })

    test('the service proxy passes on the errors of the service', async () => {
      const { status, body } = await api.get(
        `/api/v1/namespaces/${subject.namespace}/services/${subject.restService}/proxy/jobs/${'0'.repeat(32)}`,
      )
      expect(status).toBe(404)
      expect(body).toHaveProperty('errors')
      expect(body).not.toHaveProperty('kind')
    })

    test('what is not there is a Status of 404 that names it', async () => {
      const { status, body } = await api.get(`/api/v1/namespaces/${subject.namespace}/configmaps/no-such-map`)
      expect(status).toBe(404)
      expect(Status.parse(body)).toMatchObject({
        message: 'configmaps "no-such-map" not found',
        reason: 'NotFound',
        details: { name: 'no-such-map', kind: 'configmaps' },
        code: 404,
      })
    })

    test('the proxy of a service that is not there is a Status of 404', async () => {
      const { status, body } = await api.get(
        `/api/v1/namespaces/${subject.namespace}/services/no-such-service:8081/proxy/config`,
      )
      expect(status).toBe(404)
      expect(Status.parse(body)).toMatchObject({ reason: 'NotFound', details: { name: 'no-such-service' } })
    })

    test('a group that is not served is 404 in plain text', async () => {
      const { status, body } = await api.get('/apis/no-such-group.example/v1/things')
      expect({ status, body }).toEqual({ status: 404, body: '404 page not found\n' })
    })

    test('deployments of apps/v1 list as their kind', async () => {
      const { status, body } = await api.get('/apis/apps/v1/deployments?limit=1')
      expect(status).toBe(200)
      expect(body).toMatchObject({ kind: 'DeploymentList', apiVersion: 'apps/v1' })
    })

    test('who shows no credentials reads nothing', async () => {
      const { status, body } = await api.get('/api/v1/configmaps', { anonymous: true })
      expect([401, 403]).toContain(status)
      expect(Status.parse(body).code).toBe(status)
    })
  })
}

async function first(
  events: AsyncGenerator<WatchEvent>,
  wanted: (event: WatchEvent) => boolean,
): Promise<WatchEvent | undefined> {
  for await (const event of events) if (wanted(event)) return event
  return undefined
}
