import assert from 'node:assert/strict'
import type { FleetRow } from '../../lib/fleet/view.ts'
import type { Manifest } from '../cluster/kubernetes-client.ts'
import { operatorDefinition } from '../cluster/operator-definitions.ts'
import { until } from '../cluster/until.ts'
import type { Edge } from './edge.ts'
import { expect } from './expect.ts'
import { readFleet, untilTold } from './feed.ts'
import {
  completedSnapshotStatus,
  fraud,
  fraudSnapshot,
  JOB,
  loans,
  loansBlue,
  ownedBy,
  pool,
  poolStatus,
  SESSION_JOB,
  SESSION_SNAPSHOT,
  SNAPSHOT,
  sessionJob,
  sessionJobStatus,
  sessionSnapshot,
  suspendedStatus,
  UPGRADE,
} from './operator-objects.ts'
import { newCluster, untilShown, untilWell } from './probe.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'

export const story: Story = {
  title: 'the operator’s resources are seen as their definitions appear, name owner and points, and go with them',
  deadlineSeconds: 480,
  async run(world) {
    const edge = await world.edge()
    edge.through('api-server')
    edge.relay.cut()
    await untilShown(edge, await newCluster(edge))
    await untilWell(edge)

    // One after the other, as an older operator is upgraded: each kind is found when it is there.
    await edge.admin.apply(operatorDefinition('FlinkDeployment'))
    await put(edge, fraud, suspendedStatus(UPGRADE))
    isSuspended(
      await untilRow(
        edge,
        'fraud',
        (row) => row.operator?.lifecycleState === 'SUSPENDED' && row.recoveryPoint?.path === UPGRADE,
      ),
    )
    await world.page.goto(edge.weir.url)
    await expect(clusterRow(world.page, 'fraud')).toBeVisible()

    await edge.admin.apply(operatorDefinition('FlinkStateSnapshot'))
    await put(edge, fraudSnapshot, completedSnapshotStatus(SNAPSHOT))
    await put(edge, fraud, suspendedStatus(null))
    const suspended = await untilRow(edge, 'fraud', (row) => row.recoveryPoint?.path === SNAPSHOT)
    assert.equal(suspended.recoveryPoint?.triggeredAt, Date.UTC(2026, 10, 21, 10))

    await edge.admin.apply(operatorDefinition('FlinkSessionJob'))
    await put(edge, pool, poolStatus)
    await put(edge, sessionSnapshot, completedSnapshotStatus(SESSION_SNAPSHOT))
    await put(edge, sessionJob, sessionJobStatus)
    const session = await untilRow(edge, 'pool', (row) => row.recoveryPoint?.path === SESSION_SNAPSHOT)
    assert.equal(session.mode, 'session')
    assert.deepEqual(
      session.jobList.map(({ jobId, name }) => ({ jobId, name })),
      [{ jobId: SESSION_JOB, name: 'refunds' }],
    )

    await edge.admin.apply(operatorDefinition('FlinkBlueGreenDeployment'))
    const pair = await put(edge, loans, { blueGreenState: 'ACTIVE_BLUE' })
    await put(edge, ownedBy(loans, pair.uid, loansBlue), poolStatus)
    const half = await untilRow(edge, 'loans-blue', (row) => row.operator?.blueGreen?.name === 'loans')
    assert.equal(half.operator?.blueGreen?.state, 'ACTIVE_BLUE')

    await edge.admin.delete(operatorDefinition('FlinkBlueGreenDeployment'))
    await untilRow(edge, 'loans-blue', (row) => row.operator?.blueGreen === null)
    for (const kind of ['FlinkSessionJob', 'FlinkStateSnapshot', 'FlinkDeployment'] as const) {
      await edge.admin.delete(operatorDefinition(kind))
    }
    await untilTold(
      'the rows are gone with their definition',
      120_000,
      () => readFleet(edge.weir),
      ({ rows }) => rows.every(({ name }) => !['fraud', 'pool', 'loans-blue'].includes(name)),
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

/** The API server knows a new kind some moments after its definition. */
function put(edge: Edge, manifest: Manifest, status: unknown): Promise<{ uid: string }> {
  return until(`${manifest.kind} is known`, 60_000, async () => {
    const { metadata } = await edge.admin.apply(manifest)
    await edge.admin.patchStatus(manifest, status)
    return metadata
  })
}

async function untilRow(edge: Edge, name: string, holds: (row: FleetRow) => boolean): Promise<FleetRow> {
  const is = (row: FleetRow) => row.name === name && holds(row)
  // A kind is found within ten seconds, and gone when it was missed twice.
  const { rows } = await untilTold(
    `the row of ${name} tells`,
    120_000,
    () => readFleet(edge.weir),
    ({ rows }) => rows.some(is),
  )
  const row = rows.find(is)
  assert.ok(row)
  return row
}
