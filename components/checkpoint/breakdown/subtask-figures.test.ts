import { describe, expect, it } from 'vitest'
import type { OperatorCheckpointView, SubtaskCheckpointView } from '@/lib/fleet/timeline-view'
import { MOST_SUBTASKS, slowestOf, subtaskBars } from './subtask-figures'

function subtask(index: number, endToEndMs: number | null): SubtaskCheckpointView {
  const parts = endToEndMs === null ? null : { startDelayMs: 0, alignmentMs: 1, syncMs: 2, asyncMs: endToEndMs }
  return {
    index,
    acknowledgedAt: null,
    endToEndMs,
    parts,
    stateSizeBytes: index,
    checkpointedSizeBytes: null,
    taskManager: null,
  }
}

function operator(durations: (number | null)[], change: Partial<OperatorCheckpointView> = {}): OperatorCheckpointView {
  return {
    vertexId: 'v',
    name: 'Sink',
    acknowledged: { acked: 1, total: 1 },
    endToEndMs: null,
    stateSizeBytes: null,
    checkpointedSizeBytes: null,
    medianMs: 7,
    subtasks: durations.map((ms, index) => subtask(index, ms)),
    omitted: 0,
    ...change,
  }
}

describe('subtaskBars', () => {
  it('stand by index, with the median of what is known', () => {
    const bars = subtaskBars(operator([5, null, 1, 9]), 'total')
    expect(bars).toEqual({
      shown: [
        { index: 0, value: 5 },
        { index: 1, value: null },
        { index: 2, value: 1 },
        { index: 3, value: 9 },
      ],
      omitted: 0,
      largest: 9,
      median: 5,
    })
  })

  it('are sorted where there are too many, and the rest is counted', () => {
    const bars = subtaskBars(operator(Array.from({ length: 100 }, (_, index) => index)), 'async')
    expect(bars.shown).toHaveLength(MOST_SUBTASKS)
    expect([bars.shown[0]?.index, bars.shown.at(-1)?.index, bars.omitted]).toEqual([99, 36, 36])
  })

  it('take the median of the record where it left out the faster ones, and none for what it does not tell', () => {
    const cut = operator([9, 8], { omitted: 30 })
    expect([subtaskBars(cut, 'total').median, subtaskBars(cut, 'state').median]).toEqual([7, null])
  })
})

it('slowestOf is the one that took longest, and nobody where none is known', () => {
  expect(slowestOf(operator([5, 9, null]))?.index).toBe(1)
  expect(slowestOf(operator([null]))).toBeNull()
})
