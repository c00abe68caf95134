import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Capture } from './capture.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import { createApiServer } from './kubernetes/api-server.ts'
import { ObjectStore } from './kubernetes/object-store.ts'
import { CONFIG_MAPS, DEPLOYMENTS, NAMESPACES, PODS, SERVICES } from './kubernetes/objects.ts'
import { ServiceProxy } from './kubernetes/service-proxy.ts'
import { carriesLease, type HeldLease, RENEWAL_INTERVAL_MS, renewLeases } from './leader-election.ts'
import { nativeCluster } from './native-cluster.ts'
import { recordedFlink } from './recorded-flink.ts'
import { isoSeconds, timeShiftMs } from './redate.ts'
import { layOutStorage } from './storage-tree.ts'

/** The fleet: which recording plays which cluster, and how long ago its recording ended when the demo starts. */
const CLUSTERS = [
  { capture: '1.20.5-running', namespace: 'shop', clusterId: 'orders', endedAgoMs: 3_000 },
  // its JobManager was killed: long enough ago for its lease to have run out
  { capture: '2.3.0-jobmanager-killed', namespace: 'billing', clusterId: 'orders-billing', endedAgoMs: 4 * 60_000 },
  { capture: '1.14.6-running', namespace: 'legacy', clusterId: 'orders-legacy', endedAgoMs: 3_000 },
]

/** Always the same: whoever comes back knows this cluster again. */
const KUBE_SYSTEM_UID = '6d1f0c9a-77f4-4f5e-9a53-0d5b3a7c2e10'
/** Where the recorded pointers say that everything lies. */
const STORAGE_PREFIX = 'file:///srv/flink'

export interface DemoFleet {
  kubeconfig: string
  /** `prefix=directory`, as Weir's `--storage-root` takes it. */
  storageRoots: string[]
  server: string
  close(): Promise<void>
}

/**
 * Serves the recorded clusters on 127.0.0.1: the Kubernetes API with Flink's REST behind its service proxy, and the
 * files of HA storage and checkpoints below `dataDir`. Every start moves the recordings to now, as clusters newly
 * created: uids of objects differ from start to start, that of kube-system does not.
 *
 * @param port 0 takes a free one.
 */
export async function startDemoFleet(options: { port: number; dataDir: string }): Promise<DemoFleet> {
  const startedAt = Date.now()
  const dataDir = resolve(options.dataDir)
  const storage = join(dataDir, 'flink-storage')
  mkdirSync(dataDir, { recursive: true })

  // tenths of a second since 1970: above every version of an earlier start
  const store = new ObjectStore(Math.floor(startedAt / 100))
  const proxy = new ServiceProxy(store)
  const captures = CLUSTERS.map((cluster) => ({
    cluster,
    capture: new Capture(cluster.capture, {
      ...cluster,
      shiftMs: (window) => timeShiftMs(window, startedAt, cluster.endedAgoMs),
    }),
  }))
  layOutStorage(
    storage,
    captures.map(({ capture }) => capture),
  )
  putNamespace(store, 'kube-system', KUBE_SYSTEM_UID, startedAt)
  const leases: HeldLease[] = []
  for (const { cluster, capture } of captures) leases.push(...putCluster(store, proxy, cluster, capture, startedAt))
  renewLeases(store, leases, Date.now())

  const token = randomBytes(32).toString('hex')
  const server = createApiServer({ store, proxy, token })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port: options.port }, listening)
  })
  const renewal = setInterval(() => renewLeases(store, leases, Date.now()), RENEWAL_INTERVAL_MS)

  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const kubeconfig = join(dataDir, 'kubeconfig')
  writeKubeconfig(kubeconfig, { server: `http://127.0.0.1:${port}`, token })
  return {
    kubeconfig,
    storageRoots: [`${STORAGE_PREFIX}=${storage}`],
    server: `http://127.0.0.1:${port}`,
    close: () => {
      clearInterval(renewal)
      return new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
    },
  }
}

/** Puts one cluster's objects into the store and its REST behind its service; returns the leases that its leader holds. */
function putCluster(
  store: ObjectStore,
  proxy: ServiceProxy,
  { namespace, clusterId }: (typeof CLUSTERS)[number],
  capture: Capture,
  startedAt: number,
): HeldLease[] {
  const { flinkVersion, configurationFile, answersRest } = capture.manifest
  const { startedAt: createdAt, capturedAt } = capture.window
  const uid = (name: string) => uidOf(`${startedAt}/${namespace}/${name}`)
  const objects = nativeCluster({
    namespace,
    clusterId,
    flinkVersion,
    configurationFile,
    configuration: capture.configuration(),
    createdAt,
    killedAt: answersRest ? null : capturedAt,
    uid,
  })
  putNamespace(store, namespace, uid('namespace'), createdAt)
  store.put(DEPLOYMENTS, objects.deployment)
  for (const pod of objects.pods) store.put(PODS, pod)
  store.put(SERVICES, objects.restService)
  store.put(CONFIG_MAPS, objects.configMap)
  const haConfigMaps = capture.haConfigMaps()
  for (const map of haConfigMaps) {
    store.put(CONFIG_MAPS, { ...map, metadata: { ...map.metadata, uid: uid(map.metadata.name) } })
  }
  if (!answersRest) return []
  proxy.register(namespace, `${clusterId}-rest`, recordedFlink(capture, Date.now))
  return haConfigMaps
    .filter((map) => carriesLease(map.metadata.annotations))
    .map(({ metadata: { name } }) => ({
      namespace,
      name,
      renewalsCountAsTransitions: flinkVersion.startsWith('1.14'),
    }))
}

function putNamespace(store: ObjectStore, name: string, uid: string, createdAt: number): void {
  store.put(NAMESPACES, {
    metadata: {
      name,
      uid,
      creationTimestamp: `${isoSeconds(createdAt)}Z`,
      labels: { 'kubernetes.io/metadata.name': name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  })
}

/** A uid of the shape of a random one, always the same for the same text. */
function uidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
