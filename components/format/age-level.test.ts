import { expect, it } from 'vitest'
import { ageLevel } from './age-level'

const level = (ageMs: number, intervalMs: number | null, jobManagerGone = false) =>
  ageLevel({ ageMs, intervalMs, jobManagerGone })

it('turns amber at three intervals and red at ten', () => {
  expect(level(179_999, 60_000)).toBe('plain')
  expect(level(180_000, 60_000)).toBe('attention')
  expect(level(599_999, 60_000)).toBe('attention')
  expect(level(600_000, 60_000)).toBe('broken')
})

it('is red without a JobManager, as nothing makes a newer point', () => {
  expect(level(61_000, 60_000, true)).toBe('broken')
})

it('is never coloured below a minute', () => {
  expect(level(59_999, 1_000)).toBe('plain')
  expect(level(59_999, 1_000, true)).toBe('plain')
})

it('is not coloured where the interval is unknown, unless there is no JobManager to tell it', () => {
  expect(level(1e9, null)).toBe('plain')
  expect(level(1e9, null, true)).toBe('broken')
})
