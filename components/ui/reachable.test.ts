import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { reachable } from './reachable'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks again until it comes, and tells of each time that it did not', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('gone'))
    .mockRejectedValueOnce(new Error('gone'))
    .mockResolvedValue('part')
  const failed = vi.fn()
  const part = reachable(load, failed)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(load).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await part).toBe('part')
  expect(load).toHaveBeenCalledTimes(3)
  expect(failed).toHaveBeenCalledTimes(2)
})
