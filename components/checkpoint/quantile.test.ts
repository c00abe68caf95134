import { expect, it } from 'vitest'
import { ascending, quantile } from './quantile'

it('quantile takes a value that is there', () => {
  expect([quantile([], 0.5), quantile([1], 0.99), quantile([1, 2, 3, 4], 0.5), quantile([1, 2, 3], 1)]).toEqual([
    null,
    1,
    2,
    3,
  ])
})

it('ascending sorts numbers as numbers, and leaves what it was given', () => {
  const given = [10, 9, 1]
  expect([ascending(given), given]).toEqual([
    [1, 9, 10],
    [10, 9, 1],
  ])
})
