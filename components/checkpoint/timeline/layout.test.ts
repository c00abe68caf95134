import { describe, expect, it } from 'vitest'
import type { TimelineCheckpoint } from '@/lib/fleet/timeline-view'
import { failureGroups, longestOf, placeLabels } from './chart-labels'
import { barAt, LANES, layoutChart, MOST_BARS } from './layout'
import { durationScale, timeTicks } from './scales'

const MINUTE = 60_000
const SPAN = { from: 0, to: 60 * MINUTE }
const WIDTH = 1240

function at(minute: number, change: Partial<TimelineCheckpoint> = {}): TimelineCheckpoint {
  return {
    id: `run/${minute}`,
    checkpointId: minute,
    triggeredAt: minute * MINUTE,
    durationMs: 3_000,
    status: 'completed',
    savepoint: false,
    parts: { startDelayMs: 100, alignmentMs: 200, syncMs: 300, asyncMs: 2_300 },
    stateSizeBytes: 1_000 + minute,
    straggler: null,
    failure: null,
    ...change,
  }
}

const hour = (change: (minute: number) => Partial<TimelineCheckpoint> = () => ({})) =>
  Array.from({ length: 60 }, (_, minute) => at(minute, change(minute)))
const lay = (checkpoints: TimelineCheckpoint[], gaps: { from: number; to: number }[] = []) =>
  layoutChart(checkpoints, SPAN, gaps, WIDTH, SPAN.to)

describe('durationScale', () => {
  it('ends at the next step above, with few ticks', () => {
    expect(durationScale(14_200)).toEqual({ top: 16_000, ticks: [0, 4_000, 8_000, 12_000, 16_000] })
    expect(durationScale(3_300).top).toBe(4_000)
    expect(durationScale(60_000).top).toBe(60_000)
    for (const ms of [1, 7, 90, 999, 61_000, 3_600_001, 86_400_000 * 30]) {
      const { top, ticks } = durationScale(ms)
      expect(top).toBeGreaterThanOrEqual(ms)
      expect(ticks.length).toBeLessThanOrEqual(5)
    }
  })
})

describe('timeTicks', () => {
  it('are round in the zone of the reader and no more than asked for', () => {
    const zone = 5.5 * 60 * MINUTE
    const ticks = timeTicks({ from: 3 * MINUTE, to: 63 * MINUTE }, 8, zone)
    expect(ticks.map(({ at: time }) => (time + zone) % (10 * MINUTE))).toEqual(ticks.map(() => 0))
    expect(ticks.length).toBe(6)
  })
})

describe('layoutChart', () => {
  it('makes a bar of the four parts, which together are as high as its duration', () => {
    const { bars, scale } = lay(hour())
    const [bar] = bars
    const height = (3_000 / scale.top) * (LANES.barsBottom - LANES.barsTop)
    expect(bar?.parts.map(({ part }) => part)).toEqual(['startDelayMs', 'alignmentMs', 'syncMs', 'asyncMs'])
    expect(bar?.parts.reduce((sum, part) => sum + part.height, 0)).toBeCloseTo(height)
    expect(bar?.parts.at(-1)?.y).toBeCloseTo(LANES.barsBottom - height)
  })

  it('draws the whole in one where nobody told the parts, or they add up to nothing', () => {
    const none = { startDelayMs: 0, alignmentMs: 0, syncMs: 0, asyncMs: 0 }
    const { bars } = lay([at(1, { parts: null }), at(2, { parts: none })])
    expect(bars.map(({ parts }) => parts.map(({ part }) => part))).toEqual([['whole'], ['whole']])
  })

  it('scales by completed ones: what failed after long goes to the top, what took far longer is clipped', () => {
    const many = [...Array(200)].map((_, i) => at(i / 4))
    const { bars, scale } = lay([
      ...many,
      at(51, { durationMs: 600_000 }),
      at(55, { status: 'failed', durationMs: 600_000, parts: null }),
    ])
    expect(scale.top).toBe(3_000)
    expect(bars.filter(({ clipped }) => clipped).map(({ checkpoint }) => checkpoint.checkpointId)).toEqual([51])
    expect(bars.at(-1)?.height).toBe(LANES.barsBottom - LANES.barsTop)
  })

  it('draws what runs still as high as it has run', () => {
    const { bars, scale } = layoutChart(
      [at(1), at(59, { status: 'in-progress', durationMs: null })],
      SPAN,
      [],
      WIDTH,
      59 * MINUTE + 2_000,
    )
    expect(bars[1]?.height).toBeCloseTo((2_000 / scale.top) * (LANES.barsBottom - LANES.barsTop))
  })

  it('never merges failures, savepoints or the longest away', () => {
    const many = Array.from({ length: 5_000 }, (_, i) =>
      at((i / 5_000) * 60, {
        id: `run/${i}`,
        checkpointId: i,
        status: i % 500 === 7 ? 'failed' : 'completed',
        savepoint: i === 1_234,
        durationMs: i === 777 ? 9_000 : 3_000,
      }),
    )
    const { bars } = lay(many)
    expect(bars.length).toBeLessThan(WIDTH)
    expect(bars.length).toBeGreaterThan(MOST_BARS)
    const ids = new Set(bars.map(({ checkpoint }) => checkpoint.checkpointId))
    for (const one of many) if (one.status === 'failed') expect(ids.has(one.checkpointId)).toBe(true)
    expect(ids.has(1_234) && ids.has(777)).toBe(true)
    expect(bars.map(({ x }) => x)).toEqual(bars.map(({ x }) => x).sort((a, b) => a - b))
  })

  it('draws no line across a gap', () => {
    const gap = { from: 20 * MINUTE + 1, to: 30 * MINUTE - 1 }
    const seen = hour().filter(({ triggeredAt }) => triggeredAt < gap.from || triggeredAt > gap.to)
    expect(lay(seen, [gap]).sizeLines.map((line) => line.length)).toEqual([21, 30])
    expect(lay(hour()).sizeLines).toHaveLength(1)
  })

  it('has nothing to draw where there is nothing', () => {
    const { bars, sizeLines, lastSize, scale } = lay([])
    expect([bars, sizeLines, lastSize]).toEqual([[], [], null])
    expect(scale.top).toBeGreaterThan(0)
  })
})

