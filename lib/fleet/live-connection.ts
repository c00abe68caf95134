import type { Database } from '../db/client.ts'
import { claimClusterUid } from '../db/connection-identity.ts'
import { flinkClient } from '../flink/client.ts'
import { savepointEndpoints } from '../flink/savepoints.ts'
import { type KubernetesClient, openKubernetesClient, readClusterUid } from '../kubernetes/client.ts'
import { serviceProxyTransport } from '../kubernetes/service-proxy.ts'
import { log } from '../log.ts'
import { type Problem, WeirError } from '../problem.ts'
import type { StorageReader } from '../storage/reader.ts'
import { ClusterIndex, type ClusterItem, type ClusterObjects, isCluster } from './cluster-objects.ts'
import type { FlinkAccess } from './cluster-rest.ts'
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
  /** The cluster it reached when it could tell last; null: it never could. */
  clusterUid: string | null
}

export interface ConnectionEvents {
  /** A cluster has a new row. */
  onRow(cluster: LiveCluster): void
  onGone(cluster: LiveCluster): void
  onStatus(): void
}

export interface LiveConnection {
  /** What it goes by in addresses; null while it is not known what it leads to. */
  id(): string | null
  view(): ConnectionView
  clusters(): Iterable<LiveCluster>
  find(namespace: string, name: string): LiveCluster | null
  /** Whether it would find every cluster that there is in a namespace, as of now. */
  seesAll(namespace: string): boolean
  close(): Promise<void>
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 10_000
const STALE_CHECK_MS = 1_000
/** An API server that has just started refuses everybody until it has read its roles. */
const REFUSALS_OF_A_START = 3
/** When a connection returns, its JobManagers are asked again within this time, and not all at once. */
const NUDGE_WITHIN_MS = 3_000

/** A Kubernetes API server and the Flink clusters in it. What can't be reached is tried again for ever, ever more rarely. */
export function connectKubernetes(
  row: ConnectionRow,
  deps: { database: Database; storage: StorageReader; recorder: Recorder },
  events: ConnectionEvents,
): LiveConnection {
  const index = new ClusterIndex()
  const clusters = new Map<string, LiveCluster>()
  const flinkClients = new Map<string, { route: string; access: FlinkAccess }>()
  let client: KubernetesClient | null = null
  let kinds: WatchedKinds | null = null
  let identity: { id: string; rowId: string; name: string } | null = null
  let problem: Problem | null = null
  let retryAt: number | null = null
  let retries = 0
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let ready = false
  let refusals = 0
  let wasTroubled = false
  let wasStale = false
  let wasLacking = '[]'

  async function open(): Promise<void> {
    try {
      const { kubeconfigPath: kubeconfig, context } = row
      client ??= openKubernetesClient(context === null ? { kubeconfig } : { kubeconfig, context })
      const uid = await kubernetesUid(client)
      if (uid === null) refusals += 1
      if (uid === null && row.clusterUid === null && refusals <= REFUSALS_OF_A_START) {
        if (!closed) openAfter(FIRST_RETRY_MS)
        return
      }
      const id = uid ?? row.clusterUid ?? row.id
      const rowId = id === row.id ? row.id : await claimClusterUid(deps.database, row.id, id)
      if (closed) return
      identity = { id, rowId, name: row.name }
      problem = null
      retryAt = null
      kinds = watchKinds(client, row.namespaces, onChange, onStatus)
    } catch (error) {
      if (closed) return
      problem = error instanceof WeirError ? error.problem : { code: 'connection.failed' }
      if (!(error instanceof WeirError)) {
        log('fleet').error({ err: error, connection: row.name }, 'a connection could not be opened')
      }
      const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(retries, 5))
      retries += 1
      retryAt = Date.now() + waitMs
      openAfter(waitMs)
    }
    events.onStatus()
  }

  function openAfter(waitMs: number): void {
    timer = setTimeout(() => void open(), waitMs)
    timer.unref()
  }

