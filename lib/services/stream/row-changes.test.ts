import { expect, test } from 'vitest'
import { rowChanges } from './row-changes.ts'

const row = (id: string, size: number, observedAt: number) => ({ id, size, evidence: [{ source: 'rest', observedAt }] })

function told() {
  let now = 0
  const changes = rowChanges<ReturnType<typeof row>>(() => now)
  return (at: number, rows: ReturnType<typeof row>[]) => {
    now = at
    const { upserted, removed } = changes(rows)
    return [upserted.map(({ id }) => id), removed]
  }
}

test('all rows are told first, and then those that changed or are gone', () => {
  const tell = told()
  expect(tell(0, [row('a', 1, 0), row('b', 1, 0)])).toEqual([['a', 'b'], []])
  expect(tell(1_000, [row('a', 2, 0), row('b', 1, 0), row('c', 1, 0)])).toEqual([['a', 'c'], []])
  expect(tell(2_000, [row('b', 1, 0)])).toEqual([[], ['a', 'c']])
})

test('that a row was read again is told every fifteen seconds, and at once with what else changed of it', () => {
  const tell = told()
  tell(0, [row('a', 1, 0), row('b', 1, 0)])
  expect(tell(3_000, [row('a', 1, 3_000), row('b', 1, 3_000)])).toEqual([[], []])
  expect(tell(6_000, [row('a', 2, 6_000), row('b', 1, 6_000)])).toEqual([['a'], []])
  expect(tell(15_000, [row('a', 2, 15_000), row('b', 1, 6_000)])).toEqual([['a', 'b'], []])
  expect(tell(18_000, [row('a', 2, 18_000), row('b', 1, 18_000)])).toEqual([[], []])
  // nothing was read since
  expect(tell(30_000, [row('a', 2, 15_000), row('b', 1, 6_000)])).toEqual([[], []])
})
