import type { Database } from '../db/client.ts'
import { claimClusterUid } from '../db/connection-identity.ts'
import { type FlinkClient, flinkClient } from '../flink/client.ts'
import { serviceProxyTransport } from '../flink/transport.ts'
import { type KubernetesClient, openKubernetesClient, readClusterUid } from '../kubernetes/client.ts'
import { type Reflector, type ReflectorStatus, startReflector } from '../kubernetes/reflector.ts'
import { CONFIG_MAPS, DEPLOYMENTS, PODS, SERVICES } from '../kubernetes/resources.ts'
import { log } from '../log.ts'
import { type Problem, WeirError } from '../problem.ts'
import type { StorageReader } from '../storage/reader.ts'
import { ClusterIndex, type ClusterItem, type ClusterObjects, isCluster } from './cluster-objects.ts'
import { LiveCluster } from './live-cluster.ts'
import type { Recorder } from './record/recorder.ts'
import type { ConnectionView } from './view.ts'

export interface ConnectionRow {
  /** id of its row */
  id: string
  name: string
  kubeconfigPath: string
  context: string | null
  /** empty: all namespaces */
  namespaces: string[]
}

export interface ConnectionEvents {
  /** A cluster has a new row. */
  onRow(cluster: LiveCluster): void
  onGone(cluster: LiveCluster): void
  onStatus(): void
}

export interface LiveConnection {
  view(): ConnectionView
  clusters(): Iterable<LiveCluster>
  find(namespace: string, name: string): LiveCluster | null
  close(): Promise<void>
}

type Kind = ClusterItem['kind']
interface Watched {
  kind: Kind
  reflector: Reflector<{ uid: string }>
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000
/** Longer than a watch may be silent before it is cut and renewed. */
const STALE_AFTER_MS = 15_000

/** A Kubernetes API server and the Flink clusters in it. What can't be reached is tried again for ever, ever more rarely. */
export function connectKubernetes(
  row: ConnectionRow,
  deps: { database: Database; storage: StorageReader; recorder: Recorder },
  events: ConnectionEvents,
): LiveConnection {
  const index = new ClusterIndex()
  const clusters = new Map<string, LiveCluster>()
  const flinkClients = new Map<string, FlinkClient>()
  const watched: Watched[] = []
  let client: KubernetesClient | null = null
  let identity: { id: string; rowId: string; name: string } | null = null
  let problem: Problem | null = null
  let retryAt: number | null = null
  let retries = 0
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let ready = false
  let wasStale = false

  async function open(): Promise<void> {
    try {
      client ??= openKubernetesClient({
        kubeconfig: row.kubeconfigPath,
        ...(row.context === null ? {} : { context: row.context }),
      })
      const id = await kubernetesUid(client, row.id)
      if (closed) return
      const rowId = id === row.id ? row.id : await claimClusterUid(deps.database, row.id, id)
      if (closed) return
      identity = { id, rowId, name: row.name }
      problem = null
      retryAt = null
      watchAll(client)
    } catch (error) {
      problem = error instanceof WeirError ? error.problem : { code: 'connection.failed' }
      if (!(error instanceof WeirError))
        log('fleet').error({ err: error, connection: row.name }, 'a connection could not be opened')
      const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(retries, 5))
      retries += 1
      retryAt = Date.now() + waitMs
      timer = setTimeout(() => void open(), waitMs)
      timer.unref()
    }
    events.onStatus()
  }

  function watchAll(api: KubernetesClient): void {
    const namespaces = row.namespaces.length > 0 ? row.namespaces : [undefined]
    for (const namespace of namespaces) {
      const scope = namespace === undefined ? {} : { namespace }
      watched.push(
        {
          kind: 'config-map',
          reflector: startReflector({
            client: api,
            ...CONFIG_MAPS,
            ...scope,
            onStatus,
            onChange: (change) => onChange({ kind: 'config-map', item: change.item }, change.type),
          }),
        },
        {
          kind: 'deployment',
          reflector: startReflector({
            client: api,
            ...DEPLOYMENTS,
            ...scope,
            onStatus,
            onChange: (change) => onChange({ kind: 'deployment', item: change.item }, change.type),
          }),
        },
        {
          kind: 'service',
          reflector: startReflector({
            client: api,
            ...SERVICES,
            ...scope,
            onStatus,
            onChange: (change) => onChange({ kind: 'service', item: change.item }, change.type),
          }),
        },
        {
          kind: 'pod',
          reflector: startReflector({
            client: api,
            ...PODS,
            ...scope,
            onStatus,
            onChange: (change) => onChange({ kind: 'pod', item: change.item }, change.type),
          }),
        },
      )
    }
  }