  function onChange(change: ClusterItem, type: 'upsert' | 'renewal' | 'delete'): void {
    if (closed) return
    const keys = type === 'delete' ? index.remove(change) : index.put(change, type === 'renewal')
    if (!ready) return
    for (const key of keys) {
      const objects = index.clusters.get(key)
      const cluster = clusters.get(key)
      if (type === 'renewal' && objects && cluster) cluster.renewed(objects)
      else bring(key, objects)
      if (change.kind === 'pod') cluster?.nudge()
    }
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
      forgetRecord(known)
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
          stale: () => kinds?.stale(objects.namespace) ?? null,
          syncedAt: () => kinds?.syncedAt('config-map', objects.namespace) ?? null,
          operatorSyncedAt: () => kinds?.syncedAt('flink-deployment', objects.namespace) ?? null,
          haProblem: () => kinds?.missing('config-map', objects.namespace) ?? null,
          forbidden: () => kinds?.forbidden(objects.namespace) ?? [],
          onRow: () => events.onRow(cluster),
        },
        { namespace: objects.namespace, name: objects.name },
      )
    clusters.set(key, cluster)
    cluster.update(objects, flinkAccess(key, objects))
  }

  function forgetRecord({ connection, namespace, name }: LiveCluster): void {
    void deps.recorder.forget(connection.rowId, { namespace, name }, Date.now()).catch((error: unknown) => {
      log('fleet').warn({ err: error, cluster: name, namespace }, 'that a cluster is gone could not be recorded')
    })
  }

  function flinkAccess(key: string, objects: ClusterObjects): FlinkAccess | null {
    const { service } = objects
    if (service?.restPort == null || client === null) return null
    const route = `${service.uid} ${service.restPort}`
    const known = flinkClients.get(key)
    if (known?.route === route) return known.access
    const { namespace, name, restPort } = service
    const transport = serviceProxyTransport(client, { namespace, name, port: restPort })
    const made = flinkClient({
      transport,
      onUnexpected: (error) =>
        log('fleet').error({ err: error, cluster: objects.name }, 'an answer of REST was not foreseen'),
    })
    const access = { client: made, savepoints: savepointEndpoints(transport) }
    flinkClients.set(key, { route, access })
    return access
  }

  function onStatus(): void {
    if (closed) return
    // Before every kind was listed once, a cluster would be taken for the part of it that came first.
    if (!ready && kinds?.settled()) {
      ready = true
      for (const [key, objects] of index.clusters) bring(key, objects)
    }
    const isTroubled = kinds?.trouble().problem != null
    if (wasTroubled && !isTroubled) nudgeAll()
    wasTroubled = isTroubled
    checkStale()
    events.onStatus()
  }

  /** What was unreachable on the same way is to be had again, and would else be asked for after a pause of its own. */
  function nudgeAll(): void {
    for (const cluster of clusters.values()) {
      setTimeout(() => cluster.nudge(), Math.random() * NUDGE_WITHIN_MS).unref()
    }
  }

  /** Rights that Weir lacks here; of `services/proxy` each namespace once, however many clusters are in it. */
  function forbidden(): Problem[] {
    const proxies = new Map<string, Problem>()
    for (const cluster of clusters.values()) {
      const problem = cluster.proxyForbidden()
      if (problem !== null) proxies.set(cluster.namespace, problem)
    }
    return [...(kinds?.forbidden() ?? []), ...proxies.values()]
  }

  function checkStale(): void {
    const isStale = kinds?.stale() != null
    const lacking = JSON.stringify(kinds?.forbidden() ?? [])
    if (isStale === wasStale && lacking === wasLacking) return
    wasStale = isStale
    wasLacking = lacking
    for (const cluster of clusters.values()) cluster.changed()
    events.onStatus()
  }

  const staleTimer = setInterval(checkStale, STALE_CHECK_MS)
  staleTimer.unref()
  void open()

  return {
    id: () => identity?.id ?? null,
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
        forbidden: forbidden(),
      }
    },
    clusters: () => clusters.values(),
    find: (namespace, name) => clusters.get(`${namespace}/${name}`) ?? null,
    seesAll: (namespace) => problem === null && ready && kinds?.seesAll(namespace) === true,
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

/** Null without the right to read kube-system. */
async function kubernetesUid(client: KubernetesClient): Promise<string | null> {
  try {
    return await readClusterUid(client)
  } catch (error) {
    if (error instanceof WeirError && error.problem.code === 'kubernetes.forbidden') return null
    throw error
  }
}
