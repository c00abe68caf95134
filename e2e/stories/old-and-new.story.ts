import assert from 'node:assert/strict'
import type { FleetRow } from '../../lib/fleet/view.ts'
import { expect } from './expect.ts'
import { readFleet, untilTold } from './feed.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'
import { subjects } from './world.ts'

/** All is told that comes with the first readings. */
function isWhole(row: FleetRow): boolean {
  const { state, recoveryPoint, intervalMs, leader, jobs } = row
  return (
    state === 'healthy' &&
    recoveryPoint?.path != null &&
    intervalMs !== null &&
    leader.kind === 'leader' &&
    jobs?.running === 1
  )
}

export const story: Story = {
  title: 'Flink 1.14, 1.20 and 2.3 stand side by side in Fleet, each with its version, job and recovery point',
  deadlineSeconds: 240,
  async run(world) {
    const fleet = await untilTold(
      'three healthy clusters with recovery points',
      90_000,
      () => readFleet(world.weir),
      ({ rows }) => rows.length >= 3 && rows.every(isWhole),
    )
    assert.equal(fleet.rows.length, 3, 'one row for each cluster')
    assert.deepEqual(
      fleet.connections.map(({ id, status }) => ({ id, status })),
      [{ id: world.connection, status: 'live' }],
    )
    await world.page.goto(world.weir.url)
    for (const { version, cluster, jobId } of subjects(world)) {
      const row = fleet.rows.find(({ name }) => name === cluster.clusterId)
      assert.ok(row, `${cluster.clusterId} is in the fleet`)
      assert.equal(row.namespace, cluster.namespace)
      assert.equal(row.flinkVersion?.value, version)
      assert.equal(row.mode, 'session')
      assert.equal(row.manager, 'native')
      assert.deepEqual(row.jobs, { running: 1, total: 1 })
      assert.equal(row.jobList[0]?.jobId, jobId)
      assert.equal(row.intervalMs, 5_000)
      assert.equal(row.leader.kind, 'leader')

      const shown = clusterRow(world.page, cluster.clusterId)
      await expect(shown).toHaveCount(1)
      await expect(shown).toContainText(version)
      await expect(shown).toContainText(cluster.namespace)
    }
  },
}
