import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FLINK_RELEASES, type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import { readCheckpointMetadata, readCompletedCheckpoint, readStateHandle } from '../../lib/formats/index.ts'
import { writeStateHandle } from '../../lib/formats/state-handle/write-state-handle.ts'
import {
  type GraphToWrite,
  writeSubmittedApplication,
  writeSubmittedGraph,
} from '../../lib/formats/submitted-job/write-submitted-job.ts'
import type { FlinkVersion } from '../cluster/cache.ts'
import type { JavaReader, JavaWord } from '../cluster/java-reader.ts'
import { madeUpSnapshot } from '../cluster/made-up-snapshot.ts'
import { inSums, ownCheckpoint, ownMetadata, ownSubmitted, settled, without } from '../cluster/own-words.ts'
import { type WrittenSnapshot, writeSnapshot } from '../cluster/written-snapshots.ts'
import type { FrozenState } from './frozen-state.ts'

/** The other way round: Flink's classes read what our encoders write of this run's state, and of one with every handle. */
export async function readsWhatWeirWrites(java: JavaReader, frozen: FrozenState, version: FlinkVersion): Promise<void> {
  const release = FLINK_RELEASES.find((each) => version.startsWith(`${each}.`))
  assert.ok(release)
  await readsHandles(java, frozen.handles, release)
  await readsSubmitted(java, frozen.dir, release)
  const originals = await Promise.all(
    frozen.checkpoints.map(async ({ metadata, completedCheckpoint }) => ({
      snapshot: readCheckpointMetadata(await readFile(metadata)),
      head: readCompletedCheckpoint(await readFile(completedCheckpoint)),
    })),
  )
  const newest = originals.at(-1)?.head
  assert.ok(newest)
  const written = await Promise.all([
    ...originals.map(({ snapshot, head }) => writeSnapshot(frozen.dir, snapshot, head, release)),
    writeSnapshot(frozen.dir, madeUpSnapshot(release), newest, release),
  ])
  // A machine starts for each question: all files are asked about at once.
  const told = await askAbout(java, [...frozen.checkpoints, ...written], release)
  const [flinks, ours] = [told.slice(0, originals.length), told.slice(originals.length)]
  for (const [index, word] of flinks.entries()) givesBack(word, ours[index], release)
  await readsMadeUp(ours.at(-1), written.at(-1), release)
}

async function readsHandles(java: JavaReader, values: readonly string[], release: FlinkRelease): Promise<void> {
  // There was no mark up to 1.14.
  const marks = release === '1.14' ? [false] : [false, true]
  const written = marks.flatMap((markedForDeletion) =>
    values.map((value) => {
      const { path, stateSizeBytes } = readStateHandle(value)
      assert.ok(path)
      return writeStateHandle({ kind: 'file', path, sizeBytes: stateSizeBytes }, release, { markedForDeletion })
    }),
  )
  const words = await java.words('handle', [...values, ...written])
  const originals = words.slice(0, values.length)
  assert.deepEqual(
    words.slice(values.length),
    marks.flatMap((markedForDeletion) =>
      originals.map((word) => (release === '1.14' ? word : { ...word, markedForDeletion })),
    ),
    `${release}: handles that Weir writes`,
  )
}

const GRAPH: GraphToWrite = {
  jobId: '0102030405060708090a0b0c0d0e0f10',
  applicationId: 'ffeeddccbbaa99887766554433221100',
  name: 'made-up',
  jobType: 'BATCH',
  restore: { path: 's3://flink/savepoint-010203-1', allowNonRestoredState: true, claimMode: 'CLAIM' },
  vertices: [
    { id: '11'.repeat(16), name: 'Source', parallelism: 2, maxParallelism: 128 },
    { id: '22'.repeat(16), name: 'totals', parallelism: 7, maxParallelism: 720 },
  ],
}

async function readsSubmitted(java: JavaReader, dir: string, release: FlinkRelease): Promise<void> {
  const files = [writeSubmittedGraph(GRAPH, release), writeSubmittedGraph({ ...GRAPH, restore: null }, release)]
  if (isSince(release, '2.3'))
    files.push(writeSubmittedApplication({ applicationId: GRAPH.jobId, name: 'app' }, release))
  const paths = files.map((_, index) => join(dir, `written-submitted-${index}`))
  await Promise.all(paths.map((path, index) => writeFile(path, files[index] ?? '')))
  const own = files.map((bytes) => plain(ownSubmitted(bytes), release))
  const told = (await java.words('submitted', paths)).map((word) => plain(word, release))
  assert.deepEqual(told, own, `${release}: what Weir writes as submitted`)
}

/** What Flink's classes say of the two files of a checkpoint. */
interface SnapshotWords {
  metadata: JavaWord
  completedCheckpoint: JavaWord
}

async function askAbout(
  java: JavaReader,
  files: readonly WrittenSnapshot[],
  release: FlinkRelease,
): Promise<SnapshotWords[]> {
  const metadata = files.map((each) => each.metadata)
  const checkpoints = files.map((each) => each.completedCheckpoint)
  const told = await java.words('checkpoint', checkpoints)
  return (await java.words('metadata', metadata)).map((word, index) => ({
    metadata: plain(word, release),
    completedCheckpoint: plain(told[index] ?? {}, release),
  }))
}

/** What Flink reads in our files is what it reads in its own. */
function givesBack(original: SnapshotWords, written: SnapshotWords | undefined, release: FlinkRelease): void {
  assert.ok(written)
  assert.deepEqual(written.metadata, original.metadata, `${release}: _metadata that Weir writes`)
  const where = `${release}: completedCheckpoint that Weir writes`
  assert.deepEqual(written.completedCheckpoint.operators, original.metadata.operators, where)
  assert.deepEqual(headOf(written.completedCheckpoint), headOf(original.completedCheckpoint), where)
}

async function readsMadeUp(
  told: SnapshotWords | undefined,
  written: WrittenSnapshot | undefined,
  release: FlinkRelease,
): Promise<void> {
  assert.ok(told && written)
  const own = plain(ownMetadata(await readFile(written.metadata)), release)
  assert.deepEqual(told.metadata, own, `${release}: _metadata with every handle`)
  const where = `${release}: completedCheckpoint with every handle`
  assert.deepEqual(told.completedCheckpoint.operators, own.operators, where)
  assert.deepEqual(told.completedCheckpoint.content, own.content, where)
  const head = plain(ownCheckpoint(await readFile(written.completedCheckpoint)), release)
  assert.deepEqual(inSums(told.completedCheckpoint), head, where)
  const state = '"open-sessions":{"mode":"UNION","offsets":[28,41]}'
  for (const word of Object.values(told)) assert.ok(JSON.stringify(word).includes(state), `${where}: union state`)
}

function plain(word: JavaWord, release: FlinkRelease): JavaWord {
  return settled(word, { knowsIncrements: release !== '1.14' })
}

/**
 * Times, pointers, properties, hooks. Sums of state are left out: 1.14 keeps there what the TaskManager counted before
 * known files had their sizes, and a file that was uploaded twice is named differently in the two.
 */
function headOf(word: JavaWord): JavaWord {
  return ['bytes', 'content', 'operators', 'stateSize', 'totals'].reduce(without, word)
}
