import { classifyHaConfigMapName } from '../formats/index.ts'
import type { ConfigMapItem, DeploymentItem, PodItem, ServiceItem } from '../kubernetes/resources.ts'
import type { UidKind } from './keys.ts'

/** What Kubernetes holds of one Flink cluster, as far as Weir may see it. */
export interface ClusterObjects {
  namespace: string
  /** Flink's cluster id */
  name: string
  deployment: DeploymentItem | null
  service: ServiceItem | null
  config: ConfigMapItem | null
  pods: Map<string, PodItem>
  haMaps: Map<string, ConfigMapItem>
}

export type ClusterItem =
  | { kind: 'deployment'; item: DeploymentItem }
  | { kind: 'service'; item: ServiceItem }
  | { kind: 'pod'; item: PodItem }
  | { kind: 'config-map'; item: ConfigMapItem }

/**
 * Sorts the objects of a Kubernetes by the Flink cluster they belong to, one change at a time: the cost of a change does
 * not grow with the fleet.
 */
export class ClusterIndex {
  readonly clusters = new Map<string, ClusterObjects>()

  /**
   * Takes an object in or updates it. Returns the key of its cluster, or null where it is of none.
   *
   * @param renewed only its lease was renewed: its `data` stays the very same object, so that nobody decodes it again
   */
  put(change: ClusterItem, renewed = false): string | null {
    const name = clusterNameOf(change)
    if (name === null) return null
    const { namespace } = change.item
    const key = `${namespace}/${name}`
    const cluster = this.clusters.get(key) ?? emptyCluster(namespace, name)
    this.clusters.set(key, cluster)
    if (change.kind === 'deployment') cluster.deployment = change.item
    else if (change.kind === 'service') cluster.service = preferred(cluster.service, change.item, name)
    else if (change.kind === 'pod') cluster.pods.set(change.item.uid, change.item)
    else if (isHaMap(change.item)) {
      const known = cluster.haMaps.get(change.item.uid)
      cluster.haMaps.set(change.item.uid, renewed && known ? { ...change.item, data: known.data } : change.item)
    } else cluster.config = change.item
    return key
  }

  /** Lets an object go. Returns the key of its cluster; a cluster without objects is gone from `clusters` after it. */
  remove(change: ClusterItem): string | null {
    const name = clusterNameOf(change)
    if (name === null) return null
    const key = `${change.item.namespace}/${name}`
    const cluster = this.clusters.get(key)
    if (cluster === undefined) return null
    const { uid } = change.item
    if (cluster.deployment?.uid === uid) cluster.deployment = null
    if (cluster.service?.uid === uid) cluster.service = null
    if (cluster.config?.uid === uid) cluster.config = null
    cluster.pods.delete(uid)
    cluster.haMaps.delete(uid)
    if (!isCluster(cluster) && cluster.pods.size === 0 && cluster.config === null) this.clusters.delete(key)
    return key
  }
}

/** Pods or a configuration alone are no cluster yet: something must run it, reach it, or remember it. */
export function isCluster(cluster: ClusterObjects): boolean {
  return cluster.deployment !== null || cluster.service !== null || cluster.haMaps.size > 0
}

/** The uid a cluster goes by: of its Deployment, else its REST Service, else its oldest HA ConfigMap. */
export function uidOf(cluster: ClusterObjects): { uid: string; uidKind: UidKind } | null {
  if (cluster.deployment) return { uid: cluster.deployment.uid, uidKind: 'deployment' }
  if (cluster.service) return { uid: cluster.service.uid, uidKind: 'service' }
  const maps = [...cluster.haMaps.values()].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))
  const clusterMap = maps.find((map) => classifyHaConfigMapName(map.name, cluster.name)?.role !== 'job') ?? maps[0]
  return clusterMap ? { uid: clusterMap.uid, uidKind: 'ha-map' } : null
}

function clusterNameOf(change: ClusterItem): string | null {
  if (change.kind !== 'config-map') {
    if (change.kind === 'service' && change.item.restPort === null) return null
    return change.item.clusterId
  }
  const { name, labels } = change.item
  const app = labels.app ?? null
  const ha = classifyHaConfigMapName(name, app ?? undefined)
  if (ha) return ha.clusterId
  return app !== null && name === `flink-config-${app}` ? app : null
}

function isHaMap(item: ConfigMapItem): boolean {
  return classifyHaConfigMapName(item.name, item.labels.app) !== null
}

/** Native Flink makes `<id>-rest` and, without HA, a headless `<id>`: only the first answers REST. */
function preferred(current: ServiceItem | null, found: ServiceItem, name: string): ServiceItem {
  if (current === null || current.uid === found.uid) return found
  return found.name === `${name}-rest` ? found : current
}

function emptyCluster(namespace: string, name: string): ClusterObjects {
  return { namespace, name, deployment: null, service: null, config: null, pods: new Map(), haMaps: new Map() }
}
