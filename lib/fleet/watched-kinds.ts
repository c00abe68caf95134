import type { KubernetesClient } from '../kubernetes/client.ts'
import {
  BLUE_GREEN_DEPLOYMENTS,
  FLINK_DEPLOYMENTS,
  OPERATOR_GROUP,
  SESSION_JOBS,
  STATE_SNAPSHOTS,
} from '../kubernetes/operator-resources.ts'
import { type Reflector, startReflector } from '../kubernetes/reflector.ts'
import { DEPLOYMENTS, PODS, type Resource, SERVICES } from '../kubernetes/resources.ts'
import { log } from '../log.ts'
import type { Problem } from '../problem.ts'
import type { ClusterItem } from './cluster-objects.ts'
import { FLINK_CONFIG_MAPS } from './ha-maps.ts'
import { followKinds } from './optional-kinds.ts'

export type WatchedKind = ClusterItem['kind']

/**
 * The kinds of objects that tell of Flink clusters, each listed and watched once per namespace. Where a namespace is
 * named, what is asked is asked of that namespace only: one that may not be read says nothing about the others. The
 * operator's kinds are watched while their definitions are installed.
 */
export interface WatchedKinds {
  /** Whether each kind was listed once, or could not be. */
  settled(): boolean
  /** When a kind was last known to be current, epoch ms: now, while it is watched. Null: never, or there is no such kind. */
  syncedAt(kind: WatchedKind, namespace?: string): number | null
  /** Why a kind can't be seen: never could, or may not any more. What was seen of it before is kept as it was. */
  missing(kind: WatchedKind, namespace?: string): Problem | null
  /** What once was current and is not any more. A kind that is missing is not stale: all else of a cluster may be shown. */
  stale(namespace?: string): { since: number; reason: Problem | null } | null
  /** Whether all that is in a namespace is known, as of now: each kind is watched there, and is current. */
  seesAll(namespace: string): boolean
  /** The rights that Weir lacks: `kubernetes.forbidden`, one a kind and namespace. */
  forbidden(namespace?: string): Problem[]
  /** The gravest problem of all kinds that is no missing right, and when the next try is. */
  trouble(): { problem: Problem | null; retryAt: number | null }
  stop(): Promise<void>
}

interface Watched {
  kind: WatchedKind
  /** Null: all. */
  namespace: string | null
  reflector: Reflector<{ uid: string }>
  /** Stops it and tells all its objects as gone. */
  drop(): void
  /** Since when it is not watched; null while it is. */
  behindSince: number | null
}

/** A watch ends and is resumed all the time: only what stays away longer is worth a word. */
const STALE_AFTER_MS = 15_000
const FORBIDDEN = 'kubernetes.forbidden'

