import assert from 'node:assert/strict'
import { join } from 'node:path'
import messages from '../../messages/en.json' with { type: 'json' }
import { readJobHaMap } from '../cluster/ha-map.ts'
import { type JavaCheckpoint, JavaReader } from '../cluster/java-reader.ts'
import { expect } from './expect.ts'
import { readFleet, readJob, untilTold } from './feed.ts'
import { localFile, samePlace } from './paths.ts'
import { clusterRow } from './shown.ts'
import type { Story } from './story.ts'
import { type Subject, subject, type World } from './world.ts'

export const story: Story = {
  title: 'without access to storage the points come from Weir’s own record, or are “path unknown” and at least so old',
  deadlineSeconds: 240,
  async run(world) {
    // The JobManagers are dead: a Weir that can't read files has the keys of the HA map and what it wrote down before.
    const pricing = subject(world, '2.3.0')
    const retained = await readRetained(world, pricing)
    await fromTheRecord(world, pricing, retained)
    await firstSeen(world, pricing, retained)
  },
}

/** The checkpoints of the HA map, oldest first, as Flink's own classes read them. */
async function readRetained(world: World, { cluster, jobId }: Subject): Promise<JavaCheckpoint[]> {
  const map = await readJobHaMap(world.tier.controlPlane.admin, cluster, jobId)
  const java = await JavaReader.compile(cluster.home, join(world.dir, 'read-state-retained'))
  // The file of an older one may be gone: the JobManager died while it removed it.
  const handles = await java.handles([...map.checkpoints.values()].slice(-3))
  return java.checkpoints(handles.map(({ path }) => localFile(path)))
}

/** A Weir that met the JobManager: REST told it every checkpoint but the newest, which came too late for that, as may the one before. */
async function fromTheRecord(world: World, { address }: Subject, retained: JavaCheckpoint[]): Promise<void> {
  const [newest, before] = [retained.at(-1), retained.at(-3)]
  assert.ok(newest && before)
  const { job, rows } = await untilTold(
    'the newest key is the recovery point',
    30_000,
    () => readJob(world.blind, address),
    ({ job: { recoveryPoint } }) => recoveryPoint?.checkpointId === newest.checkpointId,
  )
  const point = job.recoveryPoint
  assert.ok(point?.path === null || samePlace(point?.path ?? null, newest.path))
  const recorded = rows.find(({ checkpointId }) => checkpointId === before.checkpointId)
  assert.ok(recorded)
  assert.ok(samePlace(recorded.path, before.path))
  assert.equal(recorded.triggeredAt, before.triggeredAt)
  assert.equal(recorded.stateSizeBytes, before.stateBytes - before.coordinatorBytes)
}

/** A Weir that never met the JobManager. */
async function firstSeen(world: World, { cluster }: Subject, retained: JavaCheckpoint[]): Promise<void> {
  const startedAt = Date.now()
  const stranger = await world.startWeir('stranger', { storageRoot: null })
  try {
    const fleet = await untilTold(
      'the newest key is the recovery point',
      60_000,
      () => readFleet(stranger),
      ({ rows }) => rows.some(({ name, recoveryPoint }) => name === cluster.clusterId && recoveryPoint !== null),
    )
    const point = fleet.rows.find(({ name }) => name === cluster.clusterId)?.recoveryPoint
    assert.equal(point?.checkpointId, retained.at(-1)?.checkpointId)
    assert.equal(point?.path, null)
    assert.equal(point?.sizeBytes, null, 'unknown, not 0')
    assert.equal(point?.triggeredAt, null, 'unknown, not 1970')
    assert.ok(point && point.firstSeenAt >= startedAt && point.firstSeenAt <= Date.now(), 'first seen by this Weir')

    await world.page.goto(stranger.url)
    const shown = clusterRow(world.page, cluster.clusterId)
    await expect(shown.locator(`[data-tip*="${messages.point.pathUnknown}"]`)).toHaveText(`chk-${point.checkpointId}`)
    await expect(shown).toContainText('≥')
  } finally {
    await stranger.stop()
  }
}
