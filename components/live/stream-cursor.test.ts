import { expect, it } from 'vitest'
import { earlierCursor } from './stream-cursor'

it('is the one with the smaller version, whichever comes first', () => {
  expect(earlierCursor('a1.9', 'a1.10')).toBe('a1.9')
  expect(earlierCursor('a1.10', 'a1.9')).toBe('a1.9')
})

it('begins anew where positions are of two runs, or are none', () => {
  expect(earlierCursor('a1.9', 'b2.9')).toBe('')
  expect(earlierCursor('', 'a1.9')).toBe('')
  expect(earlierCursor('a1.x', 'a1.9')).toBe('')
})
