import type { KubernetesObject, ResourceKind } from './objects.ts'

/** One change of one object; `previous` is null for a new object, `object` is the last state of a removed one. */
export interface StoreEvent {
  kind: ResourceKind
  resourceVersion: number
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: KubernetesObject
  previous: KubernetesObject | null
}

/** Asked for a resource version that is no longer, or not yet, known. */
export class ResourceVersionExpired extends Error {}

/**
 * The demo's etcd: objects, one resource version over all kinds, and the latest changes, so that a list can be read as
 * it was at a version and a watch can start from one. Objects are replaced, never changed in place.
 */
export class ObjectStore {
  readonly #objects = new Map<ResourceKind, Map<string, KubernetesObject>>()
  readonly #listeners = new Set<(event: StoreEvent) => void>()
  readonly #keptEvents: number
  #events: StoreEvent[] = []
  #resourceVersion: number
  #compactedAt: number

  /**
   * @param firstVersion where versions start; must be above every version of an earlier start, else a client that
   * comes back would take new changes for old ones.
   * @param keptEvents how many changes are remembered; older ones are "expired".
   */
  constructor(firstVersion: number, keptEvents = 1_000) {
    this.#resourceVersion = firstVersion
    this.#compactedAt = firstVersion
    this.#keptEvents = keptEvents
  }

  get resourceVersion(): number {
    return this.#resourceVersion
  }

  get(kind: ResourceKind, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#objects.get(kind)?.get(objectKey(namespace, name))
  }

  /** All objects of a kind as they are, in no order. */
  objects(kind: ResourceKind): Iterable<KubernetesObject> {
    return this.#objects.get(kind)?.values() ?? []
  }

  put(kind: ResourceKind, object: KubernetesObject): KubernetesObject {
    const objects = this.#objects.get(kind) ?? new Map<string, KubernetesObject>()
    this.#objects.set(kind, objects)
    const key = objectKey(object.metadata.namespace, object.metadata.name)
    const previous = objects.get(key) ?? null
    const stored = this.#stamp(object)
    objects.set(key, stored)
    this.#publish({ kind, type: previous ? 'MODIFIED' : 'ADDED', object: stored, previous })
    return stored
  }

  remove(kind: ResourceKind, namespace: string | undefined, name: string): void {
    const previous = this.get(kind, namespace, name)
    if (!previous) return
    this.#objects.get(kind)?.delete(objectKey(namespace, name))
    this.#publish({ kind, type: 'DELETED', object: this.#stamp(previous), previous })
  }

  /**
   * All objects of a kind as they were at a version, ordered by namespace and name as the API server orders them.
   *
   * @throws ResourceVersionExpired if the version is older than the changes remembered.
   */
  listAt(kind: ResourceKind, resourceVersion: number): KubernetesObject[] {
    const objects = new Map(this.#objects.get(kind))
    for (const event of this.eventsAfter(kind, resourceVersion).toReversed()) {
      const key = objectKey(event.object.metadata.namespace, event.object.metadata.name)
      if (event.previous) objects.set(key, event.previous)
      else objects.delete(key)
    }
    return [...objects.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object)
  }

  /** @throws ResourceVersionExpired if changes after this version have been forgotten. */
  eventsAfter(kind: ResourceKind, resourceVersion: number): StoreEvent[] {
    if (resourceVersion < this.#compactedAt) throw new ResourceVersionExpired()
    return this.#events.filter((event) => event.kind === kind && event.resourceVersion > resourceVersion)
  }

  /** Forgets every change: whoever goes on from an earlier version is told that it expired. */
  compact(): void {
    this.#events = []
    this.#compactedAt = this.#resourceVersion
  }

  /** Calls back with every later change of any kind; returns the function that ends it. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #stamp(object: KubernetesObject): KubernetesObject {
    this.#resourceVersion += 1
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#resourceVersion) } }
  }

  #publish(change: Omit<StoreEvent, 'resourceVersion'>): void {
    const event = { ...change, resourceVersion: this.#resourceVersion }
    this.#events.push(event)
    while (this.#events.length > this.#keptEvents) {
      this.#compactedAt = this.#events.shift()?.resourceVersion ?? this.#compactedAt
    }
    for (const listener of this.#listeners) listener(event)
  }
}

/** `namespace/name`: also the order of lists and the position a continue token holds. */
export function objectKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}
