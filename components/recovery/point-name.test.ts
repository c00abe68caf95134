import { expect, it } from 'vitest'
import { pointName } from './point-name'

it.each([
  [{ kind: 'checkpoint', checkpointId: 1189, path: 's3://b/j/chk-1189' }, 'chk-1189'],
  [{ kind: 'checkpoint', checkpointId: null, path: 's3://b/j/chk-7' }, 'chk-7'],
  [{ kind: 'savepoint', checkpointId: 12, path: 's3://b/savepoint-7d1f0a-9f03bb8a11' }, '7d1f…8a11'],
  [{ kind: 'savepoint', checkpointId: 12, path: null }, '#12'],
  [{ kind: 'savepoint', checkpointId: null, path: null }, null],
] as const)('%j is called %s', (point, name) => {
  expect(pointName(point)).toBe(name)
})

it('shows more of a savepoint where there is room: the job it was first of, and what tells it from the others', () => {
  const savepoint = { kind: 'savepoint', checkpointId: null, path: 's3://b/savepoint-9f3a21-7c04be5d8a11' } as const
  expect(pointName(savepoint, { head: 11 })).toBe('9f3a21-7c04…8a11')
})
