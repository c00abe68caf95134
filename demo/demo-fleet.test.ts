import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  LEADER_ANNOTATION,
  readCompletedCheckpoint,
  readHaConfigMap,
  readLeaderAnnotation,
} from '../lib/formats/index.ts'
import { type DemoFleet, startDemoFleet } from './demo-fleet.ts'

const ConfigMaps = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        labels: z.record(z.string(), z.string()),
        creationTimestamp: z.string(),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
      data: z.record(z.string(), z.string()),
    }),
  ),
})
const Checkpoints = z.object({
  history: z.array(z.object({ id: z.number(), trigger_timestamp: z.number(), external_path: z.string().optional() })),
})
const Deployment = z.object({ metadata: z.object({ uid: z.string() }), status: z.record(z.string(), z.unknown()) })

const dataDir = mkdtempSync(join(tmpdir(), 'weir-demo-'))
let fleet: DemoFleet
let storage: string
beforeAll(async () => {
  fleet = await startDemoFleet({ port: 0, dataDir })
  storage = fleet.storageRoots[0]?.replace('file:///srv/flink=', '') ?? ''
})
afterAll(async () => {
  await fleet.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function get(path: string, from: DemoFleet = fleet): Promise<{ status: number; body: unknown }> {
  const token = /token: (\w+)/.exec(readFileSync(from.kubeconfig, 'utf8'))?.[1]
  const response = await fetch(`${from.server}${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, body: await response.json() }
}
const haMaps = async (namespace: string) =>
  ConfigMaps.parse((await get(`/api/v1/namespaces/${namespace}/configmaps`)).body).items.filter(
    ({ metadata }) => !metadata.name.startsWith('flink-config-'),
  )
const lease = (annotation: string) => {
  const read = readLeaderAnnotation(annotation)
  if ('problem' in read) throw new Error(`not a leader annotation: ${annotation}`)
  return read
}
const inStorage = (path: string) => join(storage, path.replace('file:/srv/flink/', ''))

describe('the fleet', () => {
  test('names clusters in names and labels, and leaves what Flink wrote', async () => {
    const maps = await haMaps('legacy')
    expect(maps.map(({ metadata }) => metadata.name)).toEqual([
      'orders-legacy-2d1475bacd4b390e49bec73113b142e8-jobmanager-leader',
      'orders-legacy-dispatcher-leader',
      'orders-legacy-resourcemanager-leader',
      'orders-legacy-restserver-leader',
    ])
    for (const { metadata } of maps) expect(metadata.labels.app).toBe('orders-legacy')
    expect(maps[0]?.data).toMatchObject({
      counter: '11',
      address: 'akka.tcp://flink@127.0.0.1:33091/user/rpc/jobmanager_2',
    })
  })

  test.each(['shop', 'legacy'])('in %s every leader holds its lease', async (namespace) => {
    const leases = (await haMaps(namespace)).filter(({ metadata }) => metadata.annotations[LEADER_ANNOTATION])
    expect(leases.length).toBeGreaterThan(0)
    for (const { metadata } of leases) {
      const annotation = metadata.annotations[LEADER_ANNOTATION] ?? ''
      const { renewTime, leaseDurationMs } = lease(annotation)
      expect(Date.now() - (renewTime ?? 0)).toBeLessThan(leaseDurationMs ?? 0)
      expect(annotation).toContain('"leaseDuration":15.000000000')
    }
  })

  test('the lease of the killed JobManager has run out; its holder still stands there', async () => {
    const [annotation = ''] = (await haMaps('billing')).flatMap(
      ({ metadata }) => metadata.annotations[LEADER_ANNOTATION] ?? [],
    )
    const { renewTime, leaseDurationMs, holderIdentity } = lease(annotation)
    expect(Date.now() - (renewTime ?? Number.NaN)).toBeGreaterThan(leaseDurationMs ?? Number.NaN)
    expect(holderIdentity).toBe('0dd3ceb1-b1a4-4e27-a23c-a42ae5532ab2')
    expect(annotation).toContain('"leaseDuration":"PT15S"')
  })

  test('the killed JobManager has no ready replica, and the proxy says that nothing listens', async () => {
    const deployment = (await get('/apis/apps/v1/namespaces/billing/deployments/orders-billing')).body
    expect(Deployment.parse(deployment).status).not.toHaveProperty('readyReplicas')
    const answer = await get('/api/v1/namespaces/billing/services/orders-billing-rest:8081/proxy/config')
    expect(answer).toMatchObject({ status: 503, body: { reason: 'ServiceUnavailable' } })
  })

  test.each(['shop', 'billing', 'legacy'])(
    'in %s every pointer of the HA data names a file that is there',
    async (namespace) => {
      const maps = await haMaps(namespace)
      const entries = maps.flatMap(({ metadata, data }) => readHaConfigMap({ ...metadata, data })?.entries ?? [])
      const pointers = entries.flatMap(({ pointer }) => pointer ?? [])
      expect(pointers).toHaveLength(4)
      for (const { path, stateSizeBytes } of pointers) {
        expect(statSync(inStorage(path ?? '')).size).toBe(stateSizeBytes)
      }
    },
  )

  test.each([
    ['shop', 'orders', '55488d215c1ebee94f49a603deb9c3a6', 'completedCheckpointc228a1907e81'],
    ['legacy', 'orders-legacy', '2d1475bacd4b390e49bec73113b142e8', 'completedCheckpoint3067b921a14d'],
  ])('in %s REST and HA file tell the same time and path of checkpoint 9', async (namespace, cluster, jobId, file) => {
    const rest = `/api/v1/namespaces/${namespace}/services/${cluster}-rest:8081/proxy/jobs/${jobId}/checkpoints`
    const told = Checkpoints.parse((await get(rest)).body).history.find(({ id }) => id === 9)
    const held = readCompletedCheckpoint(readFileSync(join(storage, 'ha/orders', file)))
    expect(held).toMatchObject({ jobId, checkpointId: 9 })
    expect(held.timestamp).toBe(told?.trigger_timestamp)
    expect(held.externalPointer).toBe(told?.external_path)
    expect(Date.now() - held.completionTimestamp).toBeGreaterThan(0)
    expect(Date.now() - held.completionTimestamp).toBeLessThan(60_000)
    expect(Math.round(statSync(join(inStorage(held.externalPointer), '_metadata')).mtimeMs)).toBe(
      held.completionTimestamp,
    )
  })

  test('the clock of REST runs: a job that has not ended lasts until now', async () => {
    const Jobs = z.object({ jobs: z.array(z.object({ 'start-time': z.number(), duration: z.number() })) })
    const answer = await get('/api/v1/namespaces/legacy/services/orders-legacy-rest:8081/proxy/jobs/overview')
    const [job] = Jobs.parse(answer.body).jobs
    const until = (job?.['start-time'] ?? 0) + (job?.duration ?? 0)
    expect(Math.abs(Date.now() - until)).toBeLessThan(10_000)
  })

  test('nothing that was recorded still carries the time of its recording', async () => {
    const texts = [(await get('/api/v1/configmaps')).body, (await get('/apis/apps/v1/deployments')).body]
    const times = texts.flatMap((text) => JSON.stringify(text).match(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d/g) ?? [])
    expect(times.length).toBeGreaterThan(20)
    for (const time of times) expect(Date.now() - Date.parse(`${time}Z`)).toBeLessThan(10 * 60_000)
  })
})

describe('another start', () => {
  test('keeps the uid of kube-system, makes new ones for what it created, and clears the storage it laid out', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'weir-demo-again-'))
    const once = async () => {
      const started = await startDemoFleet({ port: 0, dataDir: directory })
      const kubeSystem = await get('/api/v1/namespaces/kube-system', started)
      const deployment = await get('/apis/apps/v1/namespaces/shop/deployments/orders', started)
      const files = readdirSync(join(directory, 'flink-storage/ha/orders')).length
      await started.close()
      return {
        connection: Deployment.omit({ status: true }).parse(kubeSystem.body).metadata.uid,
        cluster: Deployment.parse(deployment.body).metadata.uid,
        files,
      }
    }
    const [first, second] = [await once(), await once()]
    expect(second.connection).toBe(first.connection)
    expect(second.cluster).not.toBe(first.cluster)
    expect(second.files).toBe(first.files)
    rmSync(directory, { recursive: true, force: true })
  })
})
