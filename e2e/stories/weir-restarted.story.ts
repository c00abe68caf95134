import assert from 'node:assert/strict'
import type { Locator } from '@playwright/test'
import type { CheckpointRow } from '../../lib/fleet/view.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { readJob, untilTold } from './feed.ts'
import { readRecord } from './record.ts'
import type { Story } from './story.ts'
import { openJob, type Subject, subject, subjects, type World } from './world.ts'

/** As many checkpoints as Flink lists by default. */
const HISTORY = 10

export const story: Story = {
  title:
    'Weir is ended and started again: the history it kept is still there, once, and what it missed is shown as a gap',
  deadlineSeconds: 480,
  async run(world) {
    const all = subjects(world)
    const jobIds = all.map(({ jobId }) => jobId)
    const before = new Map<string, Awaited<ReturnType<typeof readJob>>>()
    for (const { jobId, address } of all) before.set(jobId, await readJob(world.weir, address))
    const missing = subject(world, '2.3.0')
    const gapsBefore = await shownGaps(world, missing)
    const { dataDir } = world.weir
    await world.weir.stop()
    await outrunHistory(missing)
    world.weir = await world.startWeir('weir-again', { dataDir })
    for (const { version, jobId, address } of all) {
      const old = before.get(jobId)
      assert.ok(old && old.rows.length > 0)
      // Of thirty, REST tells ten and the HA map three: the rest is the record's alone.
      const known = old.rows.filter(isWhole).slice(0, 30)
      await untilTold(
        `${version}: the ${known.length} checkpoints of before`,
        120_000,
        async () => {
          const { rows, total, job } = await readJob(world.weir, address)
          const differing = known.flatMap((was) => {
            const is = rows.find(({ id }) => id === was.id)
            const same = is?.path === was.path && is.stateSizeBytes === was.stateSizeBytes
            return same ? [] : [{ was: figuresOf(was), is: is === undefined ? null : figuresOf(is) }]
          })
          return { differing, fewer: Math.max(0, old.total - total), runs: job.lineage.length }
        },
        ({ differing, fewer, runs }) => differing.length === 0 && fewer === 0 && runs === 1,
      )
    }
    assert.deepEqual((await readRecord(world.weir, jobIds)).duplicates, [])
    await openJob(world, missing, 'checkpoints')
    // What nobody recorded: the timeline is read after the page.
    await expect(gapsOf(world)).toHaveCount(gapsBefore + 1, { timeout: 90_000 })
  },
}

/** More checkpoints than Flink lists, so that some of them are told by nobody any more. */
async function outrunHistory({ cluster, jobId }: Subject): Promise<void> {
  const newest = async () => Math.max(...(await cluster.rest.checkpoints(jobId)).history.map(({ id }) => id))
  const last = await newest()
  await until('Flink has forgotten checkpoints', 120_000, async () => {
    await cluster.rest.takeCheckpoint(jobId)
    return (await newest()) >= last + HISTORY + 4
  })
}

/** One that was just heard of has no path or size yet. */
function isWhole({ status, path, stateSizeBytes }: CheckpointRow): boolean {
  return status === 'completed' && path !== null && stateSizeBytes !== null
}

/** How many gaps the timeline draws. */
async function shownGaps(world: World, one: Subject): Promise<number> {
  await openJob(world, one, 'checkpoints')
  await expect(world.page.getByRole('main')).toContainText(/\d+ completed/)
  // By then the timeline has been read: the stream is followed once the page stands.
  await expect(world.page.getByRole('contentinfo')).toContainText(/^Live/)
  return gapsOf(world).count()
}

function gapsOf({ page }: World): Locator {
  return page.locator('[data-mark="gap"]')
}

function figuresOf({ id, path, stateSizeBytes, kind, evidence }: CheckpointRow) {
  return { id, path, stateSizeBytes, kind, evidence: evidence.map(({ source, verdict }) => `${source} ${verdict}`) }
}
