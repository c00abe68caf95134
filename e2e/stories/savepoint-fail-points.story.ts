import assert from 'node:assert/strict'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { FAIL_POINTS } from '../../lib/env.ts'
import { FLINK_VERSIONS, type FlinkVersion } from '../cluster/cache.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { readJob, untilTold } from './feed.ts'
import {
  endedSavepoint,
  type ListedSavepoints,
  listSavepointsFromNow,
  orderSavepoint,
  recordedOperations,
  savepointDirectories,
} from './savepoints.ts'
import type { Story } from './story.ts'
import type { Weir, WeirOptions } from './weir.ts'
import { jobPath, type Subject, subject, type World } from './world.ts'

type FailPoint = (typeof FAIL_POINTS)[number]

/**
 * Where the server dies on each release, one death after the other. Later points come first: the start that goes on after
 * one death is set to die at the next point, which what is left of that savepoint must not come by again. On 1.14, which
 * takes no trigger id, what it did has to be found.
 */
const DEATHS = FAIL_POINTS.toReversed()

export const story: Story = {
  title:
    'the server dies by kill -9 anywhere in a savepoint: after its restart there is exactly one, and Weir tells which',
  deadlineSeconds: 1_200,
  async run(world) {
    const outcomes = await Promise.allSettled(FLINK_VERSIONS.map((version) => dieOn(world, version)))
    // Told when all have ended: what is still dying would meet the next story.
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  },
}

async function dieOn(world: World, version: FlinkVersion): Promise<void> {
  const [first, ...others] = DEATHS
  assert.ok(first)
  const dying = subject(world, version)
  const name = `weir-dying-${version}`
  const dataDir = join(world.dir, name)
  let weir = await world.startWeir(name, { dataDir, failPoint: first })
  // Kept over the deaths: a restart on the same port lets pages find it again by themselves.
  const { port } = new URL(weir.url)
  for (const [index, failPoint] of [first, ...others].entries()) {
    const options: Partial<WeirOptions> & { dataDir: string } = { dataDir, port: Number(port) }
    const next = others[index]
    if (next !== undefined) options.failPoint = next
    const restart = () => world.startWeir(name, options)
    const listed = listSavepointsFromNow(dying)
    weir = await world
      .onOwnPage((page) => dieAt(world, dying, { weir, page, failPoint, restart, listed }))
      .catch((error: unknown) => {
        throw new Error(`${version}, ${failPoint}: ${String(error)}`, { cause: error })
      })
      .finally(() => listed.stop())
  }
  await weir.stop()
}

async function dieAt(
  world: World,
  dying: Subject,
  death: { weir: Weir; page: Page; failPoint: FailPoint; restart: () => Promise<Weir>; listed: ListedSavepoints },
): Promise<Weir> {
  const { weir, page, failPoint, listed } = death
  const where = `${dying.version}, ${failPoint}`
  const before = await savepointDirectories(dying, world)
  await untilTaken(where, weir, dying)
  const requestIds = orderedFrom(page)
  await page.goto(weir.url + jobPath(dying, 'checkpoints'))
  await orderSavepoint(page)
  await weir.ended()
  const again = await death.restart()
  if (failPoint === 'before-commit') {
    // Nothing was ordered, and the page knows of no answer: the next click sends the same order.
    await expect(page.getByRole('main')).toContainText('Weir did not answer')
    assert.deepEqual(await savepointDirectories(dying, world), before, `${where}: nothing was begun`)
    // The page may still show what the server before knew of the job; a server that has just begun knows less.
    await untilTaken(where, again, dying)
    await orderSavepoint(page)
    assert.equal(requestIds.length, 2, `${where}: ordered twice`)
    assert.equal(requestIds[1], requestIds[0], `${where}: as one order`)
  }
  const told = await endedSavepoint(page, 240_000)
  assert.equal(told.status, 'completed', `${where}: ${told.text}`)

  const made = (await savepointDirectories(dying, world)).filter((one) => !before.includes(one))
  assert.equal(made.length, 1, `${where}: exactly one directory, not ${made.join(', ')}`)
  await access(join(world.tier.storageRoot.dir, dying.cluster.clusterId, 'savepoints', made[0] ?? '', '_metadata'))
  assert.ok(told.text.includes(made[0] ?? ''), `${where}: ${told.text} names ${made[0]}`)
  await until(`${where}: REST lists it`, 20_000, () => listed.ids().length > 0)
  assert.equal(listed.ids().length, 1, `${where}: exactly one entry in REST`)
  const [operation, ...others] = await recordedOperations(again, dying.jobId)
  assert.equal(operation?.status, 'completed')
  assert.deepEqual(operation?.audit, ['savepoint.trigger', 'savepoint.completed'], `${where}: audited once`)
  assert.ok(
    others.every(({ status }) => status === 'completed'),
    `${where}: nothing is left under way`,
  )
  return again
}

/** Waits until the server would take an order. */
async function untilTaken(where: string, weir: Weir, { address }: Subject): Promise<void> {
  await untilTold(
    `${where}: the job can be asked for a savepoint`,
    120_000,
    () => readJob(weir, address).catch(() => null),
    (message) => message?.job.savepoint.refusal === null,
  )
}

/** @returns the request ids of the orders that a page sends from now on. */
function orderedFrom(page: Page): string[] {
  const ids: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'POST' || request.headers()['next-action'] === undefined) return
    const id = /"requestId":"([^"]+)"/.exec(request.postData() ?? '')?.[1]
    if (id !== undefined) ids.push(id)
  })
  return ids
}
