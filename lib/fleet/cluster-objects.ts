import { classifyHaConfigMapName } from '../formats/index.ts'
import type {
  BlueGreenItem,
  FlinkDeploymentItem,
  SessionJobItem,
  StateSnapshotItem,
} from '../kubernetes/operator-resources.ts'
import type { ConfigMapItem, DeploymentItem, PodItem, ServiceItem } from '../kubernetes/resources.ts'
import { isHaMap } from './ha-maps.ts'
import type { UidKind } from './keys.ts'

/** What Kubernetes holds of one Flink cluster, as far as Weir may see it. */
export interface ClusterObjects {
  namespace: string
  /** Flink's cluster id */
  name: string
  deployment: DeploymentItem | null
  /** The one of `services` that answers REST. */
  service: ServiceItem | null
  services: Map<string, ServiceItem>
  config: ConfigMapItem | null
  pods: Map<string, PodItem>
  haMaps: Map<string, ConfigMapItem>
  /** The operator's resource of the same name. */
  flinkDeployment: FlinkDeploymentItem | null
  sessionJobs: Map<string, SessionJobItem>
  snapshots: Map<string, StateSnapshotItem>
  /** The pair of deployments that this one may be the blue or the green of. */
  blueGreen: BlueGreenItem | null
}

export type ClusterItem =
  | { kind: 'deployment'; item: DeploymentItem }
  | { kind: 'service'; item: ServiceItem }
  | { kind: 'pod'; item: PodItem }
  | { kind: 'config-map'; item: ConfigMapItem }
  | { kind: 'flink-deployment'; item: FlinkDeploymentItem }
  | { kind: 'session-job'; item: SessionJobItem }
  | { kind: 'state-snapshot'; item: StateSnapshotItem }
  | { kind: 'blue-green'; item: BlueGreenItem }

/**
 * Sorts the objects of a Kubernetes by the Flink cluster they belong to, one change at a time: the cost of a change does
 * not grow with the fleet.
 */
export class ClusterIndex {
  readonly clusters = new Map<string, ClusterObjects>()
  /** The cluster a FlinkSessionJob runs on, and the job that says so, by namespace and name of the job. */
  readonly #sessionJobs = new Map<string, { uid: string; deploymentName: string }>()
  /** The key of the cluster that holds an object, by uid: it may come to another one, or be of none any more. */
  readonly #heldBy = new Map<string, string>()
  /** Snapshots of FlinkSessionJobs that were not seen yet, by namespace and name of the job. */
  readonly #waiting = new Map<string, Map<string, StateSnapshotItem>>()

  /**
   * Takes an object in or updates it. Returns the keys of the clusters it tells of; none where it is of none.
   *
   * @param renewed only its lease was renewed: its `data` stays the very same object, so that nobody decodes it again
   */
  put(change: ClusterItem, renewed = false): string[] {
    const { namespace } = change.item
    const following = change.kind === 'session-job' ? this.#assign(change.item) : []
    const names = this.#namesOf(change)
    const keys = names.map((name) => `${namespace}/${name}`)
    const left = hasOneOwner(change) ? this.#hold(change.item.uid, keys[0] ?? null) : []
    if (names.length === 0 && change.kind === 'state-snapshot') this.#keepWaiting(change.item)
    for (const name of names) this.#putInto(this.#cluster(namespace, name), change, renewed)
    const moved = following.flatMap((snapshot) => this.put({ kind: 'state-snapshot', item: snapshot }))
    return [...new Set([...left, ...moved, ...keys])]
  }

  /** Lets an object go. Returns as `put`; a cluster without objects is gone from `clusters` after it. */
  remove(change: ClusterItem): string[] {
    const { uid, namespace, name } = change.item
    if (change.kind === 'state-snapshot') this.#forgetWaiting(change.item)
    if (change.kind === 'session-job' && this.#sessionJobs.get(`${namespace}/${name}`)?.uid === uid) {
      this.#sessionJobs.delete(`${namespace}/${name}`)
    }
    if (hasOneOwner(change)) return this.#hold(uid, null)
    return this.#namesOf(change).flatMap((of) => this.#takeOut(`${namespace}/${of}`, uid))
  }

