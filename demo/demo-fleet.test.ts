import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  LEADER_ANNOTATION,
  readCheckpointMetadata,
  readCompletedCheckpoint,
  readHaConfigMap,
  readLeaderAnnotation,
  readSubmittedJob,
} from '../lib/formats/index.ts'
import { type DemoFleet, startDemoFleet } from './demo-fleet.ts'
import { FLEET } from './fleet/connections.ts'

const ConfigMaps = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        namespace: z.string(),
        uid: z.string(),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
      data: z.record(z.string(), z.string()),
    }),
  ),
})
const Jobs = z.object({
  jobs: z.array(
    z.object({ jid: z.string(), name: z.string(), state: z.string(), 'start-time': z.number(), duration: z.number() }),
  ),
})
const Attempt = z.object({
  id: z.number(),
  status: z.string(),
  is_savepoint: z.boolean(),
  trigger_timestamp: z.number(),
  end_to_end_duration: z.number(),
  state_size: z.number(),
  external_path: z.string().optional(),
  discarded: z.boolean().optional(),
})
const Checkpoints = z.object({
  counts: z.object({ total: z.number(), completed: z.number(), failed: z.number(), in_progress: z.number() }),
  latest: z.object({ completed: Attempt.nullable() }),
  history: z.array(Attempt),
})
const Named = z.object({ metadata: z.object({ uid: z.string() }) })
/** An API server that is up all the time: what comes later is tested where it is asked for. */
const STEADY = FLEET.map((connection) => ({ ...connection, failsAfterMs: null }))

