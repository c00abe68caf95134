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
  /** '' is the core group. */
  group: string
  version: string
  plural: string
  kind: string
  namespaced: boolean
}

const core = (plural: string, kind: string, namespaced = true): ResourceKind => ({
  group: '',
  version: 'v1',
  plural,
  kind,
  namespaced,
})

export const NAMESPACES = core('namespaces', 'Namespace', false)
export const CONFIG_MAPS = core('configmaps', 'ConfigMap')
export const PODS = core('pods', 'Pod')
export const SERVICES = core('services', 'Service')
export const DEPLOYMENTS: ResourceKind = { ...core('deployments', 'Deployment'), group: 'apps' }
export const CUSTOM_RESOURCE_DEFINITIONS: ResourceKind = {
  ...core('customresourcedefinitions', 'CustomResourceDefinition', false),
  group: 'apiextensions.k8s.io',
}

/** What every API server here serves; kinds of custom resources come and go with their definitions. */
export const BUILT_IN_KINDS: readonly ResourceKind[] = [
  NAMESPACES,
  CONFIG_MAPS,
  PODS,
  SERVICES,
  DEPLOYMENTS,
  CUSTOM_RESOURCE_DEFINITIONS,
]

/** `v1` or `apps/v1`. */
export function apiVersion(kind: ResourceKind): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`
}

/** `configmaps` or `deployments.apps`: how the API server names a resource in its messages, and its definitions. */
export function qualifiedResource(kind: ResourceKind): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`
}
