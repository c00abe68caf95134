import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ServerClock } from './clock'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('keeps the server time while the browser clock is wrong', () => {
  const clock = new ServerClock(5_000_000)
  const heard: number[] = []
  clock.subscribe(() => heard.push(clock.now()))
  expect(clock.now()).toBe(5_000_000)
  vi.advanceTimersByTime(2000)
  expect(heard).toEqual([5_001_000, 5_002_000])
})

it('moves forward with a message but not back with a slow one', () => {
  const clock = new ServerClock(5_000_000)
  clock.sync(5_000_700)
  expect(clock.now()).toBe(5_000_700)
  vi.setSystemTime(1_010_000)
  clock.sync(5_003_000)
  expect(clock.now()).toBe(5_010_700)
})

it('has one timer for all listeners and none without', () => {
  const clock = new ServerClock(5_000_000)
  const stopFirst = clock.subscribe(() => {})
  const stopSecond = clock.subscribe(() => {})
  expect(vi.getTimerCount()).toBe(1)
  stopFirst()
  expect(vi.getTimerCount()).toBe(1)
  stopSecond()
  expect(vi.getTimerCount()).toBe(0)
})
