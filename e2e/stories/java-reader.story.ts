import assert from 'node:assert/strict'
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCheckpointMetadata, readCompletedCheckpoint, readStateHandle } from '../../lib/formats/index.ts'
import { readJobHaMap } from '../cluster/ha-map.ts'
import { JavaReader } from '../cluster/java-reader.ts'
import { until } from '../cluster/until.ts'
import { readJob, untilTold } from './feed.ts'
import { localFile, samePlace } from './paths.ts'
import type { Story } from './story.ts'
import { type Subject, subjects, type World } from './world.ts'

export const story: Story = {
  title: "what Flink's own classes read from this run's maps and files is what lib/formats reads and what Weir tells",
  deadlineSeconds: 240,
  async run(world) {
    for (const subject of subjects(world)) await sameReading(world, subject)
  },
}

/** An HA map with copies of the files it leads to: the running job removes the originals within seconds. */
interface Frozen {
  values: string[]
  files: { completedCheckpoint: string; metadata: string }[]
}

async function freeze(world: World, { version, cluster, jobId }: Subject): Promise<Frozen> {
  const dir = join(world.dir, `frozen-${version}`)
  await mkdir(dir, { recursive: true })
  return until(`${version}: an HA map whose files are all there`, 60_000, async () => {
    const { checkpoints } = await readJobHaMap(world.tier.controlPlane.admin, cluster, jobId)
    if (checkpoints.size < 3) return null
    const files: Frozen['files'] = []
    for (const [id, value] of checkpoints) {
      const [completedCheckpoint, metadata] = [join(dir, `completedCheckpoint-${id}`), join(dir, `_metadata-${id}`)]
      await copyFile(localFile(readStateHandle(value).path ?? ''), completedCheckpoint)
      const { externalPointer } = readCompletedCheckpoint(await readFile(completedCheckpoint))
      await copyFile(join(localFile(externalPointer), '_metadata'), metadata)
      files.push({ completedCheckpoint, metadata })
    }
    return { values: [...checkpoints.values()], files }
  })
}

async function sameReading(world: World, subject: Subject): Promise<void> {
  const { version, cluster, jobId, address } = subject
  const java = await JavaReader.compile(cluster.home, join(world.dir, `read-state-${version}`))
  const { values, files } = await freeze(world, subject)

  const handles = await java.handles(values)
  assert.deepEqual(
    values.map(readStateHandle).map(({ path, stateSizeBytes, markedForDeletion }) => ({
      path,
      sizeBytes: stateSizeBytes,
      markedForDeletion,
    })),
    handles,
    `${version}: handles of the HA map`,
  )

  const checkpoints = await java.checkpoints(files.map(({ completedCheckpoint }) => completedCheckpoint))
  const metadata = await java.metadata(files.map((file) => file.metadata))
  const job = await untilTold(
    `${version}: Weir knows the three checkpoints`,
    30_000,
    () => readJob(world.weir, address),
    ({ rows }) =>
      checkpoints.every(({ checkpointId }) =>
        rows.some((row) => row.checkpointId === checkpointId && row.stateSizeBytes !== null && row.path !== null),
      ),
  )
  for (const [index, word] of checkpoints.entries()) {
    const where = `${version}, checkpoint ${word.checkpointId}`
    const file = files[index]
    assert.ok(file)
    const own = readCompletedCheckpoint(await readFile(file.completedCheckpoint))
    assert.deepEqual(
      {
        jobId: own.jobId,
        checkpointId: own.checkpointId,
        triggeredAt: own.timestamp,
        completedAt: own.completionTimestamp,
        path: own.externalPointer,
        metadataBytes: 'sizeBytes' in own.metadataHandle ? own.metadataHandle.sizeBytes : null,
        operators: own.operators.length,
        stateBytes: own.stateSizeBytes,
        coordinatorBytes: own.coordinatorBytes,
      },
      word,
      `${where}: completedCheckpoint`,
    )
    assert.equal(word.jobId, jobId)
    const ownMetadata = readCheckpointMetadata(await readFile(file.metadata))
    assert.deepEqual(
      {
        checkpointId: ownMetadata.checkpointId,
        masterStates: ownMetadata.masterStates.length,
        operators: ownMetadata.operators.length,
        stateBytes: ownMetadata.totals.stateSizeBytes,
        coordinatorBytes: ownMetadata.totals.coordinatorBytes,
      },
      metadata[index],
      `${where}: _metadata`,
    )
    const row = job.rows.find(({ checkpointId }) => checkpointId === word.checkpointId)
    assert.ok(row)
    assert.ok(samePlace(row.path, word.path), `${where}: Weir's path`)
    assert.equal(row.triggeredAt, word.triggeredAt, `${where}: Weir's trigger time`)
    assert.equal(row.stateSizeBytes, word.stateBytes - word.coordinatorBytes, `${where}: Weir's size`)
  }
}
