import assert from 'node:assert/strict'
import type { CheckpointRow } from '../../lib/fleet/view.ts'
import { readJob, untilTold } from './feed.ts'
import { readRecord } from './record.ts'
import type { Story } from './story.ts'
import { subjects } from './world.ts'

export const story: Story = {
  title: 'Weir is ended and started again: the history it kept is still there, once',
  deadlineSeconds: 180,
  async run(world) {
    const all = subjects(world)
    const jobIds = all.map(({ jobId }) => jobId)
    const before = new Map<string, Awaited<ReturnType<typeof readJob>>>()
    for (const { jobId, address } of all) before.set(jobId, await readJob(world.weir, address))
    const { dataDir } = world.weir
    await world.weir.stop()
    world.weir = await world.startWeir('weir-again', { dataDir })
    for (const { version, jobId, address } of all) {
      const old = before.get(jobId)
      assert.ok(old && old.rows.length > 0)
      // Of thirty, REST tells ten and the HA map three: the rest is the record's alone.
      const known = old.rows.filter(({ status }) => status === 'completed').slice(0, 30)
      await untilTold(
        `${version}: the ${known.length} checkpoints of before`,
        60_000,
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
  },
}

function figuresOf({ id, path, stateSizeBytes, kind, evidence }: CheckpointRow) {
  return { id, path, stateSizeBytes, kind, evidence: evidence.map(({ source, verdict }) => `${source} ${verdict}`) }
}
