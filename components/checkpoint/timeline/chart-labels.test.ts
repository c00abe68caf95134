import { expect, it } from 'vitest'
import type { TimelineCheckpoint } from '@/lib/fleet/timeline-view'
import { type Mark, type Obstacle, placeLabels } from './chart-labels'

const PLOT = { left: 48, right: 900 }
const CHECKPOINT = { id: 'run/1', checkpointId: 1 } as TimelineCheckpoint
const RESTART: Mark = {
  kind: 'restart',
  x: 100,
  restart: { at: 0, kind: 'run', cause: null, restoredFrom: null, restoredCheckpointId: null },
}
const CAUSE = 'restart 10:40: TaskManager orders-taskmanager-1-3 lost'
const flag = (x: number): Obstacle => ({ left: x, right: x + 9, top: 2, bottom: 12 })
const placed = (mark: Mark, text: string, obstacles: Obstacle[] = []) =>
  placeLabels([{ mark, lines: [text] }], PLOT, obstacles).map(({ lines, anchor }) => ({ text: lines[0], anchor }))

it('a label stands on the other side where something is drawn on its own', () => {
  const failed: Mark = { kind: 'failed', x: 400, checkpoints: [CHECKPOINT] }
  expect(placed(failed, '1 failed')).toEqual([{ text: '1 failed', anchor: 'end' }])
  const rule = { left: 370, right: 371, top: 2, bottom: 204 }
  expect(placed(failed, '1 failed', [rule])).toEqual([{ text: '1 failed', anchor: 'start' }])
  expect(placed(failed, '1 failed', [rule, { ...rule, left: 420, right: 421 }])).toEqual([])
})

it('the cause of a restart is cut before a flag, and left out where next to nothing of it would be left', () => {
  expect(placed(RESTART, CAUSE)).toEqual([{ text: CAUSE, anchor: 'start' }])
  const [cut] = placed(RESTART, CAUSE, [flag(260)])
  expect(cut?.text).toMatch(/^restart 10:40: Task.*…$/)
  expect(placed(RESTART, CAUSE, [flag(150)])).toEqual([])
})
