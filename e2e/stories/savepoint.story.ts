import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCheckpointMetadata } from '../../lib/formats/index.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { readJob } from './feed.ts'
import { localFile, samePlace } from './paths.ts'
import { endedSavepoint, orderSavepoint, orderSavepointInto, savepointDirectories } from './savepoints.ts'
import { expectShown } from './shown.ts'
import type { Story } from './story.ts'
import { openJob, type Subject, subject, subjects, type World } from './world.ts'

export const story: Story = {
  title:
    'one click on Savepoint: Flink writes it, it is checked in storage, stands in the table and among the recovery points; in either format',
  deadlineSeconds: 360,
  async run(world) {
    for (const one of subjects(world)) {
      const { version, cluster, jobId, address } = one
      const before = await savepointDirectories(one, world)
      await openJob(world, one, 'checkpoints')
      await orderSavepoint(world.page)
      const told = await endedSavepoint(world.page)
      assert.equal(told.status, 'completed', `${version}: ${told.text}`)

      const [made, ...more] = (await savepointDirectories(one, world)).filter((name) => !before.includes(name))
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
      await openJob(world, one, 'recovery-points')
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
    for (const version of ['1.20.5', '2.3.0'] as const) await inNativeFormat(world, subject(world, version))
  },
}

/** The menu beside the click: the other format, and a directory of one's own. */
async function inNativeFormat(world: World, one: Subject): Promise<void> {
  const { version, cluster } = one
  const target = `${world.tier.storageRoot.uri}/${cluster.clusterId}/upgrades`
  await openJob(world, one, 'checkpoints')
  await orderSavepointInto(world.page, target, 'Native')
  const told = await endedSavepoint(world.page)
  assert.equal(told.status, 'completed', `${version}: ${told.text}`)
  const [made, ...more] = await readdir(localFile(target))
  assert.ok(made, `${version}: Flink made a directory there`)
  assert.deepEqual(more, [], `${version}: and no other`)
  assert.ok(told.text.includes(made), `${version}: ${told.text} names ${made}`)
  const { operators } = readCheckpointMetadata(await readFile(join(localFile(target), made, '_metadata')))
  const kinds = operators.flatMap(({ subtasks }) =>
    subtasks.flatMap(({ managedKeyedState: handle }) => (handle === null ? [] : [handle.kind])),
  )
  assert.ok(kinds.length > 0, `${version}: there is keyed state in it`)
  assert.ok(!kinds.includes('key-groups-savepoint'), `${version}: not as a canonical one, but ${kinds.join(', ')}`)
}
