import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepOrder, rowsOutOfPlace } from './row-order'

describe('rowsOutOfPlace', () => {
  it('counts only those that move', () => {
    expect(rowsOutOfPlace(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0)
    expect(rowsOutOfPlace(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1)
    expect(rowsOutOfPlace(['a', 'b', 'c', 'd'], ['b', 'a', 'd', 'c'])).toBe(2)
  })

  it('is 0 exactly for the same order, and never all of them', () => {
    const ids = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(
        ids.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([a, b]) => {
          const moved = rowsOutOfPlace(a, b)
          expect(moved === 0).toBe(a.join('\0') === b.join('\0'))
          expect(moved).toBeLessThan(a.length)
        },
      ),
    )
  })
})

it('keepOrder keeps rows standing, drops those gone and puts new ones last', () => {
  const rows = ['d', 'c', 'a', 'b'].map((id) => ({ id }))
  expect(keepOrder(rows, ['b', 'gone', 'a'], (x, y) => x.id.localeCompare(y.id)).map(({ id }) => id)).toEqual([
    'b',
    'a',
    'c',
    'd',
  ])
})
