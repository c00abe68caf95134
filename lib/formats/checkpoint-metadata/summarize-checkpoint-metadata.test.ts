import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { type CheckpointMetadata, readCheckpointMetadata } from './read-checkpoint-metadata.ts'
import { hasState, subtaskCheckpointedSizeBytes, subtaskSizeBytes } from './state-sizes.ts'
import { sumBytes } from './state-totals.ts'
import { summarizeCheckpointMetadata, summarizeCheckpointMetadataChunks } from './summarize-checkpoint-metadata.ts'

const folder = join(import.meta.dirname, '../fixtures')
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)_metadata$|\.metadata$/.test(name))
  .sort()
const fixture = (name: string) => new Uint8Array(readFileSync(join(folder, name)))

function* chunksOf(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

async function failure(read: () => unknown): Promise<{ code: string; offset: number }> {
  try {
    await read()
  } catch (error) {
    if (error instanceof FormatError) return { code: error.code, offset: error.offset }
    throw error
  }
  throw new Error('it was read')
}

/** The sums of a walk, made again from every value that the file holds. */
function sumsOfValues({ operators }: CheckpointMetadata) {
  return operators.map(({ coordinatorStateBytes: coordinator, subtasks }) => ({
    stateSizeBytes: sumBytes([coordinator, ...subtasks.map(subtaskSizeBytes)]),
    checkpointedSizeBytes: sumBytes([coordinator, ...subtasks.map(subtaskCheckpointedSizeBytes)]),
    subtaskEntries: subtasks.length,
    statefulSubtasks: subtasks.filter(hasState).length,
  }))
}

describe.each(names)('%s', (name) => {
  const bytes = fixture(name)
  const read = readCheckpointMetadata(bytes)
  const summary = summarizeCheckpointMetadata(bytes)

  it('comes to what its values come to', () => {
    expect(summary.operators).toMatchObject(sumsOfValues(read))
    expect(summary).toMatchObject({
      version: read.version,
      checkpointId: read.checkpointId,
      properties: read.properties,
      byteLength: bytes.length,
    })
    const { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, inlineHandles, inlineBytes } = read.totals
    const sums = { stateSizeBytes, checkpointedSizeBytes, coordinatorBytes, inlineHandles, inlineBytes }
    expect(summary.totals).toMatchObject(sums)
    expect(summary.prefixes.reduce((sum, { handles }) => sum + handles, 0)).toBe(summary.totals.fileHandles)
    for (const file of read.files) {
      expect(summary.prefixes.some(({ prefix }) => file.path.startsWith(prefix))).toBe(true)
    }
  })

  it('comes to the same in chunks of any size', async () => {
    for (const length of [1, 7, 1000, 64 * 1024, bytes.length]) {
      expect(await summarizeCheckpointMetadataChunks(chunksOf(bytes, length))).toEqual(summary)
    }
  })

  it('is an error at the same place in chunks as whole, wherever it is cut', async () => {
    for (let cut = 0; cut < bytes.length; cut += Math.max(1, Math.floor(bytes.length / 97))) {
      const damaged = bytes.subarray(0, cut)
      const chunked = await failure(() => summarizeCheckpointMetadataChunks(chunksOf(damaged, 777)))
      expect(chunked.offset).toBeLessThanOrEqual(cut)
      expect(chunked.code).toBe('truncated')
      expect((await failure(() => readCheckpointMetadata(damaged))).code).toBe('truncated')
    }
  })

  it('holds no value that cannot be read once it was passed over, whichever byte is changed', () => {
    for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 199))) {
      for (const change of [0x01, 0x80, 0xff]) {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] ?? 0) ^ change
        let walked: CheckpointMetadata
        try {
          walked = readCheckpointMetadata(damaged)
        } catch (error) {
          if (!(error instanceof FormatError)) throw error
          continue
        }
        expect(walked.operators).toMatchObject(sumsOfValues(walked))
        expect(walked.files.length).toBe(walked.totals.distinctFiles)
      }
    }
  })
})

describe('a summary', () => {
  it('reads a file of many megabytes through a window of one', async () => {
    const bytes = fixture('1.20.5/variants/changelog/memory/early/chk-3/_metadata')
    const source = inlineStateOf(bytes)
    // The same file with ten megabytes of state in line in place of what the source had.
    const length = 10 * 1024 * 1024
    const longer = new Uint8Array(bytes.length - source.length + length)
    longer.set(bytes.subarray(0, source.at))
    longer.set(bytes.subarray(source.at + source.length), source.at + length)
    new DataView(longer.buffer).setInt32(source.at - 4, length)
    const expected = summarizeCheckpointMetadata(longer)
    expect(expected.totals.inlineBytes).toBe(
      summarizeCheckpointMetadata(bytes).totals.inlineBytes - source.length + length,
    )
    expect(await summarizeCheckpointMetadataChunks(chunksOf(longer, 100_003))).toEqual(expected)
    const cut = longer.subarray(0, source.at + 5 * 1024 * 1024)
    const whole = await failure(() => summarizeCheckpointMetadata(cut))
    expect(await failure(() => summarizeCheckpointMetadataChunks(chunksOf(cut, 100_003)))).toMatchObject({
      code: 'truncated',
      offset: source.at,
    })
    expect(whole).toMatchObject({ code: 'truncated' })
  })

  it('ends at once where bytes follow for ever', async () => {
    let pulled = 0
    function* endless() {
      yield fixture('2.3.0/running/chk-11/_metadata')
      for (;;) {
        pulled++
        yield new Uint8Array(64 * 1024)
      }
    }
    expect(['tooLarge', 'trailingBytes']).toContain(
      (await failure(() => summarizeCheckpointMetadataChunks(endless()))).code,
    )
    expect(pulled).toBeLessThan(10)
  })
})

/** The first handle in line of a coordinator: where its bytes begin, and how many there are. */
function inlineStateOf(bytes: Uint8Array): { at: number; length: number } {
  const state = readCheckpointMetadata(bytes).operators.find((operator) => operator.coordinatorState)?.coordinatorState
  if (state?.kind !== 'inline') throw new Error('no coordinator with state')
  return { at: state.bytes.byteOffset - bytes.byteOffset, length: state.bytes.length }
}