describe('barAt', () => {
  it('finds the bar under the pointer, and none where there is none near', () => {
    const { bars, xOf } = lay(hour())
    expect(barAt(bars, xOf(10 * MINUTE) + 3)?.checkpoint.checkpointId).toBe(10)
    expect(barAt(lay([at(5)]).bars, xOf(40 * MINUTE))).toBeNull()
  })
})

describe('labels', () => {
  it('tell failures that follow one another in one', () => {
    const { bars } = lay(hour((minute) => (minute === 5 || minute === 6 || minute === 9 ? { status: 'failed' } : {})))
    expect(failureGroups(bars).map(({ checkpoints }) => checkpoints.length)).toEqual([2, 1])
  })

  it('name the longest only where it stands out', () => {
    expect(longestOf(lay(hour()).bars, 3_000)).toBeNull()
    const { bars } = lay(hour((minute) => (minute === 9 ? { durationMs: 14_000 } : {})))
    expect(longestOf(bars, 3_000)?.checkpoint.checkpointId).toBe(9)
  })

  it('give way to the rarer where they would meet', () => {
    const restart = {
      kind: 'restart' as const,
      x: 200,
      restart: { at: 0, kind: 'restart' as const, restoredCheckpointId: null, restoredFrom: null, cause: null },
    }
    const savepoints = [210, 1_000].map((x) => ({ kind: 'savepoint' as const, x, checkpoint: at(1) }))
    const placed = placeLabels(
      [
        ...savepoints.map((mark) => ({ mark, lines: ['a savepoint of a name that takes room'] })),
        { mark: restart, lines: ['restart, with a cause of some length so that it meets'] },
      ],
      { left: 48, right: 1_196 },
    )
    expect(placed.map(({ mark }) => [mark.kind, mark.x])).toEqual([
      ['restart', 200],
      ['savepoint', 1_000],
    ])
  })

  it('keep clear of the second line of another', () => {
    const longest = { kind: 'longest' as const, x: 600, y: 20, checkpoint: at(30) }
    const failed = { kind: 'failed' as const, x: 590, checkpoints: [at(29)] }
    const lines = ['chk-30 14.2 s', 'async 12.8 s in Sink: kafka-orders [7]']
    const [, second] = placeLabels(
      [
        { mark: longest, lines },
        { mark: failed, lines: ['1 failed'] },
      ],
      { left: 48, right: 1_196 },
    )
    expect(second).toMatchObject({ mark: { kind: 'longest' }, lines, anchor: 'start' })
  })

  it('write the value of a bar beyond the scale above it, unless it is named or another stands there', () => {
    const clipped = [at(1), at(2), at(30)].map((checkpoint, index) => ({
      mark: { kind: 'clipped' as const, x: [300, 310, 900][index] ?? 0, checkpoint },
      lines: ['14.2 s'],
    }))
    const longest = { mark: { kind: 'longest' as const, x: 900, y: 28, checkpoint: at(30) }, lines: ['chk-30 14.2 s'] }
    const placed = placeLabels([...clipped, longest], { left: 48, right: 1_196 })
    expect(placed.map(({ mark, anchor }) => [mark.kind, mark.x, anchor])).toEqual([
      ['longest', 900, 'end'],
      ['clipped', 300, 'middle'],
    ])
  })
})
