import { describe, expect, it } from 'vitest'
import { ChunkCursor } from './chunk-cursor.ts'
import { PrefixTally } from './prefix-tally.ts'

/** Tells the tally of files as a walk does: those like the one before join it. */
function tallyOf(files: [path: string, sizeBytes: number][]): PrefixTally {
  const tally = new PrefixTally()
  for (const [path, sizeBytes] of files) {
    const name = new TextEncoder().encode(path)
    const bytes = new Uint8Array(8 + name.length)
    new DataView(bytes.buffer).setBigInt64(0, BigInt(sizeBytes))
    bytes.set(name, 8)
    const cursor = ChunkCursor.whole(bytes)
    if (sizeBytes >= 0 && tally.joins(cursor.view, 0, 8, bytes.length)) tally.joined(1, sizeBytes)
    else tally.file(cursor, 0, 0, 8, bytes.length)
  }
  return tally
}

const JOB = 's3://bucket/checkpoints/5e20cb6b0f357591171dfcca2eea09de/'

describe('PrefixTally', () => {
  it('counts by directory, most bytes first, and files beside _metadata on their own', () => {
    const { prefixes, others } = tallyOf([
      [`${JOB}shared/a`, 10],
      [`${JOB}shared/b`, 20],
      ['name', 3],
      [`${JOB}chk-7/c`, 5],
      ['name', 4],
      [`${JOB}shared/a`, 10],
    ]).told
    expect(prefixes).toEqual([
      { prefix: `${JOB}shared/`, handles: 3, sizeBytes: 40 },
      { prefix: '', handles: 2, sizeBytes: 7 },
      { prefix: `${JOB}chk-7/`, handles: 1, sizeBytes: 5 },
    ])
    expect(others).toBeNull()
  })

  it('tells directories apart that differ in any one character', () => {
    const directory = `${JOB}shared/`
    for (let at = 0; at < directory.length - 1; at++) {
      if (directory[at] === '/') continue
      const other = `${directory.slice(0, at)}%${directory.slice(at + 1)}`
      expect(
        tallyOf([
          [`${directory}x`, 3],
          [`${other}x`, 2],
          [`${directory}x`, 3],
        ]).told.prefixes,
      ).toEqual([
        { prefix: directory, handles: 2, sizeBytes: 6 },
        { prefix: other, handles: 1, sizeBytes: 2 },
      ])
    }
  })

  it('counts what is below a directory there, whichever comes first', () => {
    const files: [string, number][] = [
      [`${JOB}shared/job_1_op_2/a`, 1],
      [`${JOB}shared/b`, 2],
      [`${JOB}shared/job_1_op_3/c`, 4],
    ]
    const expected = [{ prefix: `${JOB}shared/`, handles: 3, sizeBytes: 7 }]
    expect(tallyOf(files).told.prefixes).toEqual(expected)
    expect(tallyOf(files.toReversed()).told.prefixes).toEqual(expected)
  })

  it('does not know a sum of which a part is unknown', () => {
    expect(
      tallyOf([
        ['a/x', 5],
        ['b/x', 6],
        ['a/x', -1],
      ]).told.prefixes,
    ).toEqual([
      { prefix: 'b/', handles: 1, sizeBytes: 6 },
      { prefix: 'a/', handles: 2, sizeBytes: null },
    ])
  })

  it('does not round a sum that a number does not hold', () => {
    const most = Number.MAX_SAFE_INTEGER
    const sizeOf = (sizes: number[]) => tallyOf(sizes.map((size) => ['a/x', size])).told.prefixes[0]?.sizeBytes
    expect([sizeOf([most - 1, 1]), sizeOf([most, 1]), sizeOf([most, most])]).toEqual([most, null, null])
  })

  it('knows directories of other letters', () => {
    const files: [string, number][] = ['dépôt', '状态', 'dépôt'].map((name) => [`file:/srv/${name}/x`, 1])
    expect(tallyOf(files).told.prefixes).toEqual([
      { prefix: 'file:/srv/dépôt/', handles: 2, sizeBytes: 2 },
      { prefix: 'file:/srv/状态/', handles: 1, sizeBytes: 1 },
    ])
  })

  it('tells the parents of more directories than anyone reads', () => {
    const merged = Array.from({ length: 5000 }, (_, i): [string, number] => [`${JOB}shared/job_1_op_${i}/x`, 1])
    expect(tallyOf([['name', 1], ...merged]).told).toEqual({
      prefixes: [
        { prefix: `${JOB}shared/`, handles: 5000, sizeBytes: 5000 },
        { prefix: '', handles: 1, sizeBytes: 1 },
      ],
      others: null,
    })
    const entropy = Array.from({ length: 5000 }, (_, i): [string, number] => [`s3://lake/${i}/checkpoints/x`, 1])
    expect(tallyOf(entropy).told.prefixes).toEqual([{ prefix: 's3://lake/', handles: 5000, sizeBytes: 5000 }])
  })

  it('counts together what has no parents to tell', () => {
    const buckets = Array.from({ length: 5000 }, (_, i): [string, number] => [`s3://bucket-${i}/x`, 1])
    const { prefixes, others } = tallyOf(buckets).told
    expect(prefixes.length).toBeLessThanOrEqual(512)
    expect((others?.handles ?? 0) + prefixes.length).toBe(5000)
  })
})
