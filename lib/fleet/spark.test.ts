import { expect, test } from 'vitest'
import { SPARK_SLOTS, sparkOf } from './spark.ts'
import type { CheckpointRow } from './view.ts'

function row(checkpointId: number, changes: Partial<CheckpointRow> = {}): CheckpointRow {
  return {
    id: `run/${checkpointId}`,
    runId: 'run',
    checkpointId,
    status: 'completed',
    kind: 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt: checkpointId * 1_000,
    completedAt: null,
    durationMs: checkpointId,
    stateSizeBytes: null,
    checkpointedSizeBytes: null,
    coordinatorBytes: null,
    acknowledged: null,
    path: null,
    evidence: [],
    discarded: null,
    failure: null,
    parts: null,
    slowest: null,
    firstSeenAt: 0,
    lastSeenAt: 0,
    ...changes,
  }
}

const drawn = (rows: CheckpointRow[]) => sparkOf(rows).map(({ status, durationMs }) => durationMs ?? status)

test('the newest stands last, whatever order they come in', () => {
  expect(drawn([row(3), row(1), row(2, { status: 'failed', durationMs: null })])).toEqual([1, 'failed', 3])
})

test('an id nobody tells of is a gap, not one less', () => {
  expect(drawn([row(5), row(2), row(1)])).toEqual([1, 2, 'none', 'none', 5])
})

test('never more than there is room for, also over a wide gap', () => {
  expect(sparkOf(Array.from({ length: 50 }, (_, id) => row(id + 1)))).toHaveLength(SPARK_SLOTS)
  expect(drawn([row(1_000_000), row(1)])).toHaveLength(SPARK_SLOTS)
  expect(drawn([row(1_000_000), row(1)]).at(-1)).toBe(1_000_000)
})

test('what a run was restored from is not one of its own', () => {
  expect(drawn([row(9, { restored: true }), row(2), row(1)])).toEqual([1, 2])
})

test('no checkpoint is no slot', () => {
  expect(sparkOf([])).toEqual([])
})
