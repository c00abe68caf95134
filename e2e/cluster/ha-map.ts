import type { FlinkCluster } from './flink-cluster.ts'
import type { KubernetesClient } from './kubernetes-client.ts'

/** The per-job HA ConfigMap as the API server keeps it. */
export interface JobHaMap {
  name: string
  /** Values of the `checkpointID-…` keys by checkpoint id, oldest first. */
  checkpoints: Map<number, string>
  data: Record<string, string>
}

/** The map's name: up to 1.14 there is one map per component, named for its leader election. */
export function jobHaMapName(cluster: FlinkCluster, jobId: string): string {
  return `${cluster.clusterId}-${jobId}-${cluster.version === '1.14.6' ? 'jobmanager-leader' : 'config-map'}`
}

export async function readJobHaMap(client: KubernetesClient, cluster: FlinkCluster, jobId: string): Promise<JobHaMap> {
  const name = jobHaMapName(cluster, jobId)
  const { data = {} } = await client.get<{ data?: Record<string, string> }>(
    `/api/v1/namespaces/${cluster.namespace}/configmaps/${name}`,
  )
  const entries = Object.entries(data)
    .filter(([key]) => key.startsWith('checkpointID-'))
    .map(([key, value]): [number, string] => [Number(key.slice('checkpointID-'.length)), value])
    .sort(([a], [b]) => a - b)
  return { name, checkpoints: new Map(entries), data }
}
