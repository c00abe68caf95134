import { expect, it } from 'vitest'
import { day, instant } from './instant'

const at = Date.UTC(2026, 10, 21, 15, 47, 12, 345)

it('tells date, milliseconds and zone', () => {
  const text = instant(at, 'en', 'Europe/Berlin')
  for (const part of ['21', 'Nov', '2026', '16:47:12.345', 'CET']) expect(text).toContain(part)
})

it('shows midnight as 00', () => {
  expect(instant(Date.UTC(2026, 0, 1), 'en', 'UTC')).toContain('00:00:00.000')
})

it('shows the number where it is no time', () => {
  expect(instant(9.2e18, 'en', 'UTC')).toBe('9200000000000000000')
})

it('a day stands with its year where that is another than now, in the reader’s zone', () => {
  const newYear = Date.UTC(2026, 11, 31, 23, 30)
  expect(day(newYear, newYear + 1000, 'en', 'UTC')).toBe('31 Dec')
  expect(day(newYear, newYear + 3_600_000, 'en', 'UTC')).toBe('31 Dec 2026')
  expect(day(newYear, newYear + 3_600_000, 'en', 'Europe/Berlin')).toBe('1 Jan')
  expect(day(newYear, newYear + 1000, 'zh', 'UTC')).toBe('12月31日')
})
