import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type DemoFleet, startDemoFleet } from '../../demo/demo-fleet.ts'
import { describeFlinkRest, proxied } from './flink-rest.contract.ts'
import { describeKubernetesApi } from './kubernetes-api.contract.ts'

let fleet: DemoFleet
const dataDir = mkdtempSync(join(tmpdir(), 'weir-demo-contract-'))
beforeAll(async () => {
  fleet = await startDemoFleet({ port: 0, dataDir })
})
afterAll(async () => {
  await fleet.close()
  rmSync(dataDir, { recursive: true, force: true })
})

// all in the kubeconfig's current context; one of each way in which releases differ
const CLUSTERS = [
  { namespace: 'legacy', clusterId: 'erp-bridge', restService: 'erp-bridge-rest:8081', flinkVersion: '1.13.6' },
  { namespace: 'legacy', clusterId: 'orders-legacy', restService: 'orders-legacy-rest:rest', flinkVersion: '1.14.6' },
  { namespace: 'compliance', clusterId: 'audit-trail', restService: 'audit-trail-rest:8081', flinkVersion: '1.16.3' },
  { namespace: 'flink', clusterId: 'orders', restService: 'orders-rest:8081', flinkVersion: '1.20.5' },
  { namespace: 'search', clusterId: 'search-index', restService: 'search-index-rest:8081', flinkVersion: '2.1.3' },
]

for (const cluster of CLUSTERS) {
  describeFlinkRest(`demo, ${cluster.flinkVersion}`, async () => proxied({ ...cluster, kubeconfig: fleet.kubeconfig }))
}
for (const cluster of CLUSTERS.slice(2, 4)) {
  describeKubernetesApi(`demo, ${cluster.clusterId}`, async () => ({ ...cluster, kubeconfig: fleet.kubeconfig }))
}
