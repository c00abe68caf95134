import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readJobHaMap } from '../cluster/ha-map.ts'
import { JavaReader } from '../cluster/java-reader.ts'
import { expect } from './expect.ts'
import { readFleet, readHighAvailability, readJob, untilTold } from './feed.ts'
import { localFile, samePlace } from './paths.ts'
import { checkpointRow, clusterRow, expectShown } from './shown.ts'
import type { Story } from './story.ts'
import { openJob, type Subject, subjects, type World } from './world.ts'

export const story: Story = {
  title: 'after kill -9 of every JobManager the newest recovery point stays, decoded, with path, size, age and history',
  deadlineSeconds: 360,
  async run(world) {
    const all = subjects(world)
    const before = new Map(
      await Promise.all(all.map(async ({ jobId, address }) => [jobId, await readJob(world.weir, address)] as const)),
    )
    await Promise.all(all.map(({ cluster }) => cluster.kill9()))
    for (const subject of all) {
      await stillKnown(world, subject, before.get(subject.jobId)?.total ?? 0)
    }
    await leaderLost(world, all)
  },
}

/** What is left: the maps in Kubernetes and the files in storage. Flink's own classes say what the newest point is. */
async function stillKnown(world: World, subject: Subject, totalBefore: number): Promise<void> {
  const { version, cluster, jobId, address } = subject
  const map = await readJobHaMap(world.tier.controlPlane.admin, cluster, jobId)
  const newestValue = [...map.checkpoints.values()].at(-1)
  assert.ok(newestValue, `${version}: Flink left its newest key behind`)
  const java = await JavaReader.compile(cluster.home, join(world.dir, `read-state-${version}`))
  const [handle] = await java.handles([newestValue])
  assert.ok(handle)
  const [newest] = await java.checkpoints([localFile(handle.path)])
  assert.ok(newest)

  const job = await untilTold(
    `${version}: checkpoint ${newest.checkpointId} is the recovery point`,
    30_000,
    () => readJob(world.weir, address),
    ({ job: { recoveryPoint }, sources }) =>
      recoveryPoint?.checkpointId === newest.checkpointId &&
      recoveryPoint.path !== null &&
      sources.some(({ source, problem }) => source === 'rest' && problem !== null),
  )
  const point = job.job.recoveryPoint
  assert.ok(point)
  assert.ok(samePlace(point.path, newest.path))
  assert.equal(point.triggeredAt, newest.triggeredAt)
  assert.equal(point.sizeBytes, newest.stateBytes - newest.coordinatorBytes)
  assert.ok(point.evidence.some(({ source, verdict }) => source === 'ha' && verdict === 'names'))
  assert.ok(job.total >= totalBefore && totalBefore > 3, `${version}: history of ${job.total}, before ${totalBefore}`)

  const ha = await untilTold(
    `${version}: the HA page resolves the newest key`,
    30_000,
    () => readHighAvailability(world.weir, address),
    ({ maps }) =>
      maps.some(({ entries }) => entries.some((entry) => samePlace(entry.resolved?.path ?? null, newest.path))),
  )
  const entry = ha.maps.flatMap(({ entries }) => entries).find(({ raw }) => raw === newestValue)
  assert.equal(entry?.pointer, handle.path)
  assert.equal(entry?.sizeBytes, handle.sizeBytes)

  await openJob(world, subject, 'checkpoints')
  await expectShown(checkpointRow(world.page, newest.checkpointId), {
    path: point.path ?? '',
    sizeBytes: newest.stateBytes - newest.coordinatorBytes,
  })
  await openJob(world, subject, 'high-availability')
  await expect(world.page.locator(`[data-tip="${handle.path}"]`).first()).toBeVisible()
}

/** A lease that nobody renews runs out 15 s later. */
async function leaderLost(world: World, all: Subject[]): Promise<void> {
  const fleet = await untilTold(
    'no cluster has a leader',
    60_000,
    () => readFleet(world.weir),
    ({ rows }) => rows.length === all.length && rows.every(({ leader }) => leader.kind === 'none'),
  )
  await world.page.goto(world.weir.url)
  for (const { cluster } of all) {
    const row = fleet.rows.find(({ name }) => name === cluster.clusterId)
    assert.ok(row?.leader.reason, `${cluster.clusterId}: why there is no leader`)
    assert.notEqual(row.state, 'healthy')
    assert.ok(row.recoveryPoint?.path)
    const shown = clusterRow(world.page, cluster.clusterId)
    await expect(shown).toContainText(`chk-${row.recoveryPoint.checkpointId}`)
  }
}
