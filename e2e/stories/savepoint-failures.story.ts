import assert from 'node:assert/strict'
import type { Page } from '@playwright/test'
import { savepointEndpoints } from '../../lib/flink/savepoints.ts'
import { urlTransport } from '../../lib/flink/transport.ts'
import { savepointFailure } from '../../lib/services/savepoint/savepoint-failure.ts'
import { FLINK_VERSIONS } from '../cluster/cache.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { writtenUnheard } from './savepoint-unheard.ts'
import {
  endedSavepoint,
  orderSavepoint,
  orderSavepointInto,
  orderStranded,
  savepointDirectories,
} from './savepoints.ts'
import type { Story } from './story.ts'
import { bringBack, jobPath, type Subject, subject, subjects, type World } from './world.ts'

export const story: Story = {
  title:
    "a savepoint that can't be taken, or whose JobManager dies with it: Flink's reason in a sentence, what lies in storage, and nothing left behind",
  deadlineSeconds: 900,
  async run(world) {
    // Most of it is waiting for Flink: each release takes its turns meanwhile, on a page of its own.
    const [oldest, middle, newest] = FLINK_VERSIONS.map((version) => subject(world, version)) as [
      Subject,
      Subject,
      Subject,
    ]
    await unknownJob(world)
    const outcomes = await Promise.allSettled([
      world.onOwnPage((page) => refusals(world, page, oldest)),
      world.onOwnPage((page) => stranded(world, page, middle)),
      world.onOwnPage((page) => writtenUnheard(world, page, newest)).finally(() => bringBack(newest)),
    ])
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  },
}

async function refusals(world: World, page: Page, where: Subject): Promise<void> {
  await refused(world, page, where, 'file:///proc/nope', 'could not make a directory in file:/proc/nope')
  await refused(world, page, where, 's4://bucket/savepoints', 'no file system for s4:// paths')
  // A release that waits for slots: the later ones restart such a job again and again.
  await tasksNotRunning(world, page, where)
}

/** Flink takes an order for a job that it does not know, and tells with the result. */
async function unknownJob(world: World): Promise<void> {
  for (const { version, cluster } of subjects(world)) {
    const jobId = 'f'.repeat(32)
    const endpoints = savepointEndpoints(urlTransport(cluster.restUrl))
    const targetDirectory = `${world.tier.storageRoot.uri}/nowhere`
    const order = { targetDirectory, format: 'canonical', triggerId: 'a'.repeat(32) } as const
    const taken = await endpoints.trigger(version, jobId, order)
    assert.equal(taken.kind, 'accepted', `${version}: ${JSON.stringify(taken)}`)
    assert.ok(taken.kind === 'accepted')
    const answer = await until(`${version}: the result`, 30_000, async () => {
      const status = await endpoints.status(jobId, taken.triggerId)
      return status.kind === 'in-progress' ? null : status
    })
    assert.ok(answer.kind === 'failed', `${version}: ${JSON.stringify(answer).slice(0, 500)}`)
    assert.deepEqual(savepointFailure(answer.stackTrace).code, 'savepoint.job-unknown', version)
  }
}

async function refused(world: World, page: Page, where: Subject, target: string, reason: string): Promise<void> {
  const before = await savepointDirectories(where, world)
  await page.goto(world.weir.url + jobPath(where, 'checkpoints'))
  await orderSavepointInto(page, target)
  await expect(page.locator('[data-operation]')).toContainText(reason, { timeout: 60_000 })
  const { status, text } = await endedSavepoint(page)
  assert.equal(status, 'failed', text)
  const raw = page.locator('[data-operation] pre')
  await expect(raw).toBeHidden()
  await page.locator('[data-operation] summary').click()
  await expect(raw).toContainText('Exception')
  assert.deepEqual(await savepointDirectories(where, world), before)
}

/** The JobManager dies with the order: what comes after it knows nothing of it, and storage shows that nothing was completed. */
async function stranded(world: World, page: Page, victim: Subject): Promise<void> {
  await strand(world, page, victim)
  await bringBack(victim)
  await isFailed(page)
  // No successor, and no word of Flink: Kubernetes and storage are what is left to decide by.
  await strand(world, page, victim)
  await isFailed(page)
  await bringBack(victim)
}

async function strand(world: World, page: Page, victim: Subject): Promise<void> {
  await page.goto(world.weir.url + jobPath(victim, 'checkpoints'))
  await orderStranded(world, page, victim)
  await victim.cluster.kill9()
  await victim.cluster.killTaskManager()
}

async function isFailed(page: Page): Promise<void> {
  const { status, text } = await endedSavepoint(page, 180_000)
  assert.equal(status, 'failed', text)
  assert.match(text, /The JobManager ended while it had the order/)
}

async function tasksNotRunning(world: World, page: Page, victim: Subject): Promise<void> {
  const { cluster, jobId } = victim
  await cluster.killTaskManager()
  // Flink calls a job RUNNING whose tasks wait for a TaskManager.
  await until('the job waits for a TaskManager', 120_000, async () => {
    const [slots, jobs] = [await cluster.rest.taskManagers(), await cluster.rest.jobs()]
    return (
      slots === 0 && jobs.some(({ jid, state, tasks }) => jid === jobId && state === 'RUNNING' && tasks.running === 0)
    )
  })
  await page.goto(world.weir.url + jobPath(victim, 'checkpoints'))
  await orderSavepoint(page)
  const { status, text } = await endedSavepoint(page)
  assert.equal(status, 'failed', text)
  assert.match(text, /Not all tasks of the job were running/)
  await bringBack(victim)
}
