import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeForstState } from '../cluster/forst-state.ts'
import { writeApplication } from '../cluster/java-application.ts'
import { JavaReader } from '../cluster/java-reader.ts'
import { inSums, ownCheckpoint, ownHandle, ownMetadata, ownSubmitted, settled } from '../cluster/own-words.ts'
import { sameOptions } from './declared-options.ts'
import { readJob, untilTold } from './feed.ts'
import { type FrozenState, freezeState } from './frozen-state.ts'
import { readsResults } from './java-reads-results.ts'
import { readsWhatWeirWrites } from './java-reads-weir.ts'
import { samePlace } from './paths.ts'
import type { Story } from './story.ts'
import { type Subject, subjects, type World } from './world.ts'

const APPLICATION = { id: '0123456789abcdef0123456789abcdef', name: 'orders of Zürich' }

export const story: Story = {
  title:
    "what Flink's own classes read from this run's maps and files is what lib/formats reads, writes and Weir tells",
  deadlineSeconds: 600,
  async run(world) {
    for (const subject of subjects(world)) {
      const { version, cluster } = subject
      const java = await JavaReader.compile(cluster.home, join(world.dir, `read-state-${version}`))
      const frozen = await freezeState(world, subject)
      // From 2.3 on there are applications; the jobs of this run were submitted without one.
      if (version === '2.3.0') frozen.submitted.push(await writeApplication(cluster.home, frozen.dir, APPLICATION))
      await sameReading(java, frozen, subject)
      await sameOptions(cluster.home, version, join(world.dir, `list-options-${version}`))
      await readsWhatWeirWrites(java, frozen, version)
      await readsResults(java, cluster.home, version, join(world.dir, `results-${version}`))
      await sameInWeir(java, frozen, world, subject)
      if (version === '2.3.0') await sameForst(java, world, cluster.home)
    }
  },
}

/** Word for word: handles, checkpoints and their state down to the files and the bytes in line, what was submitted. */
async function sameReading(java: JavaReader, frozen: FrozenState, { version, jobId }: Subject): Promise<void> {
  const release = { knowsIncrements: version !== '1.14.6' }
  same(
    frozen.handles.map(ownHandle),
    await java.words('handle', frozen.handles),
    `${version}: handles of the HA maps`,
    release,
  )

  const metadata = frozen.checkpoints.map((files) => files.metadata)
  same(await ownWords(ownMetadata, metadata), await java.words('metadata', metadata), `${version}: _metadata`, release)

  const completed = frozen.checkpoints.map((files) => files.completedCheckpoint)
  const checkpoints = await java.words('checkpoint', completed)
  same(await ownWords(ownCheckpoint, completed), checkpoints.map(inSums), `${version}: completedCheckpoint`, release)
  assert.ok(checkpoints.every((word) => word.jobId === jobId))

  const submitted = await java.words('submitted', frozen.submitted)
  same(await ownWords(ownSubmitted, frozen.submitted), submitted, `${version}: what was submitted`, release)
  assert.equal(submitted[0]?.jobId, jobId)
  if (version === '2.3.0') assert.equal(submitted[1]?.applicationId, APPLICATION.id)
}

/** Files in remote storage that ForSt works on, and takes over from checkpoint to checkpoint. */
async function sameForst(java: JavaReader, { dir, tier }: World, home: string): Promise<void> {
  const forst = join(dir, 'forst')
  await mkdir(forst)
  const { jar, processes } = tier
  const files = await writeForstState({ home, jar, processes }, forst)
  const words = await java.words('metadata', files)
  same(await ownWords(ownMetadata, files), words, '2.3.0: _metadata of ForSt', { knowsIncrements: true })
  assert.match(JSON.stringify(words), /"org\.apache\.flink\.runtime\.state\.IncrementalRemoteKeyedStateHandle"/)
}

function same(own: object[], words: object[], what: string, release: { knowsIncrements: boolean }): void {
  assert.ok(words.length > 0, `${what}, none to compare`)
  assert.deepEqual(
    own.map((word) => settled({ ...word }, release)),
    words.map((word) => settled({ ...word }, release)),
    what,
  )
}

function ownWords(own: (bytes: Uint8Array) => object, files: readonly string[]): Promise<object[]> {
  return Promise.all(files.map(async (file) => own(await readFile(file))))
}

async function sameInWeir(java: JavaReader, frozen: FrozenState, world: World, subject: Subject): Promise<void> {
  const { version, address } = subject
  const checkpoints = await java.checkpoints(frozen.checkpoints.map((files) => files.completedCheckpoint))
  const job = await untilTold(
    `${version}: Weir knows the three checkpoints`,
    30_000,
    () => readJob(world.weir, address),
    ({ rows }) =>
      checkpoints.every(({ checkpointId }) =>
        rows.some((row) => row.checkpointId === checkpointId && row.stateSizeBytes !== null && row.path !== null),
      ),
  )
  for (const word of checkpoints) {
    const where = `${version}, checkpoint ${word.checkpointId}`
    const row = job.rows.find(({ checkpointId }) => checkpointId === word.checkpointId)
    assert.ok(row)
    assert.ok(samePlace(row.path, word.path), `${where}: Weir's path`)
    assert.equal(row.triggeredAt, word.triggeredAt, `${where}: Weir's trigger time`)
    assert.equal(row.stateSizeBytes, word.stateBytes - word.coordinatorBytes, `${where}: Weir's size`)
  }
}
