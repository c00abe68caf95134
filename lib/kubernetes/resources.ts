import { type GitOpsOwner, gitOpsOwner } from './gitops-owner.ts'
import { countAt, listAt, recordAt, textAt, textsAt, timeAt } from './json.ts'

// What Weir keeps of each kind: little, and nothing it does not show. Objects are hostile input; what is missing or of
// another shape is null, and an object that has no uid, namespace or name is none.

/** A kind of the Kubernetes API. `group` is '' for the core group. */
export interface Kind {
  group: string
  version: string
  plural: string
}

/** How a kind is listed, watched and kept: the constant part of what a reflector needs. */
export interface Resource<T> {
  kind: Kind
  labelSelector: string
  project: (object: unknown) => T | null
  /** True where nothing differs but what changes by itself: the change is told as a renewal. */
  same: (a: T, b: T) => boolean
}

export interface Metadata {
  uid: string
  namespace: string
  name: string
  labels: Record<string, string>
}

export interface ConfigMapItem extends Metadata {
  createdAt: number | null
  resourceVersion: string
  /** The annotation of Flink's leader election as it stands: JSON with holder, lease and renewal. */
  leader: string | null
  data: Record<string, string>
  ownerUid: string | null
}

export interface DeploymentItem extends Metadata {
  createdAt: number | null
  clusterId: string | null
  mode: 'application' | 'session' | null
  manager: 'native' | 'standalone'
  image: string | null
  gitOps: GitOpsOwner | null
  replicas: number | null
  readyReplicas: number | null
}

export interface PodItem extends Metadata {
  createdAt: number | null
  /** It was told to end. */
  deleting: boolean
  clusterId: string | null
  component: 'jobmanager' | 'taskmanager' | null
  phase: string | null
  ready: boolean | null
  ip: string | null
  startedAt: number | null
  /** Since when its container runs, epoch ms; null while it does not, as between restarts. */
  runningSince: number | null
  restarts: number | null
}

export interface ServiceItem extends Metadata {
  clusterId: string | null
  /** Name or number of the port of Flink's REST API; null where it has none, as the headless Service has. */
  restPort: string | null
}

const NATIVE = 'flink-native-kubernetes'
const STANDALONE = 'flink-standalone-kubernetes'
const EITHER = `type in (${NATIVE},${STANDALONE})`
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader'

/**
 * HA ConfigMaps of every release and deployment, and `flink-config-…` of native ones. Not by `configmap-type`, which
 * Flink 2.0 dropped; a standalone cluster's HA maps say native too.
 */
export const CONFIG_MAPS: Resource<ConfigMapItem> = {
  kind: { group: '', version: 'v1', plural: 'configmaps' },
  labelSelector: `type=${NATIVE}`,
  project: configMapItem,
  same: sameConfigMap,
}

/** JobManagers: the Deployment of a standalone cluster's TaskManagers is left out. */
export const DEPLOYMENTS: Resource<DeploymentItem> = {
  kind: { group: 'apps', version: 'v1', plural: 'deployments' },
  labelSelector: EITHER,
  project: deploymentItem,
  same: sameJson,
}

export const PODS: Resource<PodItem> = {
  kind: { group: '', version: 'v1', plural: 'pods' },
  labelSelector: EITHER,
  project: podItem,
  same: sameJson,
}

export const SERVICES: Resource<ServiceItem> = {
  kind: { group: '', version: 'v1', plural: 'services' },
  labelSelector: EITHER,
  project: serviceItem,
  same: sameJson,
}

export function metadataOf(object: unknown): Metadata | null {
  const metadata = recordAt(object, 'metadata')
  const uid = textAt(metadata, 'uid')
  const namespace = textAt(metadata, 'namespace')
  const name = textAt(metadata, 'name')
  if (uid === null || namespace === null || name === null) return null
  return { uid, namespace, name, labels: textsAt(metadata, 'labels') }
}

function configMapItem(object: unknown): ConfigMapItem | null {
  const metadata = metadataOf(object)
  // The operator's autoscaler keeps its own state under the same labels.
  if (metadata === null || metadata.labels.component === 'autoscaler') return null
  return {
    ...metadata,
    createdAt: timeAt(object, 'metadata', 'creationTimestamp'),
    resourceVersion: textAt(object, 'metadata', 'resourceVersion') ?? '',
    leader: textAt(object, 'metadata', 'annotations', LEADER_ANNOTATION),
    data: textsAt(object, 'data'),
    ownerUid: textAt(listAt(object, 'metadata', 'ownerReferences')[0], 'uid'),
  }
}

