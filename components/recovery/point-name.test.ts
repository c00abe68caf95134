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
