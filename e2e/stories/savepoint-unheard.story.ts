import assert from 'node:assert/strict'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { until } from '../cluster/until.ts'
import { readJob, untilTold } from './feed.ts'
import {
  endedSavepoint,
  orderSavepoint,
  orderStranded,
  recordedOperations,
  savepointDirectories,
} from './savepoints.ts'
import type { Story } from './story.ts'
import { jobPath, type Subject, subject, type World } from './world.ts'

export const story: Story = {
  title: 'a JobManager dies with an order and stays dead: what became of the savepoint is told by what lies in storage',
  deadlineSeconds: 420,
  async run(world) {
    const [stranded, written] = [subject(world, '1.20.5'), subject(world, '2.3.0')]
    const outcomes = await Promise.allSettled([
      world.onOwnPage((page) => nothingWritten(world, page, stranded)),
      world.onOwnPage((page) => writtenUnheard(world, page, written)),
    ])
    await Promise.all([stranded, written].map(({ cluster }) => cluster.restart()))
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    for (const { version, address } of [stranded, written]) {
      await untilTold(
        `${version}: the job runs again`,
        120_000,
        () => readJob(world.weir, address),
        ({ job }) => job.flinkState === 'RUNNING' && job.savepoint.refusal === null,
      )
    }
  },
}

async function nothingWritten(world: World, page: Page, victim: Subject): Promise<void> {
  const { cluster } = victim
  await page.goto(world.weir.url + jobPath(victim, 'checkpoints'))
  await orderStranded(world, page, victim)
  await cluster.kill9()
  await cluster.killTaskManager()
  const { status, text } = await endedSavepoint(page, 180_000)
  assert.equal(status, 'failed', text)
  assert.match(text, /The JobManager ended while it had the order/)
}

/** Weir dies right after its order, Flink writes the savepoint and dies too: nobody is left who could be asked. */
async function writtenUnheard(world: World, page: Page, victim: Subject): Promise<void> {
  const { cluster, jobId, address } = victim
  const before = await savepointDirectories(victim, world)
  const name = 'weir-unheard'
  const dying = await world.startWeir(name, { failPoint: 'after-post' })
  await untilTold(
    'the job can be asked for a savepoint',
    60_000,
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