/** Flink renews its lease every five seconds: another renewal time and resourceVersion is no change. */
function sameConfigMap(a: ConfigMapItem, b: ConfigMapItem): boolean {
  return (
    a.name === b.name &&
    a.ownerUid === b.ownerUid &&
    holderOf(a.leader) === holderOf(b.leader) &&
    sameTexts(a.labels, b.labels) &&
    sameTexts(a.data, b.data)
  )
}

/** What stands for the leader in a comparison: the holder, or the whole annotation where it can't be read. */
function holderOf(leader: string | null): string | null {
  if (leader === null) return null
  try {
    return textAt(JSON.parse(leader), 'holderIdentity')
  } catch {
    return leader
  }
}

function sameTexts(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
}

function deploymentItem(object: unknown): DeploymentItem | null {
  const metadata = metadataOf(object)
  if (metadata === null || metadata.labels.component === 'taskmanager') return null
  const containers = listAt(object, 'spec', 'template', 'spec', 'containers')
  const main = mainOf(containers)
  return {
    ...metadata,
    createdAt: timeAt(object, 'metadata', 'creationTimestamp'),
    clusterId: metadata.labels.app ?? null,
    mode: modeOf([...listAt(main, 'command'), ...listAt(main, 'args')]),
    manager: metadata.labels.type === STANDALONE ? 'standalone' : 'native',
    image: textAt(main, 'image'),
    gitOps: gitOpsOwner(object),
    replicas: countAt(object, 'spec', 'replicas'),
    // Left out by the API server where it is zero, once the controller has looked at the Deployment.
    readyReplicas:
      countAt(object, 'status', 'readyReplicas') ??
      (countAt(object, 'status', 'observedGeneration') === null ? null : 0),
  }
}

function mainOf(containers: unknown[]): unknown {
  return containers.find((container) => textAt(container, 'name') === 'flink-main-container') ?? containers[0]
}

/** By the entry point: `kubernetes-jobmanager.sh kubernetes-application`, `standalone-job`, `jobmanager`. */
function modeOf(command: unknown[]): DeploymentItem['mode'] {
  const words = command.filter((part) => typeof part === 'string').join(' ')
  if (/\bkubernetes-application\b|\bstandalone-job\b|ApplicationClusterEntry[Pp]oint\b/.test(words))
    return 'application'
  if (/\bkubernetes-session\b|SessionClusterEntry[Pp]oint\b|(^|[\s/])jobmanager(\.sh)?\b/.test(words)) return 'session'
  return null
}

function podItem(object: unknown): PodItem | null {
  const metadata = metadataOf(object)
  if (metadata === null) return null
  const { app, component } = metadata.labels
  const ready = listAt(object, 'status', 'conditions').find((condition) => textAt(condition, 'type') === 'Ready')
  const containers = listAt(object, 'status', 'containerStatuses')
  const restarts = containers.map((status) => countAt(status, 'restartCount') ?? 0)
  return {
    ...metadata,
    createdAt: timeAt(object, 'metadata', 'creationTimestamp'),
    deleting: textAt(object, 'metadata', 'deletionTimestamp') !== null,
    clusterId: app ?? null,
    component: component === 'jobmanager' || component === 'taskmanager' ? component : null,
    phase: textAt(object, 'status', 'phase'),
    ready: { True: true, False: false }[textAt(ready, 'status') ?? ''] ?? null,
    ip: textAt(object, 'status', 'podIP'),
    startedAt: timeAt(object, 'status', 'startTime'),
    runningSince: timeAt(mainOf(containers), 'state', 'running', 'startedAt'),
    restarts: restarts.length === 0 ? null : restarts.reduce((sum, count) => sum + count, 0),
  }
}

function serviceItem(object: unknown): ServiceItem | null {
  const metadata = metadataOf(object)
  if (metadata === null) return null
  return { ...metadata, clusterId: metadata.labels.app ?? null, restPort: restPortOf(listAt(object, 'spec', 'ports')) }
}

function restPortOf(ports: unknown[]): string | null {
  if (ports.some((port) => textAt(port, 'name') === 'rest')) return 'rest'
  const numbers = ports.map((port) => countAt(port, 'port')).filter((port) => port !== null)
  if (numbers.includes(8081)) return '8081'
  return numbers.length === 1 ? `${numbers[0]}` : null
}

/** For items small enough that writing them out costs less than a comparison field by field would be worth. */
export function sameJson<T>(a: T, b: T): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
