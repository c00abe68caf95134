import { describe, expect, test } from 'vitest'
import { ageMs, clockSkew } from './clock-skew.ts'

describe('clock skew', () => {
  test('is 0 before the first sample', () => {
    expect(clockSkew().value()).toBe(0)
  })

  test('of a clock five minutes ahead is five minutes, whatever the delays', () => {
    const skew = clockSkew()
    for (const delay of [900, 40, 2_500]) skew.sample(1_000_000 + 300_000, 1_000_000 + delay, 1)
    expect(skew.value()).toBe(300_000 - 40)
  })

  test('takes what is within the resolution of Date or the way there for the same clock', () => {
    const byDate = clockSkew()
    byDate.sample(10_000, 10_900, 1_000)
    const byNow = clockSkew()
    byNow.sample(10_000, 10_100, 1)
    expect([byDate.value(), byNow.value()]).toEqual([0, 0])
  })

  test('prefers the source that tells its time finely: Date may be that of a proxy', () => {
    const skew = clockSkew()
    skew.sample(90_000, 10_000, 1_000)
    skew.sample(10_000, 10_010, 1)
    expect(skew.value()).toBe(0)
  })

  test('does not forget what was told finely, however many answers come with a Date after it', () => {
    const skew = clockSkew()
    skew.sample(310_000, 10_000, 1)
    for (let at = 20_000; at < 120_000; at += 1_000) skew.sample(at, at, 1_000)
    expect(skew.value()).toBe(300_000)
  })

  test('a time of 0 or no number is no sample', () => {
    const skew = clockSkew()
    skew.sample(0, 1_000_000, 1)
    skew.sample(Number.NaN, 10_000, 1)
    expect(skew.value()).toBe(0)
  })

  test('an age is never negative', () => {
    expect(ageMs(20_000, 0, 10_000)).toBe(0)
    expect(ageMs(20_000, 15_000, 10_000)).toBe(5_000)
  })
})