  function onChange(change: ClusterItem, type: 'upsert' | 'delete' | 'renewal'): void {
    if (closed) return
    const key = type === 'delete' ? index.remove(change) : index.put(change)
    if (key === null || !ready) return
    const objects = index.clusters.get(key)
    const cluster = clusters.get(key)
    if (type === 'renewal' && objects && cluster) cluster.renewed(objects)
    else bring(key, objects)
    if (change.kind === 'pod') cluster?.nudge()
  }

  function bring(key: string, objects: ClusterObjects | undefined): void {
    const known = clusters.get(key)
    if (objects === undefined || !isCluster(objects)) {
      if (known === undefined) return
      clusters.delete(key)
      flinkClients.delete(key)
      known.close()
      events.onGone(known)
      return
    }
    if (identity === null) return
    const cluster =
      known ??
      new LiveCluster(
        {
          connection: identity,
          storage: deps.storage,
          recorder: deps.recorder,
          stale,
          syncedAt: () => lastSynced('config-map'),
          haProblem: () => forbidden('config-map'),
          onRow: events.onRow,
        },
        { namespace: objects.namespace, name: objects.name },
      )
    clusters.set(key, cluster)
    cluster.update(objects, restClient(key, objects))
  }

  function restClient(key: string, objects: ClusterObjects): FlinkClient | null {
    const { service } = objects
    if (service?.restPort == null || client === null) return null
    const route = `${key} ${service.uid} ${service.restPort}`
    const known = flinkClients.get(route)
    if (known) return known
    const { namespace, name, restPort } = service
    const made = flinkClient({ transport: serviceProxyTransport(client, { namespace, name, port: restPort }) })
    flinkClients.set(route, made)
    return made
  }

  function statuses(kind?: Kind): ReflectorStatus[] {
    return watched.filter((one) => kind === undefined || one.kind === kind).map(({ reflector }) => reflector.status())
  }

  function forbidden(kind: Kind): Problem | null {
    return statuses(kind).find((status) => status.lastSyncedAt === null && status.problem !== null)?.problem ?? null
  }

  function lastSynced(kind: Kind): number | null {
    const times = statuses(kind).map((status) => status.lastSyncedAt)
    return times.some((time) => time === null) ? null : Math.min(...times.flatMap((time) => time ?? []))
  }

  /** Stale: a kind that was in step is not any more. One that never was is missing, not stale. */
  function stale(): { since: number; reason: Problem | null } | null {
    const behind = statuses().filter(
      (status) =>
        status.lastSyncedAt !== null &&
        status.phase !== 'watching' &&
        Date.now() - status.lastSyncedAt > STALE_AFTER_MS,
    )
    if (behind.length === 0) return null
    return {
      since: Math.min(...behind.map((status) => status.lastSyncedAt ?? Date.now())),
      reason: behind.find((status) => status.problem !== null)?.problem ?? null,
    }
  }

  function onStatus(): void {
    if (closed) return
    if (
      !ready &&
      watched.length > 0 &&
      statuses().every((status) => status.lastSyncedAt !== null || status.problem !== null)
    ) {
      ready = true
      for (const [key, objects] of index.clusters) bring(key, objects)
    }
    checkStale()
    events.onStatus()
  }

  function checkStale(): void {
    const isStale = stale() !== null
    if (isStale === wasStale) return
    wasStale = isStale
    for (const cluster of clusters.values()) cluster.changed()
  }

  const staleTimer = setInterval(() => {
    checkStale()
  }, 1_000)
  staleTimer.unref()
  void open()

  return {
    view() {
      const isStale = stale()
      const failing =
        problem ?? isStale?.reason ?? statuses().find((status) => status.problem !== null)?.problem ?? null
      const status = problem !== null ? 'failed' : !ready ? 'connecting' : isStale !== null ? 'stale' : 'live'
      const retries = statuses().flatMap((one) => one.retryAt ?? [])
      return {
        id: identity?.id ?? null,
        name: row.name,
        kind: 'kubernetes',
        status,
        lastSyncedAt: statuses().some((one) => one.lastSyncedAt !== null)
          ? Math.min(...statuses().flatMap((one) => one.lastSyncedAt ?? []))
          : null,
        problem: failing,
        retryAt: retryAt ?? (retries.length > 0 ? Math.min(...retries) : null),
      }
    },
    clusters: () => clusters.values(),
    find: (namespace, name) => clusters.get(`${namespace}/${name}`) ?? null,
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      clearInterval(staleTimer)
      for (const cluster of clusters.values()) cluster.close()
      await Promise.all(watched.map(({ reflector }) => reflector.stop()))
      await client?.close()
    },
  }
}

/** Without the right to read kube-system, the connection goes by the id of its own row. */
async function kubernetesUid(client: KubernetesClient, rowId: string): Promise<string> {
  try {
    return await readClusterUid(client)
  } catch (error) {
    if (error instanceof WeirError && error.problem.code === 'kubernetes.forbidden') return rowId
    throw error
  }
}
