import { describeFlinkRest, proxied } from '../../contract/flink-rest.contract.ts'
import { describeKubernetesApi } from '../../contract/kubernetes-api.contract.ts'

// The same assertions as the demo's, on the real API server and the real Flinks of the run that starts this.
interface Cluster {
  kubeconfig: string
  namespace: string
  clusterId: string
  restService: string
  flinkVersion: string
}
const clusters: Cluster[] = JSON.parse(process.env.WEIR_CONTRACT_CLUSTERS ?? '[]')
if (clusters.length === 0) throw new Error('started by the story `contract`, which names the clusters')

for (const cluster of clusters) {
  describeKubernetesApi(`real, ${cluster.clusterId}`, async () => cluster)
  describeFlinkRest(`real, ${cluster.flinkVersion}`, async () => proxied(cluster))
}
