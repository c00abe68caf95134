/** The parts of an object's metadata that the demo sets or reads; the rest of an object is passed on as it is. */
export interface ObjectMetadata {
  name: string
  namespace?: string
  uid: string
  resourceVersion?: string
  creationTimestamp: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  managedFields?: { time: string; [field: string]: unknown }[]
  ownerReferences?: unknown[]
}

/** An object of the Kubernetes API without `kind` and `apiVersion`, as the items of a list carry it. */
export interface KubernetesObject {
  metadata: ObjectMetadata
  [field: string]: unknown
}

/** A kind of object that the demo serves. */
export interface ResourceKind {
  group: '' | 'apps'
  plural: string
  kind: string
  namespaced: boolean
}

export const NAMESPACES: ResourceKind = { group: '', plural: 'namespaces', kind: 'Namespace', namespaced: false }
export const CONFIG_MAPS: ResourceKind = { group: '', plural: 'configmaps', kind: 'ConfigMap', namespaced: true }
export const PODS: ResourceKind = { group: '', plural: 'pods', kind: 'Pod', namespaced: true }
export const SERVICES: ResourceKind = { group: '', plural: 'services', kind: 'Service', namespaced: true }
export const DEPLOYMENTS: ResourceKind = { group: 'apps', plural: 'deployments', kind: 'Deployment', namespaced: true }

export const RESOURCE_KINDS: readonly ResourceKind[] = [NAMESPACES, CONFIG_MAPS, PODS, SERVICES, DEPLOYMENTS]

/** `v1` or `apps/v1`. */
export function apiVersion(kind: ResourceKind): string {
  return kind.group === '' ? 'v1' : `${kind.group}/v1`
}

/** `configmaps` or `deployments.apps`: how the API server names a resource in its messages. */
export function qualifiedResource(kind: ResourceKind): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`
}
