import type { Database } from '../db/client.ts'
import type { Connection, Location } from '../db/generated/client.ts'
import { log } from '../log.ts'
import { type StorageReader, storageReader } from '../storage/reader.ts'
import { type ChangeFeed, changeFeed } from './change-feed.ts'
import { meterFleet } from './fleet-metrics.ts'
import { type ClusterName, clusterAddress } from './keys.ts'
import { connectAddress } from './live-address.ts'
import type { LiveCluster } from './live-cluster.ts'
import { type ConnectionEvents, connectKubernetes, type LiveConnection } from './live-connection.ts'
import { recorder } from './record/recorder.ts'
import type { ConnectionView } from './view.ts'

/** The live model: everything Weir is connected to, as it is now. One per process. */
export interface Fleet {
  readonly database: Database
  readonly demo: boolean
  readonly feed: ChangeFeed
  /** Reads below the registered locations. */
  readonly storage: StorageReader
  connections(): ConnectionView[]
  cluster(name: ClusterName): LiveCluster | null
  /** Whether `cluster` would find every one that there is in a namespace: what it does not find then does not exist. */
  seesAll(connection: string, namespace: string): boolean
  /** Whether every connection has had its first answer, good or bad. */
  started(): boolean
  close(): Promise<void>
}

const TICK_MS = 1_000
const AFTER_DEFECT_MS = 10_000

export function openFleet(options: {
  database: Database
  demo: boolean
  connections: readonly Connection[]
  locations: readonly Location[]
}): Fleet {
  const { database, demo } = options
  const feed = changeFeed()
  const storage = storageReader(() => options.locations.map(({ id, prefix, directory }) => ({ id, prefix, directory })))
  const deps = { database, storage, recorder: recorder(database) }
  const rowIds = new Map<LiveCluster, string>()

  const events: ConnectionEvents = {
    onRow(cluster) {
      if (cluster.row === null) return
      const before = rowIds.get(cluster)
      // The id changes when a stronger resource of the same cluster is found: its row is one, not two.
      if (before !== undefined && before !== cluster.row.id) feed.remove(before)
      rowIds.set(cluster, cluster.row.id)
      const announced = feed.put(cluster.row)
      // Its pages show more than the row: the progress of a checkpoint, the age of a lease.
      if (!announced && cluster.isLookedAt) feed.touch()
    },
    onGone(cluster) {
      const id = rowIds.get(cluster)
      rowIds.delete(cluster)
      if (id !== undefined) feed.remove(id)
    },
    onStatus: () => feed.touch(),
  }

  const live: LiveConnection[] = options.connections.flatMap((row) => {
    if (row.kind === 'flink')
      return row.url === null ? [] : [connectAddress({ id: row.id, name: row.name, url: row.url }, deps, events)]
    if (row.kubeconfigPath === null) return []
    const { id, name, kubeconfigPath, context, namespaces, clusterUid } = row
    return [connectKubernetes({ id, name, kubeconfigPath, context, namespaces, clusterUid }, deps, events)]
  })

  meterFleet({
    connections: () => live.map((connection) => connection.view()),
    rows: feed.rows,
    jobStates: () => live.flatMap((connection) => [...connection.clusters()].flatMap(({ jobStates }) => jobStates)),
  })

  // Leases run out and points get late without any event. Only clusters whose time has come are judged again.
  const ticker = setInterval(() => {
    const now = Date.now()
    for (const connection of live) {
      for (const cluster of connection.clusters()) if (cluster.wakeAt <= now) judgeAgain(cluster, now)
    }
  }, TICK_MS)
  ticker.unref()

  return {
    database,
    demo,
    feed,
    storage,
    connections: () => live.map((connection) => connection.view()),
    cluster(name) {
      for (const connection of live) {
        if (connection.id() !== name.connection) continue
        const found = connection.find(name.namespace, name.name)
        if (found !== null && clusterAddress(found.key) === clusterAddress(name)) return found
      }
      return null
    },
    seesAll: (connection, namespace) => live.some((one) => one.id() === connection && one.seesAll(namespace)),
    started: () => live.every((connection) => connection.view().status !== 'connecting'),
    async close() {
      clearInterval(ticker)
      await Promise.all(live.map((connection) => connection.close()))
      await storage.close()
    },
  }
}

/** A defect in the judgement of one cluster keeps no other from ageing. */
function judgeAgain(cluster: LiveCluster, now: number): void {
  try {
    cluster.wake(now)
  } catch (error) {
    cluster.wakeAt = now + AFTER_DEFECT_MS
    log('fleet').error({ err: error, cluster: cluster.name }, 'a cluster could not be judged')
  }
}

const SLOT = Symbol.for('weir.fleet')

// Next bundles instrumentation and routes apart, so a variable of this module would exist twice in one process.
const slots = globalThis as { [SLOT]?: Fleet }

export function setFleet(fleet: Fleet | undefined): void {
  if (fleet === undefined) delete slots[SLOT]
  else slots[SLOT] = fleet
}

/** The fleet of this process; null until it was started. */
export function currentFleet(): Fleet | null {
  return slots[SLOT] ?? null
}
