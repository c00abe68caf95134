import { isSince } from '../../lib/formats/flink-release.ts'
import type { ClusterSpec } from './cluster-spec.ts'
import { type CheckpointSettings, releaseOf } from './job-spec.ts'

/** Flink's configuration of a cluster, under the names that its release has. */
export function configurationOf(cluster: ClusterSpec): Map<string, string> {
  const release = releaseOf(cluster.version)
  const { storage, name, namespace, jobs } = cluster
  const [job] = jobs
  const isNewest = isSince(release, '1.20')
  const named = (from117: string, before: string) => (isSince(release, '1.17') ? from117 : before)
  const checkpoints = isNewest ? 'execution.checkpointing' : 'state.checkpoints'
  const ha: [string, string][] = [
    [named('high-availability.type', 'high-availability'), haType(release)],
    ['high-availability.storageDir', `${storage}/ha`],
    ['high-availability.cluster-id', name],
  ]
  return new Map([
    ['kubernetes.cluster-id', name],
    ['kubernetes.namespace', namespace],
    ['jobmanager.memory.process.size', '1600m'],
    ['taskmanager.memory.process.size', '4096m'],
    ['taskmanager.numberOfTaskSlots', '4'],
    [named('state.backend.type', 'state.backend'), 'rocksdb'],
    [isNewest ? 'execution.checkpointing.incremental' : 'state.backend.incremental', 'true'],
    [`${checkpoints}.dir`, `${storage}/checkpoints/${name}`],
    [isNewest ? 'execution.checkpointing.savepoint-dir' : 'state.savepoints.dir', `${storage}/savepoints/${name}`],
    [`${checkpoints}.num-retained`, `${cluster.retained}`],
    ['execution.checkpointing.interval', `${(job?.intervalMs ?? 60_000) / 1_000}s`],
    ['execution.checkpointing.timeout', `${(job?.timeoutMs ?? 600_000) / 1_000}s`],
    ['execution.checkpointing.mode', 'EXACTLY_ONCE'],
    ['execution.checkpointing.externalized-checkpoint-retention', 'RETAIN_ON_CANCELLATION'],
    ['execution.checkpointing.tolerable-failed-checkpoints', '10'],
    ['web.checkpoints.history', `${cluster.history}`],
    ...(cluster.highAvailability ? ha : []),
  ])
}

/** `flink-conf.yaml`, from 2.0 on `config.yaml`. */
export function configurationFile(version: string): string {
  return isSince(releaseOf(version), '2.0') ? 'config.yaml' : 'flink-conf.yaml'
}

/** Where and how a cluster keeps checkpoints, with paths as Flink writes them. */
export function checkpointSettings(cluster: ClusterSpec): CheckpointSettings {
  const { storage, name, history, retained, increments, version } = cluster
  const root = storage.replace(/^file:\/+/, 'file:/')
  return {
    release: releaseOf(version),
    history,
    retained,
    increments,
    checkpointDirectory: `${root}/checkpoints/${name}`,
    savepointDirectory: `${root}/savepoints/${name}`,
    haDirectory: `${root}/ha/${name}`,
  }
}

function haType(release: CheckpointSettings['release']): string {
  if (isSince(release, '1.16')) return 'kubernetes'
  return 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory'
}
