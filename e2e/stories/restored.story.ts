import assert from 'node:assert/strict'
import { orderArguments } from '../cluster/tier.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { readJob, untilTold } from './feed.ts'
import { samePlace } from './paths.ts'
import type { Story } from './story.ts'
import { openJob, subject } from './world.ts'

export const story: Story = {
  title:
    'a job restored from a retained checkpoint: unknown age instead of 56 years, and the old job id leads to its lineage',
  deadlineSeconds: 360,
  async run(world) {
    const old = subject(world, '1.20.5')
    const { cluster, address } = old
    const readOldRun = () => cluster.rest.checkpoints(old.jobId)
    await cluster.rest.cancel(old.jobId)
    const path = await until('the job has ended and its last checkpoint is retained', 60_000, async () => {
      const job = (await cluster.rest.jobs()).find(({ jid }) => jid === old.jobId)
      const { history } = await readOldRun()
      return (
        job?.state === 'CANCELED' &&
        history.find(({ status, is_savepoint }) => status === 'COMPLETED' && !is_savepoint)?.external_path
      )
    })
    // A long interval: the entry of the restored snapshot, which has no time of its own, stays the newest for a while.
    const jobId = await cluster.rest.run(
      world.tier.jar,
      [...orderArguments(cluster), '--conf', 'execution.checkpointing.interval=40s'],
      path,
    )
    const address2 = { ...address, job: jobId }
    const job = await untilTold(
      'the restored entry',
      120_000,
      () => readJob(world.weir, address2),
      ({ rows, job: { lineage } }) =>
        lineage.length >= 2 &&
        samePlace(lineage.find((run) => run.jobId === jobId)?.restoredFrom ?? null, path) &&
        rows.some((row) => row.restored && samePlace(row.path, path)),
    )
    const restored = job.rows.find((row) => row.restored)
    assert.ok(restored)
    const { history } = await readOldRun()
    const trigger = history.find(({ external_path }) => samePlace(external_path ?? null, path))?.trigger_timestamp
    assert.ok(restored.triggeredAt === null || restored.triggeredAt === trigger, 'unknown or its own time, not 1970')
    assert.deepEqual(
      new Set(job.job.lineage.map((run) => run.jobId)),
      new Set([jobId, old.jobId]),
      'the lineage ties both job ids',
    )
    // Once Weir has heard that the old one ended: two jobs of one snapshot may run side by side.
    await untilTold(
      'the old id leads to the newest run',
      120_000,
      () => readJob(world.weir, address),
      (opened) => opened.job.currentJobId === jobId,
    )
    await openJob(world, { ...old, jobId, address: address2 }, 'checkpoints')
    await expect(world.page.getByRole('main')).not.toContainText(/\b5\d y\b/)
    await openJob(world, old, 'checkpoints')
    await expect(world.page.locator(`a[href*="/jobs/${jobId}/"]`).first()).toBeVisible()
    world.tier.jobIds['1.20.5'] = jobId
  },
}
