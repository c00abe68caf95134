import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import pg from 'pg'
import { expect } from './expect.ts'
import { readJob, untilTold } from './feed.ts'
import type { Weir } from './weir.ts'
import type { Subject, World } from './world.ts'

/** The savepoints of a job in the directory that its cluster is configured with, by name. */
export async function savepointDirectories({ cluster, jobId }: Subject, { tier }: World): Promise<string[]> {
  const folder = join(tier.storageRoot.dir, cluster.clusterId, 'savepoints')
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => name.startsWith(`savepoint-${jobId.slice(0, 6)}-`))
}

/** The savepoints that Flink itself lists, from now on. */
export interface ListedSavepoints {
  /** Their checkpoint ids. */
  ids(): number[]
  stop(): void
}

/** Asks again and again: Flink lists the last ten checkpoints, and a server takes longer to start on a busy machine. */
export function listSavepointsFromNow({ cluster, jobId }: Subject): ListedSavepoints {
  const since = Date.now()
  const ids = new Set<number>()
  const ask = async () => {
    const { history } = await cluster.rest.checkpoints(jobId)
    for (const { id, is_savepoint, trigger_timestamp } of history) {
      if (is_savepoint && trigger_timestamp >= since) ids.add(id)
    }
  }
  // One question that fails is no matter: what it would have told is told by the next.
  const timer = setInterval(() => ask().catch(() => undefined), 2_000)
  return { ids: () => [...ids], stop: () => clearInterval(timer) }
}

/** A page takes clicks once its scripts run, and they do when it follows the stream. */
async function followsTheStream(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo')).toContainText(/^Live/, { timeout: 180_000 })
}

/** Dismisses what is told of an earlier savepoint, so that what is told next is of the next one. */
async function dismissEarlier(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: 'Close this note' })
  if (await close.isVisible()) await close.click()
  await expect(page.locator('[data-operation]')).toHaveCount(0)
}

/** Waits until the click would be taken; what is told of an earlier savepoint is gone then. */
export async function untilOrderable(page: Page): Promise<void> {
  await followsTheStream(page)
  await dismissEarlier(page)
  await expect(buttonOf(page)).toHaveAttribute('aria-disabled', 'false', { timeout: 180_000 })
}

function buttonOf(page: Page): Locator {
  return page.getByRole('button', { name: 'Savepoint', exact: true })
}

/** The one click. */
export async function orderSavepoint(page: Page): Promise<void> {
  await untilOrderable(page)
  await buttonOf(page).click()
}

/** The same into a directory of one's own, or in the other format. */
export async function orderSavepointInto(
  page: Page,
  target: string,
  format: 'Canonical' | 'Native' = 'Canonical',
): Promise<void> {
  await untilOrderable(page)
  const how = page.getByRole('button', { name: 'Savepoint: format and target' })
  await how.click()
  const menu = page.getByRole('dialog', { name: 'Savepoint: format and target' })
  await menu.getByRole('radio', { name: format }).check()
  await menu.getByLabel('Directory').fill(target)
  await menu.getByRole('button', { name: 'Savepoint', exact: true }).click()
}

/** Orders one that can't be written: the tasks stand still, and Flink waits for them with the order in its hands. */
export async function orderStranded(world: World, page: Page, { cluster, address }: Subject): Promise<void> {
  await untilOrderable(page)
  // Flink misses it after 50 s: time enough for the order, not for a page to load on a busy machine.
  cluster.pauseTaskManager()
  await orderSavepoint(page)
  await untilTold(
    'Flink writes the savepoint',
    30_000,
    () => readJob(world.weir, address),
    ({ job }) =>
      job.operations.some(({ steps }) => steps.some((one) => one.step === 'write' && one.status === 'running')),
  )
}

/** Waits until the page tells the end of the job's newest savepoint. */
export async function endedSavepoint(page: Page, timeoutMs = 60_000): Promise<{ status: string | null; text: string }> {
  const note = page.locator('[data-operation]')
  await expect(note).toHaveAttribute('data-status', /^(completed|failed|lost)$/, { timeout: timeoutMs })
  return { status: await note.getAttribute('data-status'), text: (await note.textContent()) ?? '' }
}

/** An operation and its audit as they stand in Weir's own database, past all of Weir's code. */
export async function recordedOperations(
  weir: Weir,
  jobId: string,
): Promise<{ id: string; status: string; attempt: number; audit: string[] }[]> {
  const client = new pg.Client(await weir.database())
  await client.connect()
  try {
    const { rows } = await client.query(
      `select o.id, o.status, o.attempt, array(select a.verb from audit a where a.operation_id = o.id order by a.at) as audit
         from operation o where o.job_id = $1 order by o.requested_at desc`,
      [jobId],
    )
    return rows
  } finally {
    await client.end()
  }
}
