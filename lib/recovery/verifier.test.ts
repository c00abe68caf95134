import { expect, test, vi } from 'vitest'
import type { StorageReader } from '../storage/reader.ts'
import { verifierOf } from './verifier.ts'

/** Storage of which each read ends when the test says so. */
function storage() {
  const reads: { path: string; end: () => void; fail: (error: Error) => void }[] = []
  const missing = { ok: false, problem: { code: 'storage.missing' }, observedAt: 1 } as const
  const reader: StorageReader = {
    read: (path) =>
      new Promise((resolve, fail) => {
        reads.push({ path, end: () => resolve(missing), fail })
      }),
    list: () => Promise.reject(new Error('nothing is listed')),
    states: async () => [],
    covers: () => true,
    close: async () => undefined,
  }
  return { reads, reader }
}

const pathOf = (index: number) => `file:///srv/chk-${index}`

test('four points are looked at at once, and the next when one of them is done', async () => {
  const { reads, reader } = storage()
  const verifier = verifierOf(reader)
  const all = [1, 2, 3, 4, 5, 6].map((index) => verifier.verify(pathOf(index)))
  await vi.waitFor(() => expect(reads).toHaveLength(4))
  reads[0]?.end()
  // Who comes at this very moment waits like the others.
  all.push(verifier.verify(pathOf(7)))
  await vi.waitFor(() => expect(reads).toHaveLength(5))
  for (let done = 1; done < 7; done++) {
    await vi.waitFor(() => expect(reads.length).toBeGreaterThan(done))
    reads[done]?.end()
  }
  expect(await Promise.all(all)).toHaveLength(7)
})

test('a point is looked at once, however many ask, and again only later', async () => {
  const { reads, reader } = storage()
  const verifier = verifierOf(reader)
  const both = [verifier.verify(pathOf(1)), verifier.verify(pathOf(1))]
  await vi.waitFor(() => expect(reads).toHaveLength(1))
  reads[0]?.end()
  const [one, two] = await Promise.all(both)
  expect(one).toBe(two)
  expect(await verifier.verify(pathOf(1))).toBe(one)
  expect(verifier.known(pathOf(1))).toBe(one)
  expect(reads).toHaveLength(1)
})

test('a look that fails is told to who asked, to nobody else, and is not remembered', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const { reads, reader } = storage()
  const verifier = verifierOf(reader)
  const failing = verifier.verify(pathOf(1))
  await vi.waitFor(() => expect(reads).toHaveLength(1))
  reads[0]?.fail(new Error('defect'))
  await expect(failing).rejects.toThrow('defect')
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
  expect(verifier.known(pathOf(1))).toBeNull()
  void verifier.verify(pathOf(1))
  await vi.waitFor(() => expect(reads).toHaveLength(2))
})
