import type { KubernetesClient } from '../kubernetes/client.ts'
import { type Reflector, type ReflectorStatus, startReflector } from '../kubernetes/reflector.ts'
import { CONFIG_MAPS, DEPLOYMENTS, PODS, type Resource, SERVICES } from '../kubernetes/resources.ts'
import { log } from '../log.ts'
import type { Problem } from '../problem.ts'
import type { ClusterItem } from './cluster-objects.ts'

export type WatchedKind = ClusterItem['kind']

/** The kinds of objects that tell of Flink clusters, each listed and watched once per namespace. */
export interface WatchedKinds {
  /** Whether each kind was listed once, or could not be. */
  settled(): boolean
  /** When a kind was last known to be current, epoch ms: now, while it is watched. Null: never, in some namespace. */
  syncedAt(kind: WatchedKind): number | null
  /** Why a kind was never seen: not permitted, most often. */
  missing(kind: WatchedKind): Problem | null
  /** What once was current and is not any more. A kind that never was is missing, not stale. */
  stale(): { since: number; reason: Problem | null } | null
  /** The gravest problem of all kinds, and when the next try is. */
  trouble(): { problem: Problem | null; retryAt: number | null }
  stop(): Promise<void>
}

interface Watched {
  kind: WatchedKind
  reflector: Reflector<{ uid: string }>
  /** Since when it is not watched; null while it is. */
  behindSince: number | null
}

/** A watch ends and is resumed all the time: only what stays away longer is worth a word. */
const STALE_AFTER_MS = 15_000

export function watchKinds(
  client: KubernetesClient,
  namespaces: readonly string[],
  onChange: (change: ClusterItem, type: 'upsert' | 'renewal' | 'delete') => void,
  onStatus: () => void,
  clock: () => number = Date.now,
): WatchedKinds {
  const watched: Watched[] = []

  function add<T extends { uid: string }>(
    kind: WatchedKind,
    resource: Resource<T>,
    item: (item: T) => ClusterItem,
  ): void {
    for (const namespace of namespaces.length > 0 ? namespaces : [null]) {
      let behindSince: number | null = clock()
      const reflector = startReflector<T>({
        client,
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
        reflector,
        get behindSince() {
          return behindSince
        },
      })
    }
  }
  add('config-map', CONFIG_MAPS, (found) => ({ kind: 'config-map', item: found }))
  add('deployment', DEPLOYMENTS, (found) => ({ kind: 'deployment', item: found }))
  add('service', SERVICES, (found) => ({ kind: 'service', item: found }))
  add('pod', PODS, (found) => ({ kind: 'pod', item: found }))

  const statuses = (): ReflectorStatus[] => watched.map(({ reflector }) => reflector.status())
  const wasSeen = (one: Watched): boolean => one.reflector.status().lastSyncedAt !== null

  return {
    settled: () => statuses().every((status) => status.lastSyncedAt !== null || status.problem !== null),
    syncedAt(kind) {
      const ofKind = watched.filter((one) => one.kind === kind)
      if (!ofKind.every(wasSeen)) return null
      return Math.min(...ofKind.map((one) => one.behindSince ?? clock()))
    },
    missing(kind) {
      const never = watched.find((one) => one.kind === kind && !wasSeen(one))
      return never?.reflector.status().problem ?? null
    },
    stale() {
      const now = clock()
      const behind = watched.filter(
        (one) => wasSeen(one) && one.behindSince !== null && now - one.behindSince > STALE_AFTER_MS,
      )
      if (behind.length === 0) return null
      return {
        since: Math.min(...behind.map((one) => one.behindSince ?? now)),
        reason: behind.map((one) => one.reflector.status().problem).find((problem) => problem !== null) ?? null,
      }
    },
    trouble() {
      const failing = statuses().filter((status) => status.problem !== null)
      const retries = failing.flatMap((status) => status.retryAt ?? [])
      return { problem: failing[0]?.problem ?? null, retryAt: retries.length === 0 ? null : Math.min(...retries) }
    },
    async stop() {
      await Promise.all(watched.map(({ reflector }) => reflector.stop()))
    },
  }
}
