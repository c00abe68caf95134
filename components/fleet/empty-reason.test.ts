import { expect, it } from 'vitest'
import { hiddenBy } from './empty-reason'

it('blames what leaves nothing first: scope, then view, then filter', () => {
  expect(hiddenBy({ all: 0, inScope: 0, inView: 0 })).toBeNull()
  expect(hiddenBy({ all: 9, inScope: 0, inView: 0 })).toBe('scope')
  expect(hiddenBy({ all: 9, inScope: 4, inView: 0 })).toBe('view')
  expect(hiddenBy({ all: 9, inScope: 4, inView: 2 })).toBe('filter')
})
