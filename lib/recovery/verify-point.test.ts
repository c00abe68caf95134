import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCheckpointMetadata } from '../formats/index.ts'
import { normalisePath } from '../storage/path.ts'
import { type StorageReader, storageReader } from '../storage/reader.ts'
import { describePoint, readPointFiles } from './describe-point.ts'
import { LIST_LIMITS, verifyPoint } from './verify-point.ts'

const JOB = '55488d215c1ebee94f49a603deb9c3a6'
const CAPTURE = join(
  import.meta.dirname,
  `../fleet/fixtures/captures/1.20.5-running/storage/checkpoints/orders/${JOB}/chk-9`,
)
const POINT = `file:/srv/flink/checkpoints/orders/${JOB}/chk-9`
const bytes = readFileSync(join(CAPTURE, '_metadata'))
const { files } = readCheckpointMetadata(bytes)

let root: string
let storage: StorageReader

const onDisk = (path: string) => join(root, normalisePath(path).replace('file:///srv/flink/', ''))
const placeOf = (file: (typeof files)[number]) => onDisk(file.kind === 'relative' ? `${POINT}/${file.path}` : file.path)

// A checkpoint as Flink left it: its real _metadata, and every file it names, as long as it says and full of holes.
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'weir-recovery-'))
  mkdirSync(onDisk(POINT), { recursive: true })
  writeFileSync(onDisk(`${POINT}/_metadata`), bytes)
  for (const file of files) {
    mkdirSync(dirname(placeOf(file)), { recursive: true })
    writeFileSync(placeOf(file), '')
    truncateSync(placeOf(file), file.sizeBytes ?? 0)
  }
  storage = storageReader(() => [{ id: 'flink', prefix: 'file:///srv/flink', directory: root }])
})

afterEach(async () => {
  await storage.close()
  rmSync(root, { recursive: true, force: true })
})

const first = files[0]
const shared = files.find(({ kind }) => kind === 'file')
if (first === undefined || shared === undefined) throw new Error('the capture names files of both kinds')
const counts = async () => {
  const { files: found } = await verifyPoint(storage, POINT, LIST_LIMITS)
  return found && [found.total, found.found, found.missing, found.short, found.unknown]
}

describe('verifyPoint', () => {
  it('finds every file of a whole checkpoint, `_metadata` among them', async () => {
    const { metadata, problem, writtenAt } = await verifyPoint(storage, POINT, LIST_LIMITS)
    expect(problem).toBeNull()
    expect(metadata).toMatchObject({ version: 4, checkpointId: 9, sizeBytes: bytes.length, typeName: 'Checkpoint' })
    expect(writtenAt).not.toBeNull()
    expect(await counts()).toEqual([files.length + 1, files.length + 1, 0, 0, 0])
  })

  it('counts what is gone and what is cut short', async () => {
    unlinkSync(placeOf(first))
    truncateSync(placeOf(shared), (shared.sizeBytes ?? 1) - 1)
    expect(await counts()).toEqual([files.length + 1, files.length - 1, 1, 1, 0])
  })

  it('says of a directory in the place of a file, and of files beyond the limit, that they are unknown', async () => {
    unlinkSync(placeOf(first))
    mkdirSync(placeOf(first))
    expect(await counts()).toEqual([files.length + 1, files.length, 0, 0, 1])
    const { files: found } = await verifyPoint(storage, POINT, { ...LIST_LIMITS, maxFiles: 3 })
    expect([found?.total, found?.found, found?.unknown]).toEqual([files.length + 1, 3, files.length - 2])
  })

  it('tells a missing `_metadata` from a damaged one', async () => {
    writeFileSync(onDisk(`${POINT}/_metadata`), bytes.subarray(0, bytes.length - 1))
    expect((await verifyPoint(storage, POINT, LIST_LIMITS)).problem?.code).toBe('recovery.metadata-damaged')
    unlinkSync(onDisk(`${POINT}/_metadata`))
    expect((await verifyPoint(storage, POINT, LIST_LIMITS)).problem?.code).toBe('storage.missing')
    expect((await verifyPoint(storage, 's3://bucket/chk-1', LIST_LIMITS)).problem?.code).toBe(
      'storage.scheme-unsupported',
    )
  })

  it('tells a version that is not read here from damage', async () => {
    const of = async (version: number) => {
      const other = Buffer.from(bytes)
      other.writeInt32BE(version, 4)
      writeFileSync(onDisk(`${POINT}/_metadata`), other)
      return (await verifyPoint(storage, POINT, LIST_LIMITS)).problem?.code
    }
    expect(await of(99)).toBe('recovery.metadata-too-new')
    expect(await of(1)).toBe('recovery.metadata-too-old')
    expect(await of(-1)).toBe('recovery.metadata-damaged')
  })

  it('no damage of one byte is taken for a whole point of another size, nor throws', async () => {
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      writeFileSync(onDisk(`${POINT}/_metadata`), damaged)
      const { metadata, problem } = await verifyPoint(storage, POINT, LIST_LIMITS)
      expect(metadata === null).toBe(problem !== null)
    }
  })
})

describe('describePoint', () => {
  it('tells operators with the kinds of their state, and which files lie outside', async () => {
    const { detail } = await describePoint(storage, { id: 'x', path: POINT })
    expect(detail.metadata).toMatchObject({ version: 4, releases: { first: '1.16', last: '1.20' } })
    expect(detail.operatorCount).toBe(detail.operators.length)
    expect(new Set(detail.operators.flatMap(({ handles }) => handles))).toEqual(
      new Set(['list', 'union', 'broadcast', 'keyed-rocksdb', 'coordinator']),
    )
    expect(detail.sharedFiles).toBe(files.filter(({ path }) => path.includes('/shared/')).length)
  })

  it('says why it could not be read', async () => {
    rmSync(onDisk(POINT), { recursive: true })
    const { detail } = await describePoint(storage, { id: 'x', path: POINT })
    expect([detail.metadata, detail.problem?.code]).toEqual([null, 'storage.missing'])
  })
})

describe('readPointFiles', () => {
  it('gives every file once over its pages, `_metadata` first', async () => {
    const pages = []
    for (let from = 0; from < files.length + 1; from += 10) {
      pages.push(...(await readPointFiles(storage, POINT, { from, limit: 10 })).files)
    }
    expect(pages.map(({ path }) => path)).toEqual([
      `${normalisePath(POINT)}/_metadata`,
      ...files.map((file) => normalisePath(file.kind === 'relative' ? `${POINT}/${file.path}` : file.path)),
    ])
    expect(pages.every(({ state }) => state === 'found')).toBe(true)
    expect(readdirSync(onDisk(POINT)).length).toBeGreaterThan(1)
  })
})