export function watchKinds(
  client: KubernetesClient,
  namespaces: readonly string[],
  onChange: (change: ClusterItem, type: 'upsert' | 'renewal' | 'delete') => void,
  onStatus: () => void,
  clock: () => number = Date.now,
): WatchedKinds {
  let watched: Watched[] = []

  function add<T extends { uid: string }>(
    kind: WatchedKind,
    resource: Resource<T>,
    item: (item: T) => ClusterItem,
  ): void {
    for (const namespace of namespaces.length > 0 ? namespaces : [null]) {
      let behindSince: number | null = clock()
      const reflector = startReflector<T>({
        client,
        clock,
        ...resource,
        ...(namespace === null ? {} : { namespace }),
        onChange: (change) => onChange(item(change.item), change.type),
        onUnexpected: (error) => log('fleet').error({ err: error, kind }, 'a reflector met what it does not know'),
        onStatus(status) {
          behindSince = status.phase === 'watching' ? null : (behindSince ?? clock())
          onStatus()
        },
      })
      watched.push({
        kind,
        namespace,
        reflector,
        drop() {
          void reflector.stop()
          for (const gone of reflector.items().values()) onChange(item(gone), 'delete')
        },
        get behindSince() {
          return behindSince
        },
      })
    }
  }
  add('config-map', FLINK_CONFIG_MAPS, (found) => ({ kind: 'config-map', item: found }))
  add('deployment', DEPLOYMENTS, (found) => ({ kind: 'deployment', item: found }))
  add('service', SERVICES, (found) => ({ kind: 'service', item: found }))
  add('pod', PODS, (found) => ({ kind: 'pod', item: found }))

  const optional = new Map<string, { kind: WatchedKind; begin: (version: string) => void }>()
  function offer<T extends { uid: string }>(
    kind: WatchedKind,
    resource: Resource<T>,
    item: (item: T) => ClusterItem,
  ): void {
    const begin = (version: string) => add(kind, { ...resource, kind: { ...resource.kind, version } }, item)
    optional.set(resource.kind.plural, { kind, begin })
  }
  offer('flink-deployment', FLINK_DEPLOYMENTS, (found) => ({ kind: 'flink-deployment', item: found }))
  offer('session-job', SESSION_JOBS, (found) => ({ kind: 'session-job', item: found }))
  offer('state-snapshot', STATE_SNAPSHOTS, (found) => ({ kind: 'state-snapshot', item: found }))
  offer('blue-green', BLUE_GREEN_DEPLOYMENTS, (found) => ({ kind: 'blue-green', item: found }))

  const running = new Map<string, string>()
  const operator = followKinds(
    client,
    OPERATOR_GROUP,
    (kinds) => {
      for (const [plural, { kind, begin }] of optional) {
        const version = kinds.get(plural)?.version ?? null
        if (version === (running.get(plural) ?? null)) continue
        const ended = watched.filter((one) => one.kind === kind)
        watched = watched.filter((one) => one.kind !== kind)
        for (const one of ended) one.drop()
        running.delete(plural)
        if (version === null) continue
        running.set(plural, version)
        begin(version)
      }
    },
    onStatus,
  )

  const problemOf = (one: Watched): Problem | null => one.reflector.status().problem
  const wasSeen = (one: Watched): boolean => one.reflector.status().lastSyncedAt !== null
  const isForbidden = (one: Watched): boolean => problemOf(one)?.code === FORBIDDEN
  const within = (namespace: string | undefined): Watched[] =>
    watched.filter((one) => namespace === undefined || one.namespace === null || one.namespace === namespace)

  function stale(namespace?: string): { since: number; reason: Problem | null } | null {
    const now = clock()
    const behind = within(namespace).filter(
      (one) => wasSeen(one) && !isForbidden(one) && one.behindSince !== null && now - one.behindSince > STALE_AFTER_MS,
    )
    if (behind.length === 0) return null
    return {
      since: Math.min(...behind.map((one) => one.behindSince ?? now)),
      reason: behind.map(problemOf).find((problem) => problem !== null) ?? null,
    }
  }

  return {
    settled: () => operator.asked() && watched.every((one) => wasSeen(one) || problemOf(one) !== null),
    syncedAt(kind, namespace) {
      const ofKind = within(namespace).filter((one) => one.kind === kind)
      if (ofKind.length === 0 || !ofKind.every(wasSeen)) return null
      return Math.min(...ofKind.map((one) => one.behindSince ?? clock()))
    },
    missing(kind, namespace) {
      const unseen = within(namespace).find((one) => one.kind === kind && (!wasSeen(one) || isForbidden(one)))
      return unseen === undefined ? null : problemOf(unseen)
    },
    stale,
    seesAll(namespace) {
      const here = within(namespace)
      if (here.length === 0 || operator.problem() !== null || stale(namespace) !== null) return false
      return operator.asked() && here.every((one) => wasSeen(one) && !isForbidden(one))
    },
    forbidden: (namespace) =>
      [operator.problem(), ...within(namespace).map(problemOf)].flatMap((problem) =>
        problem?.code === FORBIDDEN ? [problem] : [],
      ),
    trouble() {
      const failing = watched
        .map(({ reflector }) => reflector.status())
        .filter(({ problem }) => problem !== null && problem.code !== FORBIDDEN)
      const retries = failing.flatMap((status) => status.retryAt ?? [])
      return { problem: failing[0]?.problem ?? null, retryAt: retries.length === 0 ? null : Math.min(...retries) }
    },
    async stop() {
      await Promise.all([operator.stop(), ...watched.map(({ reflector }) => reflector.stop())])
    },
  }
}