  #takeOut(key: string, uid: string): string[] {
    const cluster = this.clusters.get(key)
    if (cluster === undefined) return []
    if (cluster.deployment?.uid === uid) cluster.deployment = null
    if (cluster.config?.uid === uid) cluster.config = null
    if (cluster.flinkDeployment?.uid === uid) cluster.flinkDeployment = null
    if (cluster.blueGreen?.uid === uid) cluster.blueGreen = null
    if (cluster.services.delete(uid)) cluster.service = restService(cluster)
    for (const map of [cluster.pods, cluster.haMaps, cluster.sessionJobs, cluster.snapshots]) map.delete(uid)
    if (isEmpty(cluster)) this.clusters.delete(key)
    return [key]
  }

  /** Notes which cluster holds it from now on, and takes it out of another that did. Returns the key of that one. */
  #hold(uid: string, key: string | null): string[] {
    const before = this.#heldBy.get(uid)
    if (key === null) this.#heldBy.delete(uid)
    else this.#heldBy.set(uid, key)
    return before === undefined || before === key ? [] : this.#takeOut(before, uid)
  }

  /** Notes which cluster a FlinkSessionJob runs on. Returns its snapshots that now belong there and are not yet. */
  #assign({ uid, namespace, name, deploymentName }: SessionJobItem): StateSnapshotItem[] {
    const job = `${namespace}/${name}`
    const before = this.#sessionJobs.get(job)?.deploymentName ?? null
    if (deploymentName === null) this.#sessionJobs.delete(job)
    else this.#sessionJobs.set(job, { uid, deploymentName })
    if (deploymentName === before) return []
    const waiting = deploymentName === null ? [] : [...(this.#waiting.get(job)?.values() ?? [])]
    if (deploymentName !== null) this.#waiting.delete(job)
    const there = before === null ? [] : [...(this.clusters.get(`${namespace}/${before}`)?.snapshots.values() ?? [])]
    return [
      ...waiting,
      ...there.filter((snapshot) => snapshot.job?.kind === 'FlinkSessionJob' && snapshot.job.name === name),
    ]
  }

  #cluster(namespace: string, name: string): ClusterObjects {
    const key = `${namespace}/${name}`
    const cluster = this.clusters.get(key) ?? emptyCluster(namespace, name)
    this.clusters.set(key, cluster)
    return cluster
  }

  #putInto(cluster: ClusterObjects, change: ClusterItem, renewed: boolean): void {
    const { uid } = change.item
    if (change.kind === 'deployment') cluster.deployment = change.item
    else if (change.kind === 'service') {
      cluster.services.set(uid, change.item)
      cluster.service = restService(cluster)
    } else if (change.kind === 'pod') cluster.pods.set(uid, change.item)
    else if (change.kind === 'flink-deployment') cluster.flinkDeployment = change.item
    else if (change.kind === 'session-job') cluster.sessionJobs.set(uid, change.item)
    else if (change.kind === 'state-snapshot') cluster.snapshots.set(uid, change.item)
    else if (change.kind === 'blue-green') cluster.blueGreen = change.item
    else if (isHaMap(change.item)) {
      const known = cluster.haMaps.get(uid)
      cluster.haMaps.set(uid, renewed && known ? { ...change.item, data: known.data } : change.item)
    } else cluster.config = change.item
  }

  #namesOf(change: ClusterItem): string[] {
    const { namespace, name } = change.item
    switch (change.kind) {
      case 'config-map':
        return nameOfMap(change.item)
      case 'service':
        return change.item.restPort === null ? [] : [change.item.clusterId ?? []].flat()
      case 'flink-deployment':
        return [name]
      case 'session-job':
        return [change.item.deploymentName ?? []].flat()
      case 'state-snapshot': {
        const { job } = change.item
        if (job === null) return []
        return job.kind === 'FlinkDeployment'
          ? [job.name]
          : [this.#sessionJobs.get(`${namespace}/${job.name}`)?.deploymentName ?? []].flat()
      }
      case 'blue-green':
        return [`${name}-blue`, `${name}-green`]
      default:
        return [change.item.clusterId ?? []].flat()
    }
  }

  #keepWaiting(snapshot: StateSnapshotItem): void {
    if (snapshot.job === null) return
    const key = `${snapshot.namespace}/${snapshot.job.name}`
    this.#waiting.set(key, (this.#waiting.get(key) ?? new Map()).set(snapshot.uid, snapshot))
  }

  #forgetWaiting({ uid, namespace, job }: StateSnapshotItem): void {
    const key = `${namespace}/${job?.name}`
    const waiting = this.#waiting.get(key)
    waiting?.delete(uid)
    if (waiting?.size === 0) this.#waiting.delete(key)
  }
}

/** What belongs to one cluster, by labels, names and ports that may change; a pair of deployments stays that of its two. */
function hasOneOwner({ kind }: ClusterItem): boolean {
  return kind !== 'blue-green'
}

/** Pods or a configuration alone are no cluster yet: something must run it, reach it, or remember it. */
export function isCluster(cluster: ClusterObjects): boolean {
  return (
    cluster.deployment !== null ||
    cluster.service !== null ||
    cluster.haMaps.size > 0 ||
    cluster.flinkDeployment !== null
  )
}

function isEmpty(cluster: ClusterObjects): boolean {
  const { pods, config, sessionJobs, snapshots, blueGreen } = cluster
  return (
    !isCluster(cluster) && config === null && blueGreen === null && pods.size + sessionJobs.size + snapshots.size === 0
  )
}

/**
 * The uid a cluster goes by: of its FlinkDeployment, because the operator makes a new Deployment with every upgrade; else
 * of its Deployment, its REST Service, its oldest HA ConfigMap.
 */
export function uidOf(cluster: ClusterObjects): { uid: string; uidKind: UidKind } | null {
  if (cluster.flinkDeployment) return { uid: cluster.flinkDeployment.uid, uidKind: 'flink-deployment' }
  if (cluster.deployment) return { uid: cluster.deployment.uid, uidKind: 'deployment' }
  if (cluster.service) return { uid: cluster.service.uid, uidKind: 'service' }
  const maps = [...cluster.haMaps.values()].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0))
  const clusterMap = maps.find((map) => classifyHaConfigMapName(map.name, cluster.name)?.role !== 'job') ?? maps[0]
  return clusterMap ? { uid: clusterMap.uid, uidKind: 'ha-map' } : null
}

function nameOfMap({ name, labels }: ConfigMapItem): string[] {
  const app = labels.app ?? null
  const ha = classifyHaConfigMapName(name, app ?? undefined)
  if (ha) return [ha.clusterId]
  return app !== null && name === `flink-config-${app}` ? [app] : []
}

/** Native Flink makes `<id>-rest` and, without HA, a headless `<id>`: only the first answers REST. */
function restService({ services, name }: ClusterObjects): ServiceItem | null {
  const all = [...services.values()]
  return all.find((service) => service.name === `${name}-rest`) ?? all[0] ?? null
}

function emptyCluster(namespace: string, name: string): ClusterObjects {
  return {
    namespace,
    name,
    deployment: null,
    service: null,
    services: new Map(),
    config: null,
    pods: new Map(),
    haMaps: new Map(),
    flinkDeployment: null,
    sessionJobs: new Map(),
    snapshots: new Map(),
    blueGreen: null,
  }
}
