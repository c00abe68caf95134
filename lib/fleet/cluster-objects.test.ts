import { describe, expect, test } from 'vitest'
import type { SessionJobItem, StateSnapshotItem } from '../kubernetes/operator-resources.ts'
import type { ConfigMapItem, DeploymentItem, ServiceItem } from '../kubernetes/resources.ts'
import { ClusterIndex, isCluster, uidOf } from './cluster-objects.ts'

const jobId = '55488d215c1ebee94f49a603deb9c3a6'
const map = (name: string, change: Partial<ConfigMapItem> = {}): ConfigMapItem => ({
  uid: `uid-${name}`,
  namespace: 'flink',
  name,
  createdAt: 1,
  resourceVersion: '1',
  labels: { app: 'orders', type: 'flink-native-kubernetes' },
  leader: null,
  data: {},
  ownerUid: null,
  ...change,
})
const deployment: DeploymentItem = {
  uid: 'uid-deployment',
  namespace: 'flink',
  name: 'orders',
  labels: {},
  createdAt: 1,
  clusterId: 'orders',
  mode: 'session',
  manager: 'native',
  image: null,
  gitOps: null,
  replicas: 1,
  readyReplicas: 1,
}
const service = (name: string): ServiceItem => ({
  uid: `uid-${name}`,
  namespace: 'flink',
  name,
  labels: {},
  clusterId: 'orders',
  restPort: 'rest',
})

