import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { age, elapsed, interval, toldAge } from './age'

const at = (days: number, hours = 0, minutes = 0, seconds = 0) =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000

describe('age', () => {
  it('is never negative', () => {
    expect(age(-5000)).toEqual({ form: 'seconds', values: { seconds: 0 } })
  })

  it.each([
    [42_999, 'seconds', { seconds: 42 }],
    [at(0, 0, 0, 60), 'minutesSeconds', { minutes: 1, seconds: '00' }],
    [at(0, 0, 6, 2), 'minutesSeconds', { minutes: 6, seconds: '02' }],
    [at(0, 3, 12, 59), 'hoursMinutes', { hours: 3, minutes: '12' }],
    [at(6, 4, 59), 'daysHours', { days: 6, hours: 4 }],
    [at(10, 23), 'days', { days: 10 }],
  ])('%d ms in two units', (ms, form, values) => {
    expect(age(ms)).toEqual({ form, values })
  })

  it('can keep to one unit, rounded down', () => {
    expect(age(at(0, 0, 12, 59), 1)).toEqual({ form: 'minutes', values: { minutes: 12 } })
    expect(age(at(0, 8, 59), 1)).toEqual({ form: 'hours', values: { hours: 8 } })
    expect(age(at(9, 23), 1)).toEqual({ form: 'days', values: { days: 9 } })
  })
})

describe('toldAge', () => {
  const anyAge = fc.oneof(fc.nat(at(0, 2)), fc.nat(at(3)), fc.nat(at(40)))

  it('is another number exactly where the words are other ones', () => {
    fc.assert(
      fc.property(anyAge, fc.nat(at(0, 3)), fc.constantFrom<1 | 2>(1, 2), (ms, later, units) => {
        expect(age(toldAge(ms, units), units)).toEqual(age(ms, units))
        const same = JSON.stringify(age(ms, units)) === JSON.stringify(age(ms + later, units))
        expect(toldAge(ms, units) === toldAge(ms + later, units)).toBe(same)
      }),
    )
  })
})

describe('elapsed', () => {
  it.each([
    [0, 'milliseconds', { milliseconds: 0 }],
    [840, 'milliseconds', { milliseconds: 840 }],
    [14_249, 'tenths', { seconds: '14.2' }],
    [59_949, 'tenths', { seconds: '59.9' }],
    [59_950, 'seconds', { seconds: 59 }],
    [72_000, 'minutesSeconds', { minutes: 1, seconds: '12' }],
  ])('%d ms', (ms, form, values) => {
    expect(elapsed(ms)).toEqual({ form, values })
  })
})

describe('interval', () => {
  it.each([
    [2000, 'seconds', { seconds: 2 }],
    [60_000, 'seconds', { seconds: 60 }],
    [2500, 'tenths', { seconds: '2.5' }],
    [200, 'milliseconds', { milliseconds: 200 }],
    [600_000, 'minutes', { minutes: 10 }],
    [150_000, 'minutesSeconds', { minutes: 2, seconds: '30' }],
    [5_400_000, 'hoursMinutes', { hours: 1, minutes: '30' }],
  ])('%d ms', (ms, form, values) => {
    expect(interval(ms)).toEqual({ form, values })
  })
})
