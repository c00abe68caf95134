import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { readCheckpointMetadata } from '../../lib/formats/index.ts'
import { until } from '../cluster/until.ts'
import { readJob } from './feed.ts'
import { localFile, samePlace } from './paths.ts'
import { endedSavepoint, orderSavepoint, savepointDirectories } from './savepoints.ts'
import { expectShown } from './shown.ts'
import type { Story } from './story.ts'
import { openJob, subjects } from './world.ts'

export const story: Story = {
  title:
    'one click on Savepoint: Flink writes it, it is checked in storage, stands in the table and among the recovery points',
  deadlineSeconds: 120,
  async run(world) {
    for (const subject of subjects(world)) {
      const { version, cluster, jobId, address } = subject
      const before = await savepointDirectories(subject, world)
      await openJob(world, subject, 'checkpoints')
      await orderSavepoint(world.page)
      const told = await endedSavepoint(world.page)
      assert.equal(told.status, 'completed', `${version}: ${told.text}`)

      const [made, ...more] = (await savepointDirectories(subject, world)).filter((name) => !before.includes(name))
      assert.ok(made, `${version}: Flink made a directory`)
      assert.deepEqual(more, [], `${version}: and no other`)
      const location = `${world.tier.storageRoot.uri}/${cluster.clusterId}/savepoints/${made}`
      assert.ok((await readdir(localFile(location))).includes('_metadata'))
      const metadata = readCheckpointMetadata(await readFile(join(localFile(location), '_metadata')))
      // Flink keeps its answers for three seconds.
      const attempt = await until(`${version}: REST names it`, 20_000, async () => {
        const { history } = await cluster.rest.checkpoints(jobId)
        return history.find(({ external_path }) => samePlace(external_path ?? null, location))
      })
      assert.ok(attempt.is_savepoint)
      assert.equal(attempt.id, metadata.checkpointId)

      const row = world.page
        .getByRole('row')
        .filter({ has: world.page.locator(`[data-tip="${attempt.external_path}"]`) })
      await expectShown(row, { path: attempt.external_path ?? '', sizeBytes: attempt.state_size })
      await expect(row).toContainText('savepoint')
      await openJob(world, subject, 'recovery-points')
      const points = world.page.locator('tbody tr[data-row]')
      await until(`${version}: it stands among the recovery points`, 30_000, async () => {
        const paths = await points.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
        return paths.some((path) => samePlace(path, location))
      })
      const { job } = await until('the stream tells its end', 10_000, async () => {
        const message = await readJob(world.weir, address)
        return message.job.operations.some(({ status }) => status === 'completed') && message
      })
      const operation = job.operations[0]
      assert.ok(samePlace(operation?.location ?? null, location))
      assert.equal(operation?.sizeBytes, attempt.state_size)
      assert.equal(operation?.checkpointId, attempt.id)
      assert.ok(operation?.verifiedAt)
    }
  },
}
