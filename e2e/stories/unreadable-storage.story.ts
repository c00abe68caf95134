import assert from 'node:assert/strict'
import { expect } from '@playwright/test'
import messages from '../../messages/en.json' with { type: 'json' }
import { readJobHaMap } from '../cluster/ha-map.ts'
import { readFleet, untilTold } from './feed.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'
import { subject } from './world.ts'

export const story: Story = {
  title:
    'a Weir that can read no storage and never met the JobManager shows the newest point as “path unknown”, at least so old',
  deadlineSeconds: 120,
  async run(world) {
    // The JobManagers are dead: the keys of the HA map are all there is.
    const { cluster, jobId } = subject(world, '2.3.0')
    const map = await readJobHaMap(world.tier.controlPlane.admin, cluster, jobId)
    const newestId = [...map.checkpoints.keys()].at(-1)
    const startedAt = Date.now()
    const blind = await world.startWeir('blind', { storageRoot: null })
    try {
      const fleet = await untilTold(
        'the newest key is the recovery point',
        60_000,
        () => readFleet(blind),
        ({ rows }) => rows.some(({ name, recoveryPoint }) => name === cluster.clusterId && recoveryPoint !== null),
      )
      const point = fleet.rows.find(({ name }) => name === cluster.clusterId)?.recoveryPoint
      assert.equal(point?.checkpointId, newestId)
      assert.equal(point?.path, null)
      assert.equal(point?.sizeBytes, null, 'unknown, not 0')
      assert.equal(point?.triggeredAt, null, 'unknown, not 1970')
      assert.ok(point && point.firstSeenAt >= startedAt && point.firstSeenAt <= Date.now(), 'first seen by this Weir')

      await world.page.goto(blind.url)
      const shown = clusterRow(world.page, cluster.clusterId)
      await expect(shown.locator(`[title="${messages.point.pathUnknown}"]`)).toHaveText(`chk-${newestId}`)
      await expect(shown).toContainText('≥', { useInnerText: true })
    } finally {
      await blind.stop()
    }
  },
}