describe('the index of clusters', () => {
  test('sorts objects by cluster, whatever comes first, and goes by the strongest uid', () => {
    const index = new ClusterIndex()
    const [key] = index.put({ kind: 'config-map', item: map(`orders-${jobId}-config-map`, { createdAt: 0 }) })
    index.put({ kind: 'config-map', item: map('orders-cluster-config-map', { createdAt: 5 }) })
    const cluster = index.clusters.get(key ?? '')
    if (!cluster) throw new Error('no cluster')
    expect(uidOf(cluster)).toEqual({ uid: 'uid-orders-cluster-config-map', uidKind: 'ha-map' })
    index.put({ kind: 'service', item: service('orders-rest') })
    expect(uidOf(cluster)?.uidKind).toBe('service')
    index.put({ kind: 'deployment', item: deployment })
    expect(uidOf(cluster)).toEqual({ uid: 'uid-deployment', uidKind: 'deployment' })
    expect(index.clusters.size).toBe(1)
  })

  test('keeps the Service that answers REST', () => {
    const index = new ClusterIndex()
    const [key] = index.put({ kind: 'service', item: service('orders-rest') })
    index.put({ kind: 'service', item: service('orders') })
    expect(index.clusters.get(key ?? '')?.service?.name).toBe('orders-rest')
  })

  test('lets go of what is of another cluster now, or of none', () => {
    const index = new ClusterIndex()
    const [key = ''] = index.put({ kind: 'service', item: service('orders-rest') })
    // It has no port for REST any more: what is deleted later had none either.
    const changed = { ...service('orders-rest'), restPort: null }
    expect(index.put({ kind: 'service', item: changed })).toEqual([key])
    expect(index.clusters.has(key)).toBe(false)
    index.put({ kind: 'deployment', item: deployment })
    expect(index.put({ kind: 'deployment', item: { ...deployment, clusterId: 'billing' } })).toEqual([
      key,
      'flink/billing',
    ])
    expect([...index.clusters.keys()]).toEqual(['flink/billing'])
    index.remove({ kind: 'deployment', item: { ...deployment, clusterId: 'billing' } })
    expect(index.clusters.size).toBe(0)
  })

  test('has a Service that was there before the one it took the place of was gone', () => {
    const index = new ClusterIndex()
    const before = { ...service('by-hand'), uid: 'before' }
    const after = { ...service('by-hand'), uid: 'after' }
    const [key] = index.put({ kind: 'service', item: before })
    const chosen = () => index.clusters.get(key ?? '')?.service?.uid
    // A list tells first what is there, and then what is gone.
    index.put({ kind: 'service', item: after })
    expect(chosen()).toBe('before')
    index.remove({ kind: 'service', item: before })
    expect(chosen()).toBe('after')
    index.remove({ kind: 'service', item: after })
    expect(index.clusters.size).toBe(0)
  })

  test('takes what is no HA map for none', () => {
    const index = new ClusterIndex()
    expect(index.put({ kind: 'config-map', item: map('pod-template-orders') })).toEqual([])
    const [key] = index.put({ kind: 'config-map', item: map('flink-config-orders') })
    const cluster = index.clusters.get(key ?? '')
    expect(cluster && isCluster(cluster)).toBe(false)
  })

  test('a cluster of which an HA map is left is still there, and gone with the last object', () => {
    const index = new ClusterIndex()
    const left = map(`orders-${jobId}-config-map`)
    const [key] = index.put({ kind: 'deployment', item: deployment })
    index.put({ kind: 'config-map', item: left })
    index.remove({ kind: 'deployment', item: deployment })
    expect(index.clusters.has(key ?? '')).toBe(true)
    index.remove({ kind: 'config-map', item: left })
    expect(index.clusters.has(key ?? '')).toBe(false)
  })

  describe('of a FlinkSessionJob', () => {
    const job = (uid: string, deploymentName: string): SessionJobItem => ({
      uid,
      namespace: 'flink',
      name: 'fraud',
      labels: {},
      createdAt: 1,
      gitOps: null,
      upgradeMode: null,
      deleting: false,
      wantsSuspended: false,
      lifecycleState: 'STABLE',
      error: null,
      job: { jobId: null, jobName: null, state: null, upgradePath: null, lastSavepoint: null },
      deploymentName,
    })
    const snapshot: StateSnapshotItem = {
      uid: 'uid-snapshot',
      namespace: 'flink',
      name: 'fraud-1',
      labels: {},
      createdAt: 1,
      job: { kind: 'FlinkSessionJob', name: 'fraud' },
      kind: 'savepoint',
      state: 'COMPLETED',
      path: 's3://x/savepoint-1',
      triggeredAt: 1,
      error: null,
    }
    const held = (index: ClusterIndex, key: string) => {
      const { sessionJobs, snapshots } = index.clusters.get(key) ?? { sessionJobs: new Map(), snapshots: new Map() }
      return [...sessionJobs.keys(), ...snapshots.keys()]
    }

    test('a snapshot that comes first waits for its job', () => {
      const index = new ClusterIndex()
      expect(index.put({ kind: 'state-snapshot', item: snapshot })).toEqual([])
      expect(index.put({ kind: 'session-job', item: job('uid-1', 'blue') })).toEqual(['flink/blue'])
      expect(held(index, 'flink/blue')).toEqual(['uid-1', 'uid-snapshot'])
    })

    test('that is made anew on another cluster nothing is left on the one before, in whichever order that is told', () => {
      for (const goneFirst of [true, false]) {
        const index = new ClusterIndex()
        index.put({ kind: 'session-job', item: job('uid-1', 'blue') })
        index.put({ kind: 'state-snapshot', item: snapshot })
        const gone = () => index.remove({ kind: 'session-job', item: job('uid-1', 'blue') })
        if (goneFirst) gone()
        index.put({ kind: 'session-job', item: job('uid-2', 'green') })
        if (!goneFirst) gone()
        index.put({ kind: 'state-snapshot', item: snapshot })
        expect(held(index, 'flink/green')).toEqual(['uid-2', 'uid-snapshot'])
        expect(index.clusters.has('flink/blue')).toBe(false)
      }
    })

    test('that moves, both clusters are told of', () => {
      const index = new ClusterIndex()
      index.put({ kind: 'session-job', item: job('uid-1', 'blue') })
      index.put({ kind: 'state-snapshot', item: snapshot })
      const told = index.put({ kind: 'session-job', item: job('uid-1', 'green') })
      expect(told.sort()).toEqual(['flink/blue', 'flink/green'])
      expect(held(index, 'flink/green')).toEqual(['uid-1', 'uid-snapshot'])
      index.remove({ kind: 'state-snapshot', item: snapshot })
      index.remove({ kind: 'session-job', item: job('uid-1', 'green') })
      expect(index.clusters.size).toBe(0)
    })
  })

  test('a renewed lease keeps the very same data', () => {
    const index = new ClusterIndex()
    const first = map('orders-cluster-config-map')
    const [key] = index.put({ kind: 'config-map', item: first })
    index.put({ kind: 'config-map', item: { ...first, leader: 'x', data: {} } }, true)
    expect(index.clusters.get(key ?? '')?.haMaps.get(first.uid)).toMatchObject({ leader: 'x' })
    expect(index.clusters.get(key ?? '')?.haMaps.get(first.uid)?.data).toBe(first.data)
  })
})
