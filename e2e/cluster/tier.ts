import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cache, type FlinkVersion, fillCache } from './cache.ts'
import { type ControlPlane, startControlPlane } from './control-plane.ts'
import { FlinkCluster } from './flink-cluster.ts'
import { buildOrdersJob } from './java.ts'
import { createPodNetwork, type PodNetwork } from './pod-network.ts'
import { Processes } from './processes.ts'
import { until } from './until.ts'

/** A real API server with real Flink clusters, each running one job, in a folder and a network of its own. */
export interface Tier {
  dir: string
  cache: Cache
  controlPlane: ControlPlane
  network: PodNetwork
  processes: Processes
  /** As `--storage-root` takes it: what clusters write under `uri` lies in `dir` on this machine. */
  storageRoot: { uri: string; dir: string }
  jar: string
  clusters: Record<FlinkVersion, FlinkCluster>
  /** The job that runs on each cluster; a story that starts another one puts it here. */
  jobIds: Record<FlinkVersion, string>
  /** Ends what was started, by pid, and removes the bridge; the folder only when asked. */
  stop(options: { keepDir: boolean }): Promise<void>
}

const CLUSTERS = {
  '1.14.6': { clusterId: 'ledger', namespace: 'billing' },
  '1.20.5': { clusterId: 'orders', namespace: 'shop' },
  '2.3.0': { clusterId: 'pricing', namespace: 'shop' },
} satisfies Record<FlinkVersion, { clusterId: string; namespace: string }>

/** Arguments of the job that runs on a cluster; the job is named for it. */
export function orderArguments(cluster: FlinkCluster): string[] {
  return ['--name', cluster.clusterId, '--parallelism', '2', '--payload', '64', '--sleep', '20']
}

/**
 * Starts everything and waits until each job has completed checkpoints. What was started by a call that fails is ended.
 *
 * @param started is told of the pieces as soon as there is something to stop, for whoever handles signals.
 */
export async function startTier(
  started: (stop: Tier['stop']) => void,
  progress: (text: string) => void,
): Promise<Tier> {
  const cache = await fillCache()
  const dir = await mkdtemp(join(tmpdir(), 'weir-cluster-'))
  // Weir's PostgreSQL runs as another user and must be able to walk to its folder.
  await chmod(dir, 0o711)
  const processes = new Processes(join(dir, 'log'))
  let network: PodNetwork | undefined
  let controlPlane: ControlPlane | undefined
  let stopping: Promise<void> | undefined
  const stop: Tier['stop'] = ({ keepDir }) => {
    stopping ??= (async () => {
      await processes.endAll()
      await controlPlane?.admin.close()
      await network?.remove()
      if (!keepDir) await rm(dir, { recursive: true, force: true })
    })()
    return stopping
  }
  started(stop)
  try {
    network = await createPodNetwork()
    progress(`control plane on ${network.nodeIp} (bridge ${network.bridge}, folder ${dir})`)
    controlPlane = await startControlPlane(dir, { cache, network, processes })

    // Clusters write through another name than the folder's own, so that a mapping is really needed to read it.
    const storageRoot = { uri: `file://${join(dir, 'nfs')}`, dir: join(dir, 'volume') }
    await mkdir(storageRoot.dir)
    await symlink('volume', join(dir, 'nfs'))
    const parts = { cache, controlPlane, network, processes }
    const launch = (version: FlinkVersion) =>
      FlinkCluster.start(join(dir, 'flink'), { version, ...CLUSTERS[version], storageUri: storageRoot.uri }, parts)
    const clusters = {
      '1.14.6': await launch('1.14.6'),
      '1.20.5': await launch('1.20.5'),
      '2.3.0': await launch('2.3.0'),
    }
    const jar = await buildOrdersJob(cache.flinkHome('1.14.6'), dir)
    const submit = async (version: FlinkVersion) => {
      const jobId = await startOrdersJob(clusters[version], jar)
      progress(`Flink ${version} runs job ${jobId} in ${clusters[version].namespace}/${clusters[version].clusterId}`)
      return jobId
    }
    const [oldest, middle, newest] = await Promise.all([submit('1.14.6'), submit('1.20.5'), submit('2.3.0')])
    const jobIds = { '1.14.6': oldest, '1.20.5': middle, '2.3.0': newest }
    return { dir, ...parts, storageRoot, jar, clusters, jobIds, stop }
  } catch (error) {
    await stop({ keepDir: true })
    throw error
  }
}

/** Starts the job on a cluster and waits for its second completed checkpoint. @returns its id. */
async function startOrdersJob(cluster: FlinkCluster, jar: string): Promise<string> {
  await cluster.untilReady()
  const jobId = await cluster.rest.run(jar, orderArguments(cluster))
  await until(`job ${jobId} of ${cluster.clusterId} has two checkpoints`, 300_000, async () => {
    const { counts } = await cluster.rest.checkpoints(jobId)
    return counts.completed >= 2
  })
  return jobId
}
