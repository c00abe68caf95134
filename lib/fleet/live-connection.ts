import type { Database } from '../db/client.ts'
import { claimClusterUid } from '../db/connection-identity.ts'
import { type FlinkClient, flinkClient } from '../flink/client.ts'
import { type KubernetesClient, openKubernetesClient, readClusterUid } from '../kubernetes/client.ts'
import { serviceProxyTransport } from '../kubernetes/service-proxy.ts'
import { log } from '../log.ts'
import { type Problem, WeirError } from '../problem.ts'
import type { StorageReader } from '../storage/reader.ts'
import { ClusterIndex, type ClusterItem, type ClusterObjects, isCluster } from './cluster-objects.ts'
import { LiveCluster } from './live-cluster.ts'
import type { Recorder } from './record/recorder.ts'
import type { ConnectionView } from './view.ts'
import { type WatchedKinds, watchKinds } from './watched-kinds.ts'

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

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000
const STALE_CHECK_MS = 1_000

/** A Kubernetes API server and the Flink clusters in it. What can't be reached is tried again for ever, ever more rarely. */
export function connectKubernetes(
  row: ConnectionRow,
  deps: { database: Database; storage: StorageReader; recorder: Recorder },
  events: ConnectionEvents,
): LiveConnection {
  const index = new ClusterIndex()
  const clusters = new Map<string, LiveCluster>()
  const flinkClients = new Map<string, { route: string; client: FlinkClient }>()
  let client: KubernetesClient | null = null
  let kinds: WatchedKinds | null = null
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
      const { kubeconfigPath: kubeconfig, context } = row
      client ??= openKubernetesClient(context === null ? { kubeconfig } : { kubeconfig, context })
      const id = await kubernetesUid(client, row.id)
      const rowId = id === row.id ? row.id : await claimClusterUid(deps.database, row.id, id)
      if (closed) return
      identity = { id, rowId, name: row.name }
      problem = null
      retryAt = null
      kinds = watchKinds(client, row.namespaces, onChange, onStatus)
    } catch (error) {
      problem = error instanceof WeirError ? error.problem : { code: 'connection.failed' }
      if (!(error instanceof WeirError)) {
        log('fleet').error({ err: error, connection: row.name }, 'a connection could not be opened')
      }
      const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(retries, 5))
      retries += 1
      retryAt = Date.now() + waitMs
      timer = setTimeout(() => void open(), waitMs)
      timer.unref()
    }
    events.onStatus()
  }

  function onChange(change: ClusterItem, type: 'upsert' | 'renewal' | 'delete'): void {
    if (closed) return
    const key = type === 'delete' ? index.remove(change) : index.put(change, type === 'renewal')
    if (key === null || !ready) return
    const objects = index.clusters.get(key)
    const cluster = clusters.get(key)
    if (type === 'renewal' && objects && cluster) cluster.renewed(objects)
    else bring(key, objects)
    if (change.kind === 'pod') cluster?.nudge()
  }

  /** Makes, updates or lets go of the cluster that these objects are of. */
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
          stale: () => kinds?.stale() ?? null,
          syncedAt: () => kinds?.syncedAt('config-map') ?? null,
          haProblem: () => kinds?.missing('config-map') ?? null,
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
    const route = `${service.uid} ${service.restPort}`
    const known = flinkClients.get(key)
    if (known?.route === route) return known.client
    const { namespace, name, restPort } = service
    const made = flinkClient({
      transport: serviceProxyTransport(client, { namespace, name, port: restPort }),
      onUnexpected: (error) =>
        log('fleet').error({ err: error, cluster: objects.name }, 'an answer of REST was not foreseen'),
    })
    flinkClients.set(key, { route, client: made })
    return made
  }

  function onStatus(): void {
    if (closed) return
    // Before every kind was listed once, a cluster would be taken for the part of it that came first.
    if (!ready && kinds?.settled()) {
      ready = true
      for (const [key, objects] of index.clusters) bring(key, objects)
    }
    checkStale()
    events.onStatus()
  }

  function checkStale(): void {
    const isStale = kinds?.stale() != null
    if (isStale === wasStale) return
    wasStale = isStale
    for (const cluster of clusters.values()) cluster.changed()
    events.onStatus()
  }

  const staleTimer = setInterval(checkStale, STALE_CHECK_MS)
  staleTimer.unref()
  void open()

  return {
    view() {
      const trouble = kinds?.trouble() ?? { problem: null, retryAt: null }
      const stale = kinds?.stale() ?? null
      return {
        id: identity?.id ?? null,
        name: row.name,
        kind: 'kubernetes',
        status: problem !== null ? 'failed' : !ready ? 'connecting' : stale !== null ? 'stale' : 'live',
        lastSyncedAt: kinds?.syncedAt('config-map') ?? null,
        problem: problem ?? stale?.reason ?? trouble.problem,
        retryAt: retryAt ?? trouble.retryAt,
      }
    },
    clusters: () => clusters.values(),
    find: (namespace, name) => clusters.get(`${namespace}/${name}`) ?? null,
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      clearInterval(staleTimer)
      for (const cluster of clusters.values()) cluster.close()
      await kinds?.stop()
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
