import assert from 'node:assert/strict'
import { expect } from '@playwright/test'
import type { FleetRow } from '../../lib/fleet/view.ts'
import type { Manifest } from '../cluster/kubernetes-client.ts'
import { operatorDefinitions } from '../cluster/operator-definitions.ts'
import { until } from '../cluster/until.ts'
import type { Edge } from './edge.ts'
import { readFleet, untilTold } from './feed.ts'
import { newCluster, untilShown, untilWell } from './probe.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'

const JOB = '3a5f0c9d1e7b48a6b2c4d6e8f0a1b3c5'
const UPGRADE = 's3://flink-state/savepoints/savepoint-3a5f0c-0001'
const SNAPSHOT = 's3://flink-state/savepoints/savepoint-3a5f0c-0002'

export const story: Story = {
  title: 'the operator’s resources are seen when their definitions appear, name owner and points, and go with them',
  deadlineSeconds: 150,
  async run(world) {
    const edge = await world.edge()
    edge.through('api-server')
    edge.relay.cut()
    await untilShown(edge, await newCluster(edge))
    await untilWell(edge)
    for (const definition of operatorDefinitions()) await edge.admin.apply(definition)
    await put(edge, deployment, suspendedStatus)
    const shown = await untilShown(edge, 'fraud', 30_000)
    isSuspended(shown)
    await world.page.goto(edge.weir.url)
    await expect(clusterRow(world.page, 'fraud')).toBeVisible()

    await put(edge, snapshot, {
      state: 'COMPLETED',
      path: SNAPSHOT,
      triggerTimestamp: '2026-11-21T10:00:00Z',
      resultTimestamp: '2026-11-21T10:00:10Z',
      failures: 0,
    })
    await put(edge, deployment, {
      ...suspendedStatus,
      jobStatus: { ...suspendedStatus.jobStatus, upgradeSavepointPath: null },
    })
    const { recoveryPoint } = await untilRow(
      edge,
      'the snapshot is the point',
      (row) => row.recoveryPoint?.path === SNAPSHOT,
    )
    assert.equal(recoveryPoint?.triggeredAt, Date.UTC(2026, 10, 21, 10))

    for (const definition of operatorDefinitions()) await edge.admin.delete(definition)
    await untilTold(
      'the row is gone with its definition',
      45_000,
      () => readFleet(edge.weir),
      ({ rows }) => rows.every(({ name }) => name !== 'fraud'),
    )
    await untilWell(edge)
    await edge.close()
  },
}

function isSuspended(row: FleetRow): void {
  assert.equal(row.manager, 'operator')
  assert.equal(row.mode, 'application')
  assert.deepEqual(row.gitOps, { tool: 'argo-cd', name: 'payments', namespace: null })
  assert.equal(row.operator?.lifecycleState, 'SUSPENDED')
  assert.notEqual(row.state, 'broken')
  assert.equal(row.recoveryPoint?.path, UPGRADE)
  assert.ok(row.recoveryPoint?.evidence.some(({ source, verdict }) => source === 'operator' && verdict === 'names'))
  assert.equal(row.jobList[0]?.jobId, JOB)
  assert.equal(row.jobList[0]?.name, 'fraud-scoring')
}

const deployment: Manifest = {
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkDeployment',
  metadata: {
    name: 'fraud',
    namespace: 'probes',
    annotations: { 'argocd.argoproj.io/tracking-id': 'payments:flink.apache.org/FlinkDeployment:probes/fraud' },
  },
  spec: {
    image: 'flink:1.20.5',
    flinkVersion: 'v1_20',
    job: {
      jarURI: 'local:///opt/flink/usrlib/fraud.jar',
      parallelism: 2,
      state: 'suspended',
      upgradeMode: 'savepoint',
    },
  },
}

const suspendedStatus = {
  jobManagerDeploymentStatus: 'MISSING',
  lifecycleState: 'SUSPENDED',
  jobStatus: {
    jobName: 'fraud-scoring',
    jobId: JOB,
    state: 'FINISHED',
    startTime: '1763712000000',
    updateTime: '1763712600000',
    upgradeSavepointPath: UPGRADE as string | null,
  },
  reconciliationStatus: { state: 'UPGRADED' },
}

const snapshot: Manifest = {
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkStateSnapshot',
  metadata: { name: 'fraud-savepoint-manual-1', namespace: 'probes' },
  spec: { jobReference: { kind: 'FlinkDeployment', name: 'fraud' }, savepoint: { formatType: 'CANONICAL' } },
}

/** The API server knows a new kind some moments after its definition. */
async function put(edge: Edge, manifest: Manifest, status: unknown): Promise<void> {
  await until(`${manifest.kind} is known`, 20_000, async () => {
    await edge.admin.apply(manifest)
    await edge.admin.patchStatus(manifest, status)
    return true
  })
}

async function untilRow(edge: Edge, what: string, holds: (row: FleetRow) => boolean): Promise<FleetRow> {
  const { rows } = await untilTold(
    what,
    15_000,
    () => readFleet(edge.weir),
    ({ rows }) => rows.some((row) => row.name === 'fraud' && holds(row)),
  )
  const row = rows.find(({ name }) => name === 'fraud')
  assert.ok(row)
  return row
}
