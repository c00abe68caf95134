import { describe, expect, test } from 'vitest'
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
    const key = index.put({ kind: 'config-map', item: map(`orders-${jobId}-config-map`, { createdAt: 0 }) })
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
    const key = index.put({ kind: 'service', item: service('orders-rest') }) ?? ''
    index.put({ kind: 'service', item: service('orders') })
    expect(index.clusters.get(key)?.service?.name).toBe('orders-rest')
  })

  test('takes what is no HA map for none', () => {
    const index = new ClusterIndex()
    expect(index.put({ kind: 'config-map', item: map('pod-template-orders') })).toBeNull()
    const key = index.put({ kind: 'config-map', item: map('flink-config-orders') }) ?? ''
    const cluster = index.clusters.get(key)
    expect(cluster && isCluster(cluster)).toBe(false)
  })

  test('a cluster of which an HA map is left is still there, and gone with the last object', () => {
    const index = new ClusterIndex()
    const left = map(`orders-${jobId}-config-map`)
    const key = index.put({ kind: 'deployment', item: deployment }) ?? ''
    index.put({ kind: 'config-map', item: left })
    index.remove({ kind: 'deployment', item: deployment })
    expect(index.clusters.has(key)).toBe(true)
    index.remove({ kind: 'config-map', item: left })
    expect(index.clusters.has(key)).toBe(false)
  })

  test('a renewed lease keeps the very same data', () => {
    const index = new ClusterIndex()
    const first = map('orders-cluster-config-map')
    const key = index.put({ kind: 'config-map', item: first }) ?? ''
    index.put({ kind: 'config-map', item: { ...first, leader: 'x', data: {} } }, true)
    expect(index.clusters.get(key)?.haMaps.get(first.uid)).toMatchObject({ leader: 'x' })
    expect(index.clusters.get(key)?.haMaps.get(first.uid)?.data).toBe(first.data)
  })
})
