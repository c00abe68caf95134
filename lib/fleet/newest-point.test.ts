import { describe, expect, test } from 'vitest'
import { newestPoint } from './newest-point.ts'
import type { CheckpointRow, Evidence, RecoveryPointView } from './view.ts'

const at = 1_795_264_236_735

function row(
  checkpointId: number,
  change: Partial<CheckpointRow> & { rest?: Evidence['verdict']; ha?: Evidence['verdict'] } = {},
): CheckpointRow {
  const { rest = 'names', ha = 'names', ...rest_ } = change
  return {
    id: `run/${checkpointId}`,
    runId: 'run',
    checkpointId,
    status: 'completed',
    kind: 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt: at + checkpointId * 1_000,
    completedAt: null,
    durationMs: null,
    stateSizeBytes: 1_000,
    checkpointedSizeBytes: null,
    coordinatorBytes: null,
    acknowledged: null,
    path: `file:/srv/chk-${checkpointId}`,
    evidence: [
      { source: 'rest', verdict: rest, observedAt: null },
      { source: 'ha', verdict: ha, observedAt: null },
    ],
    discarded: null,
    failure: null,
    parts: null,
    slowest: null,
    firstSeenAt: at,
    lastSeenAt: at,
    ...rest_,
  }
}

const idOf = (rows: CheckpointRow[]) => newestPoint(rows)?.checkpointId ?? null

const goneFrom = (made: CheckpointRow): CheckpointRow => ({
  ...made,
  evidence: [...made.evidence, { source: 'storage', verdict: 'contradicts', observedAt: at }],
})

test('a pointer into nothing is passed over for what is there', () => {
  expect(idOf([goneFrom(row(3)), row(2), row(1)])).toBe(2)
  expect(idOf([goneFrom(row(3)), row(2, { kind: 'savepoint', ha: 'absent' })])).toBe(2)
})

test('where all is gone the newest is told, with what contradicts it', () => {
  const point = newestPoint([goneFrom(row(3)), goneFrom(row(2))])
  expect([point?.checkpointId, point?.evidence.at(-1)?.verdict]).toEqual([3, 'contradicts'])
})

test('where all is gone, what the operator names is left, and HA contradicts it', () => {
  const savepoint: RecoveryPointView = {
    kind: 'savepoint',
    checkpointId: null,
    path: 'file:/srv/savepoint-1',
    triggeredAt: at,
    firstSeenAt: at,
    sizeBytes: null,
    evidence: [
      { source: 'ha', verdict: 'not-kept', observedAt: null },
      { source: 'operator', verdict: 'names', observedAt: at },
    ],
    lastKnown: false,
  }
  const operator = { newest: savepoint, next: null }
  const lost = newestPoint([goneFrom(row(3)), goneFrom(row(2))], undefined, operator)
  expect(lost).toMatchObject({ path: savepoint.path, evidence: [{ verdict: 'contradicts' }, { verdict: 'names' }] })
  expect(newestPoint([goneFrom(row(3)), row(2)], undefined, operator)?.checkpointId).toBe(2)
  const unnamed = newestPoint([goneFrom(row(3, { ha: 'not-asked' }))], undefined, operator)
  expect(unnamed).toEqual(savepoint)
})

describe('the newest point', () => {
  test('is the one HA names even where REST is still behind', () => {
    expect(idOf([row(9), row(10, { rest: 'absent' })])).toBe(10)
  })

  test('is what Flink would take: a newer savepoint has no key, so it is not that', () => {
    expect(idOf([row(9), row(10, { kind: 'savepoint', ha: 'not-kept' })])).toBe(9)
  })

  test('is the savepoint where HA names nothing', () => {
    expect(idOf([row(9, { ha: 'absent' }), row(10, { kind: 'savepoint', ha: 'not-kept' })])).toBe(10)
  })

  test('is never failed, in progress, marked for deletion, discarded or subsumed', () => {
    const unusable = [
      row(1, { status: 'failed' }),
      row(2, { status: 'in-progress' }),
      row(3, { markedForDeletion: true }),
      row(4, { discarded: true, ha: 'not-kept' }),
      row(5, { rest: 'absent', ha: 'absent' }),
    ]
    expect(newestPoint(unusable)).toBeNull()
  })

  test('of a restored run is the snapshot it came from until it has one of its own', () => {
    const origin = row(27, { restored: true, triggeredAt: null })
    expect(newestPoint([origin])).toMatchObject({ checkpointId: 27, triggeredAt: null })
    expect(newestPoint([origin], () => at)).toMatchObject({ checkpointId: 27, triggeredAt: at })
    expect(idOf([origin, row(1)])).toBe(1)
  })

  test('that nobody names any more is the last known', () => {
    const point = newestPoint([row(9, { rest: 'not-asked', ha: 'not-asked' })])
    expect(point).toMatchObject({ checkpointId: 9, lastKnown: true })
  })

  test('is null where there is none', () => {
    expect(newestPoint([])).toBeNull()
  })
})