const dataDir = mkdtempSync(join(tmpdir(), 'weir-demo-'))
let fleet: DemoFleet
beforeAll(async () => {
  fleet = await startDemoFleet({ port: 0, dataDir, fleet: STEADY })
})
afterAll(async () => {
  await fleet.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function get(connection: string, path: string, from = fleet): Promise<{ status: number; body: unknown }> {
  const tokens = [...readFileSync(from.kubeconfig, 'utf8').matchAll(/token: (\w+)/g)]
  const token = tokens[from.contexts.indexOf(connection)]?.[1]
  const response = await fetch(`${from.servers[connection]}${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, body: await response.json() }
}
const rest = async (connection: string, namespace: string, cluster: string, path: string) =>
  (await get(connection, `/api/v1/namespaces/${namespace}/services/${cluster}-rest:8081/proxy${path}`)).body
const haMaps = async (connection: string) =>
  ConfigMaps.parse((await get(connection, '/api/v1/configmaps?labelSelector=type')).body).items.flatMap((item) => {
    const read = readHaConfigMap({ ...item.metadata, data: item.data })
    return read ? [{ ...item, read }] : []
  })

/** Where a path as Flink writes it lies. */
function inStorage(path: string): string {
  for (const root of fleet.storageRoots) {
    const [prefix = '', directory = ''] = root.split('=')
    const written = prefix.replace(/^file:\/+/, 'file:/')
    if (path.startsWith(`${written}/`)) return join(directory, path.slice(written.length))
  }
  throw new Error(`no storage for ${path}`)
}

describe('the fleet', () => {
  test('has clusters of every state in three Kubernetes', async () => {
    expect(fleet.contexts).toEqual(['prod-eu', 'prod-us', 'edge-eu'])
    const listed = await Promise.all(fleet.contexts.map(async (name) => get(name, '/apis/apps/v1/deployments')))
    const names = listed.flatMap(
      ({ body }) =>
        z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) }).parse(body).items,
    )
    expect(names).toHaveLength(FLEET.flatMap(({ clusters }) => clusters).length)
  })

  test.each(['prod-eu', 'prod-us', 'edge-eu'])(
    'in %s every pointer of the HA data names a file of the size it says, which reads',
    async (connection) => {
      const maps = await haMaps(connection)
      const pointers = maps.flatMap(({ read }) =>
        read.entries.flatMap(({ pointer, kind }) => (pointer ? [{ pointer, kind }] : [])),
      )
      expect(pointers.length).toBeGreaterThan(10)
      for (const { pointer, kind } of pointers) {
        const bytes = readFileSync(inStorage(pointer.path ?? ''))
        expect(bytes.length).toBe(pointer.stateSizeBytes)
        if (kind === 'checkpoint') readCompletedCheckpoint(bytes)
        else {
          const { jobId, kind, vertices } = readSubmittedJob(bytes)
          expect(jobId).toMatch(/^[0-9a-f]{32}$/)
          // A stream graph is not made of vertices yet.
          expect(vertices === null).toBe(kind === 'streamGraph')
        }
      }
    },
  )

  test.each([
    ['prod-eu', 'flink', 'orders'],
    ['prod-eu', 'legacy', 'erp-bridge'],
    ['prod-us', 'crm', 'mail-events'],
    ['prod-us', 'retail', 'pricing'],
    ['edge-eu', 'edge', 'gateway-de'],
  ])('in %s REST, HA file and _metadata of %s/%s tell the same checkpoints', async (connection, namespace, cluster) => {
    const { jobs } = Jobs.parse(await rest(connection, namespace, cluster, '/jobs/overview'))
    const jobId = jobs[0]?.jid ?? ''
    const { history, counts } = Checkpoints.parse(
      await rest(connection, namespace, cluster, `/jobs/${jobId}/checkpoints`),
    )
    expect(counts.total).toBe(counts.completed + counts.failed + counts.in_progress)
    const map = (await haMaps(connection)).find(({ metadata }) => metadata.name.includes(jobId))
    const kept =
      map?.read.entries.flatMap(({ pointer, kind }) => (kind === 'checkpoint' && pointer ? [pointer] : [])) ?? []
    expect(kept).toHaveLength(3)
    for (const { path } of kept) {
      const held = readCompletedCheckpoint(readFileSync(inStorage(path ?? '')))
      const told = history.find(({ id }) => id === held.checkpointId)
      expect(told).toMatchObject({
        status: 'COMPLETED',
        trigger_timestamp: held.timestamp,
        external_path: held.externalPointer,
        discarded: false,
      })
      const metadata = readCheckpointMetadata(readFileSync(join(inStorage(held.externalPointer), '_metadata')))
      expect(metadata.checkpointId).toBe(held.checkpointId)
      // coordinators' bytes are not counted by REST; up to 1.14 it tells what was newly written
      const restBytes = (metadata.totals.stateSizeBytes ?? 0) - metadata.totals.coordinatorBytes
      if (namespace !== 'legacy') expect(told?.state_size).toBe(restBytes)
      for (const file of metadata.files) expect(statSync(inStorage(file.path)).size).toBe(file.sizeBytes)
    }
    const discarded = history.filter((attempt) => attempt.discarded === true)
    expect(discarded.length).toBeGreaterThan(0)
    for (const { external_path } of discarded) expect(() => statSync(inStorage(external_path ?? ''))).toThrow()
  })

  test('leaders hold their leases, but for the one that was killed', async () => {
    for (const { metadata } of await haMaps('prod-eu')) {
      const annotation = metadata.annotations[LEADER_ANNOTATION]
      if (annotation === undefined) continue
      const lease = readLeaderAnnotation(annotation)
      if ('problem' in lease) throw new Error(annotation)
      const isHeld = Date.now() - (lease.renewTime ?? 0) < (lease.leaseDurationMs ?? 0)
      expect([metadata.name, isHeld]).toEqual([metadata.name, !metadata.name.startsWith('billing-')])
    }
  })

  test('the killed JobManager has no ready replica, the proxy says so, and what HA points to is empty', async () => {
    const deployment = await get('prod-eu', '/apis/apps/v1/namespaces/flink/deployments/billing')
    expect(deployment.body).not.toHaveProperty('status.readyReplicas')
    const answer = await get('prod-eu', '/api/v1/namespaces/flink/services/billing-rest:8081/proxy/config')
    expect(answer).toMatchObject({ status: 503, body: { reason: 'ServiceUnavailable' } })
    const map = (await haMaps('prod-eu')).find(({ read }) => read.clusterId === 'billing' && read.role === 'job')
    const [pointer] = map?.read.entries.flatMap((entry) => entry.pointer ?? []) ?? []
    const held = readCompletedCheckpoint(readFileSync(inStorage(pointer?.path ?? '')))
    expect(readdirSync(inStorage(held.externalPointer))).toEqual([])
  })

  test('checkpoints go on: a new one completes, the oldest key, file and directory go', async () => {
    const cluster = ['prod-us', 'crm', 'notifications'] as const
    const { jobs } = Jobs.parse(await rest(...cluster, '/jobs/overview'))
    const path = `/jobs/${jobs[0]?.jid}/checkpoints`
    const newest = async () => Checkpoints.parse(await rest(...cluster, path)).latest.completed
    const before = await newest()
    await expect
      .poll(async () => (await newest())?.id, { timeout: 25_000, interval: 250 })
      .toBeGreaterThan(before?.id ?? 0)
    const { history } = Checkpoints.parse(await rest(...cluster, path))
    const map = (await haMaps('prod-us')).find(({ metadata }) => metadata.name.includes(jobs[0]?.jid ?? '-'))
    const keys = Object.keys(map?.data ?? {}).filter((key) => key.startsWith('checkpointID-'))
    const ids = keys.map((key) => Number(key.slice('checkpointID-'.length)))
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
    expect(ids).toHaveLength(3)
    const subsumed = history.find(({ id }) => id === (ids[0] ?? 0) - 1)
    expect(subsumed?.discarded).toBe(true)
    expect(() => statSync(inStorage(subsumed?.external_path ?? ''))).toThrow()
    for (const id of ids) {
      const kept = history.find((attempt) => attempt.id === id)
      expect(statSync(join(inStorage(kept?.external_path ?? ''), '_metadata')).size).toBeGreaterThan(0)
    }
  }, 30_000)
})

describe('another start', () => {
  test('keeps the uid of kube-system, makes new ones for what it created, and clears the storage it laid out', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'weir-demo-again-'))
    const once = async () => {
      const started = await startDemoFleet({ port: 0, dataDir: directory, fleet: STEADY.slice(2) })
      const kubeSystem = await get('edge-eu', '/api/v1/namespaces/kube-system', started)
      const deployment = await get('edge-eu', '/apis/apps/v1/namespaces/edge/deployments/gateway-de', started)
      const files = readdirSync(join(directory, 'flink-storage/s3/edge-state/ha/gateway-de')).length
      await started.close()
      return {
        connection: Named.parse(kubeSystem.body).metadata.uid,
        cluster: Named.parse(deployment.body).metadata.uid,
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
