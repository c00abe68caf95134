import { flinkClient } from '../flink/client.ts'
import { savepointEndpoints } from '../flink/savepoints.ts'
import { urlTransport } from '../flink/transport.ts'
import { log } from '../log.ts'
import type { StorageReader } from '../storage/reader.ts'
import { LiveCluster } from './live-cluster.ts'
import type { ConnectionEvents, LiveConnection } from './live-connection.ts'
import type { Recorder } from './record/recorder.ts'

/** The namespace of clusters that no Kubernetes has. */
export const NO_NAMESPACE = '-'

/** A Flink cluster known only by the address of its REST: standalone or YARN. It has no HA data that Weir could read. */
export function connectAddress(
  row: { id: string; name: string; url: string },
  deps: { storage: StorageReader; recorder: Recorder },
  events: ConnectionEvents,
): LiveConnection {
  const cluster = new LiveCluster(
    {
      connection: { id: row.id, rowId: row.id, name: row.name },
      storage: deps.storage,
      recorder: deps.recorder,
      stale: () => null,
      syncedAt: () => null,
      operatorSyncedAt: () => null,
      haProblem: () => null,
      forbidden: () => [],
      onRow() {
        events.onRow(cluster)
        events.onStatus()
      },
    },
    { namespace: NO_NAMESPACE, name: row.name },
  )
  const transport = urlTransport(row.url)
  const client = flinkClient({
    transport,
    onUnexpected: (error) =>
      log('fleet').error({ err: error, cluster: row.name }, 'an answer of REST was not foreseen'),
  })
  cluster.updateAddress(row.id, { client, savepoints: savepointEndpoints(transport) })

  return {
    id: () => row.id,
    view() {
      const { overview } = cluster.rest()
      return {
        id: row.id,
        name: row.name,
        kind: 'flink',
        status: overview === null ? 'connecting' : overview.ok ? 'live' : 'failed',
        lastSyncedAt: overview?.ok ? overview.observedAt : null,
        problem: overview?.ok === false ? overview.problem : null,
        retryAt: null,
        forbidden: [],
      }
    },
    clusters: () => [cluster],
    find: (namespace, name) => (namespace === NO_NAMESPACE && name === row.name ? cluster : null),
    // Nobody tells what clusters there are.
    seesAll: () => false,
    async close() {
      cluster.close()
      await transport.close()
    },
  }
}
