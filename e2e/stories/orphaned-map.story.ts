import assert from 'node:assert/strict'
import messages from '../../messages/en.json' with { type: 'json' }
import { readJobHaMap } from '../cluster/ha-map.ts'
import { expect } from './expect.ts'
import { readFleet, readHighAvailability, untilTold } from './feed.ts'
import type { Story } from './story.ts'
import { openJob, subject } from './world.ts'

export const story: Story = {
  title: 'DELETE /cluster leaves the job’s map alone behind: shown as orphaned with its newest point, not as broken',
  deadlineSeconds: 240,
  async run(world) {
    const { tier } = world
    const pricing = subject(world, '2.3.0')
    const { cluster, jobId, address } = pricing
    await cluster.rest.deleteCluster()
    await cluster.untilEnded()
    const map = await readJobHaMap(tier.controlPlane.admin, cluster, jobId)
    const newestId = [...map.checkpoints.keys()].at(-1)

    const ha = await untilTold(
      'the map is called orphaned',
      60_000,
      () => readHighAvailability(world.weir, address),
      ({ findings }) => findings.some(({ code }) => code === 'ha.orphaned-map'),
    )
    assert.deepEqual(
      ha.maps.map(({ name }) => name),
      [map.name],
      'the per-job map is all that is left',
    )
    const { rows } = await untilTold(
      'the cluster asks for attention, with its point',
      60_000,
      () => readFleet(world.weir),
      ({ rows }) =>
        rows.some(
          ({ name, state, recoveryPoint }) =>
            name === cluster.clusterId && state === 'attention' && recoveryPoint?.path != null,
        ),
    )
    const row = rows.find(({ name }) => name === cluster.clusterId)
    assert.equal(row?.trouble?.code, 'job.orphaned')
    assert.equal(row.recoveryPoint?.checkpointId, newestId)
    assert.ok(row.recoveryPoint?.path)

    await openJob(world, pricing, 'high-availability')
    await expect(world.page.getByText(messages.problems.ha['orphaned-map']).first()).toBeVisible()
  },
}
