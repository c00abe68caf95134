import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CONFIG_MAPS, type DeploymentItem, type PodItem } from '../kubernetes/resources.ts'
import { storageReader } from '../storage/reader.ts'
import { ClusterIndex, type ClusterObjects } from './cluster-objects.ts'
import type { ClusterSurroundings } from './cluster-surroundings.ts'
import { LiveCluster } from './live-cluster.ts'

// A savepoint is decided about without a JobManager only where none can be alive: what is not known is no proof.

const HA = new URL('../formats/fixtures/2.3.0/jm-killed/configmaps.json', import.meta.url)
const RENEWED_AT = Date.parse('2026-11-21T12:40:00.000Z')
/** Its lease of 15 s has run out by then. */
const LATER = RENEWED_AT + 60_000

const named = (name: string) => ({ uid: name, namespace: 'flink', name, labels: {}, createdAt: 0, clusterId: 'orders' })
const DEPLOYMENT: DeploymentItem = {
  ...named('orders'),
  mode: 'application',
  manager: 'native',
  image: null,
  gitOps: null,
  replicas: 1,
  readyReplicas: 0,
}

function pod(change: Partial<PodItem> = {}): PodItem {
  return {
    ...named('orders-jm'),
    deleting: false,
    component: 'jobmanager',
    phase: 'Running',
    ready: true,
    ip: null,
    startedAt: 0,
    runningSince: 0,
    restarts: 0,
    ...change,
  }
}

type Change = { deployment?: DeploymentItem; pods?: PodItem[]; holder?: string; ha?: boolean }

function objects({ deployment, pods = [], holder, ha = true }: Change): ClusterObjects {
  const index = new ClusterIndex()
  const list = JSON.parse(readFileSync(HA, 'utf8')) as { items: unknown[] }
  for (const item of ha ? list.items.flatMap((object) => CONFIG_MAPS.project(object) ?? []) : []) {
    const lease = { ...JSON.parse(item.leader ?? '{}'), renewTime: new Date(RENEWED_AT).toISOString() }
    if (holder !== undefined) lease.holderIdentity = holder
    index.put({
      kind: 'config-map',
      item: { ...item, namespace: 'flink', leader: item.leader && JSON.stringify(lease) },
    })
  }
  if (deployment) index.put({ kind: 'deployment', item: deployment })
  for (const item of pods) index.put({ kind: 'pod', item })
  const [cluster, ...others] = index.clusters.values()
  if (cluster === undefined || others.length > 0) throw new Error('not one cluster')
  return cluster
}

function isGone(seen: ClusterObjects, around: Partial<ClusterSurroundings> = {}, now = LATER): boolean {
  const cluster = new LiveCluster(
    {
      connection: { id: 'kube', rowId: 'row', name: 'prod' },
      storage: storageReader(() => []),
      recorder: { record: () => Promise.reject(new Error('no database')), forget: () => Promise.resolve() },
      stale: () => null,
      syncedAt: () => now,
      operatorSyncedAt: () => null,
      haProblem: () => null,
      forbidden: () => [],
      onRow: () => undefined,
      ...around,
    },
    { namespace: 'flink', name: 'orders' },
  )
  cluster.update(seen, null)
  const gone = cluster.isJobManagerGone(now)
  cluster.close()
  return gone
}

beforeEach(() => void vi.useFakeTimers({ now: RENEWED_AT }))
afterEach(() => void vi.useRealTimers())

const WITHOUT_HA: Change = { ha: false, deployment: DEPLOYMENT }
const denied = (resource: string) => ({ forbidden: () => [{ code: 'kubernetes.forbidden', params: { resource } }] })

test.each<[string, Change, Partial<ClusterSurroundings>?, number?]>([
  ['its lease has run out', {}],
  ['its lease was given back', { holder: '' }, {}, RENEWED_AT],
  ['its lease has run out, although a pod is there that is not coming up', { pods: [pod()] }],
  ['there is no HA, and its Deployment has no pod', WITHOUT_HA],
  ['there is no HA, and only TaskManagers run', { ...WITHOUT_HA, pods: [pod({ component: 'taskmanager' })] }],
  ['there is no HA, and Weir lacks a right that tells nothing of it', WITHOUT_HA, denied('services/proxy')],
])('the JobManager is gone where %s', (_, seen, around, now) => {
  expect(isGone(objects(seen), around, now)).toBe(true)
})

test.each<[string, Change, Partial<ClusterSurroundings>?, number?]>([
  ['its lease runs', {}, {}, RENEWED_AT + 1_000],
  ['nobody could have seen its lease renewed', {}, { syncedAt: () => RENEWED_AT + 1_000 }],
  ['Kubernetes is out of step', {}, { stale: () => ({ since: 0, reason: null }) }],
  ['HA ConfigMaps can’t be read', {}, { haProblem: () => ({ code: 'kubernetes.forbidden' }) }],
  ['a new pod is coming up', { pods: [pod({ phase: 'Pending', createdAt: LATER - 5_000 })] }],
  ['its container began a moment ago', { pods: [pod({ runningSince: LATER - 5_000 })] }],
  ['there is no HA, and a pod is there', { ...WITHOUT_HA, pods: [pod({ phase: 'Failed' })] }],
  ['there is no HA, and pods may not be listed', WITHOUT_HA, denied('pods')],
])('it may be alive where %s', (_, seen, around, now) => {
  expect(isGone(objects(seen), around, now)).toBe(false)
})

test('it may be alive where nothing is known but a Service, which outlives what it leads to', () => {
  const index = new ClusterIndex()
  const { createdAt: _, ...service } = named('orders-rest')
  index.put({ kind: 'service', item: { ...service, restPort: 'rest' } })
  const [seen] = index.clusters.values()
  if (seen === undefined) throw new Error('a Service is a cluster')
  expect(isGone(seen)).toBe(false)
})
