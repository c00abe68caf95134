import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { FLINK_RELEASES, type FlinkRelease } from '../../lib/formats/flink-release.ts'
import { readCheckpointMetadata, readCompletedCheckpoint, readStateHandle } from '../../lib/formats/index.ts'
import { writeStateHandle } from '../../lib/formats/state-handle/write-state-handle.ts'
import type { FlinkVersion } from '../cluster/cache.ts'
import type { JavaReader, JavaWord } from '../cluster/java-reader.ts'
import { madeUpSnapshot } from '../cluster/made-up-snapshot.ts'
import { inSums, ownCheckpoint, ownMetadata, settled, without } from '../cluster/own-words.ts'
import { type WrittenSnapshot, writeSnapshot } from '../cluster/written-snapshots.ts'
import type { FrozenState } from './frozen-state.ts'

/** The other way round: Flink's classes read what our encoders write of this run's state, and of one with every handle. */
export async function readsWhatWeirWrites(java: JavaReader, frozen: FrozenState, version: FlinkVersion): Promise<void> {
  const release = FLINK_RELEASES.find((each) => version.startsWith(`${each}.`))
  assert.ok(release)
  await readsHandles(java, frozen.handles, release)
  for (const files of frozen.checkpoints) {
    const snapshot = readCheckpointMetadata(await readFile(files.metadata))
    const head = readCompletedCheckpoint(await readFile(files.completedCheckpoint))
    const written = await writeSnapshot(frozen.dir, snapshot, head, release)
    await givesBack(java, files, written, release)
  }
  const [newest] = frozen.checkpoints
  assert.ok(newest)
  const head = readCompletedCheckpoint(await readFile(newest.completedCheckpoint))
  await readsMadeUp(java, await writeSnapshot(frozen.dir, madeUpSnapshot(release), head, release), release)
}

async function readsHandles(java: JavaReader, values: readonly string[], release: FlinkRelease): Promise<void> {
  const originals = await java.words('handle', values)
  // There was no mark up to 1.14.
  for (const markedForDeletion of release === '1.14' ? [false] : [false, true]) {
    const written = values.map((value) => {
      const { path, stateSizeBytes } = readStateHandle(value)
      assert.ok(path)
      return writeStateHandle({ kind: 'file', path, sizeBytes: stateSizeBytes }, release, { markedForDeletion })
    })
    const mark = release === '1.14' ? {} : { markedForDeletion }
    const words = await java.words('handle', written)
    assert.deepEqual(
      words,
      originals.map((word) => ({ ...word, ...mark })),
      `${release}: handles that Weir writes`,
    )
  }
}

/** What Flink reads in our files is what it reads in its own. */
async function givesBack(
  java: JavaReader,
  original: WrittenSnapshot,
  written: WrittenSnapshot,
  release: FlinkRelease,
): Promise<void> {
  const [first, second] = await java.words('metadata', [original.metadata, written.metadata])
  assert.ok(first && second)
  assert.deepEqual(plain(second, release), plain(first, release), `${release}: _metadata that Weir writes`)
  const [kept, told] = await java.words('checkpoint', [original.completedCheckpoint, written.completedCheckpoint])
  assert.ok(kept && told)
  const where = `${release}: completedCheckpoint that Weir writes`
  assert.deepEqual(plain(told, release).operators, plain(second, release).operators, where)
  assert.deepEqual(headOf(told, release), headOf(kept, release), where)
}

async function readsMadeUp(java: JavaReader, written: WrittenSnapshot, release: FlinkRelease): Promise<void> {
  const [metadata] = await java.words('metadata', [written.metadata])
  const [checkpoint] = await java.words('checkpoint', [written.completedCheckpoint])
  assert.ok(metadata && checkpoint)
  const own = plain(ownMetadata(await readFile(written.metadata)), release)
  assert.deepEqual(plain(metadata, release), own, `${release}: _metadata with every handle`)
  const where = `${release}: completedCheckpoint with every handle`
  assert.deepEqual(plain(checkpoint, release).operators, own.operators, where)
  assert.deepEqual(plain(checkpoint, release).content, own.content, where)
  const head = plain(ownCheckpoint(await readFile(written.completedCheckpoint)), release)
  assert.deepEqual(plain(inSums(checkpoint), release), head, where)
  const state = `"open-sessions":{"mode":"UNION","offsets":[28,41]}`
  for (const word of [metadata, checkpoint]) assert.ok(JSON.stringify(word).includes(state), `${where}: union state`)
}

function plain(word: JavaWord, release: FlinkRelease): JavaWord {
  return settled(word, { knowsIncrements: release !== '1.14' })
}

/**
 * Times, pointers, properties, hooks. Sums of state are left out: 1.14 keeps there what the TaskManager counted before
 * known files had their sizes, and a file that was uploaded twice is named differently in the two.
 */
function headOf(word: JavaWord, release: FlinkRelease): JavaWord {
  return ['bytes', 'content', 'operators', 'stateSize', 'totals'].reduce(without, plain(word, release))
}
