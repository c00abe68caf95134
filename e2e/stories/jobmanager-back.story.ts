import assert from 'node:assert/strict'
import { readJob, untilTold } from './feed.ts'
import { readRecord } from './record.ts'
import type { Story } from './story.ts'
import { openJob, subjects } from './world.ts'

export const story: Story = {
  title: 'the JobManagers come back: history goes on in the same run and nothing stands there twice',
  deadlineSeconds: 480,
  async run(world) {
    const all = subjects(world)
    const before = await readRecord(
      world.weir,
      all.map(({ jobId }) => jobId),
    )
    const totals = new Map<string, number>()
    for (const { jobId, address } of all) totals.set(jobId, (await readJob(world.weir, address)).total)
    await Promise.all(all.map(({ cluster }) => cluster.restart()))
    for (const subject of all) {
      const { version, jobId, address } = subject
      const total = totals.get(jobId) ?? 0
      const job = await untilTold(
        `${version}: three checkpoints since the JobManager came back`,
        240_000,
        () => readJob(world.weir, address),
        (message) =>
          message.total >= total + 3 && message.job.leader.kind === 'leader' && message.job.flinkState === 'RUNNING',
      )
      assert.equal(job.job.currentJobId, jobId)
      assert.equal(job.job.lineage.length, 1, `${version}: a recovery by Flink's own HA is no new run`)
      assert.equal(new Set(job.rows.map(({ runId }) => runId)).size, 1)
      const ids = job.rows.map(({ checkpointId }) => checkpointId)
      assert.equal(new Set(ids).size, ids.length, `${version}: no id twice on the page`)

      await openJob(world, subject, 'checkpoints')
      const shown = await world.page
        .getByRole('row')
        .filter({ hasText: /chk-\d+/ })
        .allInnerTexts()
      const shownIds = shown.map((text) => /chk-(\d+)/.exec(text)?.[1])
      assert.ok(shownIds.length > 3)
      assert.equal(new Set(shownIds).size, shownIds.length, `${version}: no row twice on the page`)
    }
    const after = await readRecord(
      world.weir,
      all.map(({ jobId }) => jobId),
    )
    assert.deepEqual(after.duplicates, [])
    assert.deepEqual(
      after.runs.map(({ id }) => id),
      before.runs.map(({ id }) => id),
      'the same runs',
    )
    assert.equal(after.clusters, before.clusters)
  },
}
