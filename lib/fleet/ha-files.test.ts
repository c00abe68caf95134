import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { summarizeCheckpointMetadata } from '../formats/index.ts'
import type { StorageAnswer, StorageReader } from '../storage/reader.ts'
import { haFiles } from './ha-files.ts'

const METADATA = readFileSync(join(import.meta.dirname, '../formats/fixtures/1.20.5/savepoints/native/_metadata'))
const { checkpointId: ID } = summarizeCheckpointMetadata(METADATA)
const POINT = 'file:///srv/orders/chk-9'
const minute = 60_000

/** Storage in which a path has the bytes that `files` says, and which counts what it is asked. */
function storageOf(files: Map<string, Uint8Array>) {
  const read = vi.fn(async (path: string): Promise<StorageAnswer> => {
    const bytes = files.get(path)
    const observedAt = Date.now()
    return bytes === undefined
      ? { ok: false, problem: { code: 'storage.missing' }, observedAt }
      : { ok: true, bytes, modifiedAt: null, observedAt }
  })
  const states = vi.fn(async (paths: readonly string[]) =>
    paths.map((path) => {
      const bytes = files.get(path)
      return bytes === undefined ? { kind: 'missing' as const } : { kind: 'file' as const, sizeBytes: bytes.length }
    }),
  )
  const storage: StorageReader = {
    read,
    states,
    list: () => Promise.reject(new Error('nothing is listed')),
    covers: () => true,
    close: () => Promise.resolve(),
  }
  return { storage, read, states }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms)
/** A cluster is folded again and again. */
async function folded(minutes: number, fold: () => void) {
  for (let index = 0; index < minutes; index += 1) {
    await passed(minute)
    fold()
  }
  await passed(1)
}

describe('files of HA', () => {
  test('are each read once, however many a map names and however often it is folded', async () => {
    const pointers = Array.from({ length: 3_000 }, (_, index) => `file:///ha/completedCheckpoint${index}`)
    const { storage, read } = storageOf(new Map())
    const files = haFiles(storage, () => undefined)
    for (let fold = 0; fold < 5; fold += 1) {
      for (const pointer of pointers) files.completedCheckpoint(pointer)
      await passed(100)
    }
    expect(read).toHaveBeenCalledTimes(3_000)
    expect(files.completedCheckpoint(pointers[0] ?? '')).toMatchObject({ kind: 'unreadable' })
    await passed(15_001)
    files.completedCheckpoint(pointers[0] ?? '')
    await passed(1)
    expect(read).toHaveBeenCalledTimes(3_001)
  })

  test('that no map names any more are let go', async () => {
    const { storage, read } = storageOf(new Map([['file:///ha/submitted1', new Uint8Array()]]))
    const files = haFiles(storage, () => undefined)
    files.verifiedAt(POINT, 9)
    await passed(1)
    expect(files.gone().size).toBe(1)
    await passed(7 * minute)
    files.verifiedAt('file:///srv/orders/chk-10', 10)
    expect(files.gone().size).toBe(0)
    await passed(1)
    expect(read).toHaveBeenCalledTimes(2)
  })

  test('are read no more once their cluster is gone', async () => {
    const { storage, read } = storageOf(new Map())
    const onChange = vi.fn()
    const files = haFiles(storage, onChange)
    for (let index = 0; index < 10; index += 1) files.verifiedAt(`${POINT}${index}`, 9)
    files.close()
    await passed(1)
    expect(read.mock.calls.length).toBeLessThanOrEqual(4)
    expect(onChange).not.toHaveBeenCalled()
  })
})

describe('a point that was verified', () => {
  test('is looked for again, and is gone once its files are', async () => {
    const there = new Map<string, Uint8Array>([[`${POINT}/_metadata`, METADATA]])
    const { storage, read, states } = storageOf(there)
    const files = haFiles(storage, () => undefined)
    files.verifiedAt(POINT, ID)
    await passed(1)
    const first = files.verifiedAt(POINT, ID)
    expect(first).not.toBeNull()

    await folded(6, () => files.verifiedAt(POINT, ID))
    expect(files.verifiedAt(POINT, ID)).toBeGreaterThan(first ?? Infinity)
    expect([read.mock.calls.length, states.mock.calls.length]).toEqual([1, 1])

    there.clear()
    await folded(6, () => files.verifiedAt(POINT, ID))
    expect(files.verifiedAt(POINT, ID)).toBeNull()
    expect(files.gone().has(POINT)).toBe(true)
  })

  test('is read again where another lies in its place', async () => {
    const there = new Map<string, Uint8Array>([[`${POINT}/_metadata`, METADATA]])
    const { storage } = storageOf(there)
    const files = haFiles(storage, () => undefined)
    files.verifiedAt(POINT, ID)
    await passed(1)
    there.set(`${POINT}/_metadata`, METADATA.subarray(0, 40))
    await folded(6, () => files.verifiedAt(POINT, ID))
    expect(files.verifiedAt(POINT, ID)).toBeNull()
    expect(files.gone().size).toBe(0)
  })
})
