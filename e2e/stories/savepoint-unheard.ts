import assert from 'node:assert/strict'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { until } from '../cluster/until.ts'
import { readJob, untilTold } from './feed.ts'
import { endedSavepoint, orderSavepoint, recordedOperations, savepointDirectories } from './savepoints.ts'
import { jobPath, type Subject, type World } from './world.ts'

/** Weir dies right after its order, Flink writes the savepoint and dies too: nobody is left who could be asked. */
export async function writtenUnheard(world: World, page: Page, victim: Subject): Promise<void> {
  const { cluster, jobId, address } = victim
  const before = await savepointDirectories(victim, world)
  const name = 'weir-unheard'
  const dying = await world.startWeir(name, { failPoint: 'after-post' })
  await untilTold(
    'the job can be asked for a savepoint',
    180_000,
    () => readJob(dying, address).catch(() => null),
    (message) => message?.job.savepoint.refusal === null,
  )
  await page.goto(dying.url + jobPath(victim, 'checkpoints'))
  await orderSavepoint(page)
  await dying.ended()
  const made = await until('Flink has written the savepoint', 60_000, async () => {
    const [directory] = (await savepointDirectories(victim, world)).filter((one) => !before.includes(one))
    if (directory === undefined) return null
    await access(join(world.tier.storageRoot.dir, cluster.clusterId, 'savepoints', directory, '_metadata'))
    return directory
  })
  await cluster.kill9()
  const weir = await world.startWeir(name, { dataDir: dying.dataDir, port: Number(new URL(dying.url).port) })
  const { status, text } = await endedSavepoint(page, 180_000)
  assert.equal(status, 'completed', text)
  assert.ok(text.includes(made), `${text} names ${made}`)
  const [operation] = await recordedOperations(weir, jobId)
  assert.deepEqual(operation?.audit, ['savepoint.trigger', 'savepoint.completed'])
  await weir.stop()
}
