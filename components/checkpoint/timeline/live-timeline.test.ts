import { expect, it } from 'vitest'
import type { TimelineCheckpoint, TimelineView } from '@/lib/fleet/timeline-view'
import type { CheckpointRow } from '@/lib/fleet/view'
import { countsOf, withLiveRows } from './live-timeline'

const parts = { startDelayMs: 1, alignmentMs: 2, syncMs: 3, asyncMs: 4 }

function one(id: number, change: Partial<TimelineCheckpoint> = {}): TimelineCheckpoint {
  return {
    id: `run/${id}`,
    checkpointId: id,
    triggeredAt: id * 1_000,
    durationMs: id * 100,
    status: 'completed',
    savepoint: false,
    parts,
    stateSizeBytes: null,
    straggler: null,
    failure: null,
    ...change,
  }
}

const view = (checkpoints: TimelineCheckpoint[]) => ({ checkpoints }) as TimelineView
const row = (change: Partial<CheckpointRow>) =>
  ({
    restored: false,
    kind: 'checkpoint',
    parts: null,
    slowest: null,
    failure: null,
    stateSizeBytes: null,
    durationMs: null,
    ...change,
  }) as CheckpointRow

it('what the stream tells goes before what was fetched, in the order of time', () => {
  const rows = [
    row({ id: 'run/3', checkpointId: 3, triggeredAt: 3_000, status: 'in-progress' }),
    row({ id: 'run/2', checkpointId: 2, triggeredAt: 2_000, status: 'completed', durationMs: 5 }),
  ]
  const all = withLiveRows(view([one(1), one(2, { status: 'in-progress' })]), rows)
  expect(all.map(({ checkpointId, status }) => [checkpointId, status])).toEqual([
    [1, 'completed'],
    [2, 'completed'],
    [3, 'in-progress'],
  ])
  // the record has the parts a moment before the row of the page does
  expect(all[1]?.parts).toEqual(parts)
})

it('leaves out what has no time, or the time of another run', () => {
  const rows = [row({ id: 'run/1', triggeredAt: null }), row({ id: 'run/2', triggeredAt: 5, restored: true })]
  expect(withLiveRows(undefined, rows)).toEqual([])
})

it('counts savepoints apart, and tells no median of a part', () => {
  const some = [one(1), one(2), one(3), one(4, { savepoint: true }), one(5, { status: 'failed' })]
  expect(countsOf(some, true)).toEqual({ completed: 3, failed: 1, savepoints: 1, medianMs: 200, p99Ms: 400 })
  expect(countsOf(some, false)).toMatchObject({ medianMs: null, p99Ms: null })
  expect(countsOf([], true)).toMatchObject({ completed: 0, medianMs: null })
})
