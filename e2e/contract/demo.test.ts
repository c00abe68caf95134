import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type DemoFleet, startDemoFleet } from '../../demo/demo-fleet.ts'
import { describeFlinkRest } from './flink-rest.contract.ts'
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

const shop = { namespace: 'shop', clusterId: 'orders', restService: 'orders-rest:8081', flinkVersion: '1.20.5' }
const legacy = {
  namespace: 'legacy',
  clusterId: 'orders-legacy',
  restService: 'orders-legacy-rest:rest',
  flinkVersion: '1.14.6',
}

for (const cluster of [shop, legacy]) {
  const subject = async () => ({ ...cluster, kubeconfig: fleet.kubeconfig })
  describeKubernetesApi(`demo, ${cluster.clusterId}`, subject)
  describeFlinkRest(`demo, ${cluster.flinkVersion}`, subject)
}
