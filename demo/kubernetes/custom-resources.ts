import type { ObjectStore } from './object-store.ts'
import {
  BUILT_IN_KINDS,
  CUSTOM_RESOURCE_DEFINITIONS,
  type KubernetesObject,
  qualifiedResource,
  type ResourceKind,
} from './objects.ts'

/** Serves the kinds of custom resources whose definitions are in the store, as long as they are. */
export class KindCatalogue {
  readonly #store: ObjectStore
  readonly #definable: readonly ResourceKind[]

  constructor(store: ObjectStore, definable: readonly ResourceKind[]) {
    this.#store = store
    this.#definable = definable
  }

  /** All kinds served now. */
  kinds(): ResourceKind[] {
    const defined = this.#definable.filter((kind) => this.#isDefined(kind))
    return [...BUILT_IN_KINDS, ...defined]
  }

  find(group: string, version: string, plural: string): ResourceKind | undefined {
    const matches = (kind: ResourceKind) => kind.group === group && kind.version === version && kind.plural === plural
    return BUILT_IN_KINDS.find(matches) ?? this.#definable.find((kind) => matches(kind) && this.#isDefined(kind))
  }

  #isDefined(kind: ResourceKind): boolean {
    return this.#store.get(CUSTOM_RESOURCE_DEFINITIONS, undefined, qualifiedResource(kind)) !== undefined
  }
}

/** The definition of a kind, established long ago. */
export function definitionOf(kind: ResourceKind, uid: string, createdAt: string): KubernetesObject {
  const names = {
    plural: kind.plural,
    singular: kind.kind.toLowerCase(),
    kind: kind.kind,
    listKind: `${kind.kind}List`,
  }
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
  const condition = (type: string, reason: string) => ({
    type,
    status: 'True',
    reason,
    message: '',
    lastTransitionTime: createdAt,
  })
  return {
    metadata: { name: qualifiedResource(kind), uid, creationTimestamp: createdAt },
    spec: {
      group: kind.group,
      names,
      scope: kind.namespaced ? 'Namespaced' : 'Cluster',
      versions: [{ name: kind.version, served: true, storage: true, schema, subresources: { status: {} } }],
    },
    status: {
      conditions: [condition('NamesAccepted', 'NoConflicts'), condition('Established', 'InitialNamesAccepted')],
      acceptedNames: names,
      storedVersions: [kind.version],
    },
  }
}
