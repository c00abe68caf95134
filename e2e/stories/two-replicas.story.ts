import assert from 'node:assert/strict'
import { FLINK_VERSIONS } from '../cluster/cache.ts'
import { readFleet, readJob, untilTold } from './feed.ts'
import { readRecord } from './record.ts'
import type { Story } from './story.ts'
import { subjects } from './world.ts'

export const story: Story = {
  title: 'two servers on one database record every checkpoint once',
  deadlineSeconds: 360,
  async run(world) {
    const { connectionString } = await world.weir.database()
    const second = await world.startWeir('second', { databaseUrl: connectionString })
    try {
      const all = subjects(world)
      await untilTold(
        'the second server sees the fleet',
        60_000,
        () => readFleet(second),
        ({ rows }) => rows.length === 3 && rows.every(({ recoveryPoint }) => recoveryPoint !== null),
      )
      // Both have watched what follows: four checkpoints more on each cluster.
      for (const { version, cluster, jobId, address } of all) {
        const { history } = await cluster.rest.checkpoints(jobId)
        const newest = Math.max(...history.map(({ id }) => id))
        for (const weir of [world.weir, second]) {
          await untilTold(
            `${version}: four checkpoints more`,
            60_000,
            () => readJob(weir, address),
            ({ rows }) => rows.some(({ checkpointId, path }) => checkpointId >= newest + 4 && path !== null),
          )
        }
      }
      const record = await readRecord(
        world.weir,
        all.map(({ jobId }) => jobId),
      )
      assert.deepEqual(record.duplicates, [])
      assert.equal(record.connections, 1)
      assert.equal(record.clusters, FLINK_VERSIONS.length)
      assert.equal(record.runs.length, FLINK_VERSIONS.length, 'one run for each job')
    } finally {
      await second.stop()
    }
  },
}
