import assert from 'node:assert/strict'
import type { CheckpointRow, Evidence } from '../../lib/fleet/view.ts'
import { readHighAvailability, readJob, untilTold } from './feed.ts'
import { samePlace } from './paths.ts'
import { checkpointRow, expectShown } from './shown.ts'
import type { Story } from './story.ts'
import { openJob, type Subject, subjects, type World } from './world.ts'

export const story: Story = {
  title:
    'what REST, the HA map and Weir say of a checkpoint is the same path, time and size; one-sided ids are shown as such',
  deadlineSeconds: 480,
  async run(world) {
    for (const subject of subjects(world)) {
      await sameWords(world, subject)
      await oneSided(world, subject)
      await savepoint(world, subject)
    }
  },
}

function verdict(row: CheckpointRow, source: Evidence['source']): Evidence['verdict'] | undefined {
  return row.evidence.find((evidence) => evidence.source === source)?.verdict
}

/** Ids that REST and the HA map both know. */
async function sameWords(world: World, { version, cluster, jobId, address }: Subject): Promise<void> {
  const ha = await untilTold(
    `${version}: the HA map is decoded`,
    60_000,
    () => readHighAvailability(world.weir, address),
    ({ maps }) => maps.some(({ entries }) => entries.filter(({ resolved }) => resolved).length >= 2),
  )
  const job = await untilTold(
    `${version}: two checkpoints that both REST and the HA map name`,
    60_000,
    () => readJob(world.weir, address),
    ({ rows }) => rows.filter((row) => verdict(row, 'rest') === 'names' && verdict(row, 'ha') === 'names').length >= 2,
  )
  const rest = await cluster.rest.checkpoints(jobId)
  const completed = rest.history.filter(({ status }) => status === 'COMPLETED')
  let both = 0
  for (const word of completed) {
    const row = job.rows.find(({ checkpointId, restored }) => checkpointId === word.id && !restored)
    // up to 1.14 REST tells what was newly written: the whole is known where the HA map has kept it
    const size = version.startsWith('1.14') ? row?.checkpointedSizeBytes : row?.stateSizeBytes
    // completed since the feed was read, or since Weir asked REST
    if (!row || verdict(row, 'rest') !== 'names' || row.path === null || size === null) continue
    const where = `${version}, checkpoint ${word.id}`
    assert.ok(samePlace(row.path, word.external_path ?? null), `${where}: ${row.path} is ${word.external_path}`)
    assert.equal(row.triggeredAt, word.trigger_timestamp, `${where}: trigger time`)
    assert.equal(size, word.state_size, `${where}: size as REST counts it`)
    assert.notEqual(verdict(row, 'ha'), 'contradicts', where)
    const entry = ha.maps.flatMap(({ entries }) => entries).find(({ resolved }) => resolved?.checkpointId === word.id)
    if (!entry?.resolved) continue
    both += 1
    assert.ok(samePlace(entry.resolved.path, word.external_path ?? null), `${where}: path in its HA file`)
    assert.equal(entry.resolved.triggeredAt, word.trigger_timestamp, `${where}: trigger time in its HA file`)
    assert.equal(entry.resolved.stateSizeBytes, word.state_size, `${where}: size in its HA file, less coordinators`)
  }
  assert.ok(both >= 1, `${version}: at least one id was compared in both sources`)

  const shown = job.rows.find((row) => verdict(row, 'rest') === 'names' && verdict(row, 'ha') === 'names')
  assert.ok(shown?.stateSizeBytes && shown.path)
  await openJob(world, { version, cluster, jobId, address }, 'checkpoints')
  await expectShown(checkpointRow(world.page, shown.checkpointId), {
    path: shown.path,
    sizeBytes: shown.stateSizeBytes,
  })
}

/** Ids that only one source knows: the HA map keeps three, REST's history keeps more. */
async function oneSided(world: World, { version, address }: Subject): Promise<void> {
  await untilTold(
    `${version}: a subsumed checkpoint that REST names and the HA map does not`,
    60_000,
    () => readJob(world.weir, address),
    ({ rows }) =>
      rows.some(
        (row) => row.kind !== 'savepoint' && verdict(row, 'rest') === 'names' && verdict(row, 'ha') === 'absent',
      ),
  )
}

/** Up to 1.14 a savepoint gets a key in the HA map; later ones are known to REST alone. */
async function savepoint(world: World, { version, cluster, jobId, address }: Subject): Promise<void> {
  const location = await cluster.rest.savepoint(jobId)
  const expected = version === '1.14.6' ? ['names', 'absent'] : ['not-kept']
  const job = await untilTold(
    `${version}: the savepoint ${location}`,
    60_000,
    () => readJob(world.weir, address),
    ({ rows }) =>
      rows.some((row) => row.kind === 'savepoint' && samePlace(row.path, location) && verdict(row, 'rest') === 'names'),
  )
  const row = job.rows.find(({ path }) => samePlace(path, location))
  assert.ok(row)
  assert.ok(
    expected.includes(verdict(row, 'ha') ?? ''),
    `${version}: the HA map's word on a savepoint is ${verdict(row, 'ha')}`,
  )
}
