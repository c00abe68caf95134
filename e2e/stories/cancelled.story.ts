import assert from 'node:assert/strict'
import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import messages from '../../messages/en.json' with { type: 'json' }
import { readJobHaMap } from '../cluster/ha-map.ts'
import { orderArguments } from '../cluster/tier.ts'
import { until } from '../cluster/until.ts'
import { expect } from './expect.ts'
import { readFleet, readHighAvailability, readJob, untilTold } from './feed.ts'
import { samePlace } from './paths.ts'
import { checkpointRow } from './shown.ts'
import type { Story } from './story.ts'
import { openJob, type Subject, subject, subjects, type World } from './world.ts'

export const story: Story = {
  title: 'jobs are cancelled: called so, with the checkpoint Flink retained as the way back, and nothing left in HA',
  deadlineSeconds: 360,
  async run(world) {
    const all = subjects(world)
    const retained = await Promise.all(all.map((one) => cancel(world, one)))
    for (const [index, one] of all.entries()) await isShown(world, one, retained[index] ?? '')
    await startAgain(world, subject(world, '2.3.0'), retained.at(-1) ?? '')
  },
}

/** @returns where the newest checkpoint that Flink left behind lies, as Weir writes it. */
async function cancel(world: World, one: Subject): Promise<string> {
  const { version, cluster, jobId, address } = one
  await until(`${version}: a checkpoint of this very job`, 60_000, () => newestLeft(world, one))
  const before = await readJob(world.weir, address)
  await cluster.rest.cancel(jobId)
  await until(`${version}: Flink has ended the job`, 60_000, async () =>
    (await cluster.rest.jobs()).some(({ jid, state }) => jid === jobId && state === 'CANCELED'),
  )
  await until(`${version}: its HA map is gone`, 60_000, () =>
    readJobHaMap(world.tier.controlPlane.admin, cluster, jobId).then(
      () => false,
      (error: unknown) => String(error).includes(' 404 '),
    ),
  )
  const path = await newestLeft(world, one)
  assert.ok(path, `${version}: Flink retained a checkpoint`)
  const { job, total } = await untilTold(
    `${version}: cancelled, with ${path} as its way back`,
    60_000,
    () => readJob(world.weir, address),
    // REST's last word comes a few seconds after the job's end: Flink keeps its answers for three.
    ({ job: { flinkState, recoveryPoint } }) =>
      flinkState === 'CANCELED' && samePlace(recoveryPoint?.path ?? null, path) && recoveryPoint?.lastKnown === false,
  )
  assert.equal(job.trouble, null)
  assert.ok(job.recoveryPoint?.triggeredAt, `${version}: its age is known`)
  assert.ok(total >= before.total, `${version}: history of ${total}, before ${before.total}`)
  const { maps, findings } = await untilTold(
    `${version}: no map of the job`,
    60_000,
    () => readHighAvailability(world.weir, address),
    ({ maps }) => maps.every(({ role }) => role !== 'job'),
  )
  assert.ok(maps.every(({ entries }) => entries.every(({ key }) => !key.includes(jobId))))
  assert.deepEqual(findings, [])
  return job.recoveryPoint.path ?? path
}

async function newestLeft(world: World, { cluster, jobId }: Subject): Promise<string | null> {
  const folder = join(cluster.clusterId, 'checkpoints', jobId)
  const names = await readdir(join(world.tier.storageRoot.dir, folder)).catch(() => [])
  const ids = names.flatMap((name) => /^chk-(\d+)$/.exec(name)?.[1] ?? []).map(Number)
  for (const id of ids.sort((a, b) => b - a)) {
    const metadata = join(world.tier.storageRoot.dir, folder, `chk-${id}`, '_metadata')
    const complete = await access(metadata).then(
      () => true,
      () => false,
    )
    if (complete) return `${world.tier.storageRoot.uri}/${folder}/chk-${id}`
  }
  return null
}

async function isShown(world: World, one: Subject, path: string): Promise<void> {
  const { version, cluster } = one
  await openJob(world, one, 'checkpoints')
  const main = world.page.getByRole('main')
  await expect(main.getByText(messages.state.canceled, { exact: true })).toBeVisible()
  // By its path: a run that this one was restored from may have begun a checkpoint of the same id, which its end aborted.
  const row = checkpointRow(world.page, Number(/chk-(\d+)$/.exec(path)?.[1]))
  await expect(row.filter({ has: world.page.locator(`[data-tip="${path}"]`) })).toHaveCount(1)
  const order = world.page.getByRole('button', { name: messages.operation.savepoint.order, exact: true })
  await expect(order).toHaveAttribute('aria-disabled', 'true')
  // By keyboard, as by pointing at it.
  await order.focus()
  await expect(world.page.getByRole('tooltip')).toHaveText(/CANCELED/)
  await expect(order).toHaveAccessibleDescription(/CANCELED/)
  const { rows } = await readFleet(world.weir)
  const told = rows.find(({ name }) => name === cluster.clusterId)
  assert.equal(told?.jobs?.running, 0, `${version}: nothing runs`)
  assert.equal(told?.state, 'healthy', `${version}: and nothing is wrong with that`)
}

/** From the retained checkpoint: what was cancelled goes on in the same lineage. */
async function startAgain(world: World, { version, cluster, jobId, address }: Subject, path: string): Promise<void> {
  const again = await cluster.rest.run(world.tier.jar, orderArguments(cluster), path)
  await untilTold(
    `${version}: it runs again from there`,
    180_000,
    () => readJob(world.weir, address),
    ({ job, rows }) =>
      job.currentJobId === again &&
      job.lineage.some((run) => run.jobId === jobId) &&
      samePlace(job.lineage.find((run) => run.jobId === again)?.restoredFrom ?? null, path) &&
      rows[0]?.status === 'completed' &&
      rows[0].runId === job.lineage[0]?.id,
  )
  world.tier.jobIds[version] = again
}
