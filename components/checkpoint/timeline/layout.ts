import type { CheckpointParts, TimelineCheckpoint } from '@/lib/fleet/timeline-view'
import { PART_ORDER } from '../part-order'
import { ascending, quantile } from '../quantile'
import { durationScale } from './scales'

/** Heights of the lanes, from the top: marks, bars, size, time. */
export const LANES = { height: 226, marks: 24, barsTop: 28, barsBottom: 168, sizeTop: 180, sizeBottom: 204 }
export const PLOT_LEFT = 48
export const PLOT_RIGHT = 44
const BARS_HEIGHT = LANES.barsBottom - LANES.barsTop
/** Above this, of each pixel column only the longest is drawn. */
export const MOST_BARS = 400

export interface Bar {
  checkpoint: TimelineCheckpoint
  /** Its middle. */
  x: number
  width: number
  /** From the bottom upwards; empty for what failed or runs still. */
  parts: { part: keyof CheckpointParts | 'whole'; y: number; height: number }[]
  height: number
  /** Its duration goes beyond the scale. */
  clipped: boolean
}

export interface ChartLayout {
  bars: Bar[]
  scale: { top: number; ticks: number[] }
  /** Pieces of the line of sizes; a gap or a lost run ends a piece. */
  sizeLines: { x: number; y: number }[][]
  lastSize: { bytes: number; y: number } | null
  xOf: (at: number) => number
  plot: { left: number; right: number }
}

/**
 * Where everything of the chart goes.
 *
 * @param width of the whole chart in pixels
 * @param now on the source's clock: a checkpoint that runs is as long as it has run
 * @param gaps spans of which nothing is known; no line is drawn across them
 */
export function layoutChart(
  checkpoints: readonly TimelineCheckpoint[],
  span: { from: number; to: number },
  gaps: readonly { from: number; to: number }[],
  width: number,
  now: number,
): ChartLayout {
  const plot = { left: PLOT_LEFT, right: Math.max(PLOT_LEFT + 1, width - PLOT_RIGHT) }
  const xOf = (at: number) => plot.left + ((at - span.from) / (span.to - span.from)) * (plot.right - plot.left)
  const shown = checkpoints.filter(({ triggeredAt }) => triggeredAt >= span.from && triggeredAt <= span.to)
  const completed = ascending(shown.flatMap((one) => (one.status === 'completed' ? (one.durationMs ?? []) : [])))
  const running = shown.flatMap((one) => (one.status === 'in-progress' ? [now - one.triggeredAt] : []))
  const scale = durationScale(Math.max(10, quantile(completed, 0.99) ?? Math.max(0, ...running)))
  const barWidth = widthOfBars(shown, xOf)
  const bars = thinned(
    shown.map((checkpoint) => barOf(checkpoint, xOf(checkpoint.triggeredAt), barWidth, scale.top, now)),
  )
  const { lines, last } = sizeLines(shown, gaps, xOf)
  return { bars, scale, sizeLines: lines, lastSize: last, xOf, plot }
}

function widthOfBars(checkpoints: readonly TimelineCheckpoint[], xOf: (at: number) => number): number {
  const xs = ascending(checkpoints.map(({ triggeredAt }) => xOf(triggeredAt)))
  const distances = ascending(xs.slice(1).map((x, index) => x - (xs[index] ?? x)))
  const usual = quantile(distances, 0.5) ?? 19
  return Math.min(11, Math.max(1, usual * 0.6))
}

/** How high a bar is on a scale that ends at `topMs`: never nothing, and never beyond the lane. */
export function heightOf(durationMs: number, topMs: number): number {
  return Math.min(BARS_HEIGHT, Math.max(1, (durationMs / topMs) * BARS_HEIGHT))
}

function barOf(checkpoint: TimelineCheckpoint, x: number, width: number, top: number, now: number): Bar {
  const { status, parts } = checkpoint
  const durationMs = status === 'in-progress' ? Math.max(0, now - checkpoint.triggeredAt) : (checkpoint.durationMs ?? 0)
  if (status === 'failed') return { checkpoint, x, width, parts: [], height: BARS_HEIGHT, clipped: false }
  const height = heightOf(durationMs, top)
  const clipped = durationMs > top
  if (status !== 'completed') return { checkpoint, x, width, parts: [], height, clipped }
  const whole = [{ part: 'whole' as const, y: LANES.barsBottom - height, height }]
  return { checkpoint, x, width, parts: parts === null ? whole : stacked(parts, height), height, clipped }
}

/** The four parts make up the whole bar: what Flink measures of them is a little less or more than its end-to-end time. */
function stacked(parts: CheckpointParts, height: number): Bar['parts'] {
  const sum = PART_ORDER.reduce((total, part) => total + parts[part], 0)
  if (sum <= 0) return [{ part: 'whole', y: LANES.barsBottom - height, height }]
  let y = LANES.barsBottom
  return PART_ORDER.flatMap((part) => {
    const own = (parts[part] / sum) * height
    y -= own
    return own > 0 ? [{ part, y, height: own }] : []
  })
}

/** Of each pixel column the longest; failures, savepoints and what runs still are never merged away. */
function thinned(bars: readonly Bar[]): Bar[] {
  if (bars.length <= MOST_BARS) return [...bars]
  const columns = new Map<number, Bar>()
  const kept: Bar[] = []
  for (const bar of bars) {
    if (bar.checkpoint.status !== 'completed' || bar.checkpoint.savepoint) {
      kept.push(bar)
      continue
    }
    const column = Math.round(bar.x)
    const known = columns.get(column)
    // By duration: above the scale all are as high.
    if (known === undefined || (known.checkpoint.durationMs ?? 0) < (bar.checkpoint.durationMs ?? 0)) {
      columns.set(column, bar)
    }
  }
  return [...kept, ...columns.values()].sort((a, b) => a.x - b.x)
}

function sizeLines(
  checkpoints: readonly TimelineCheckpoint[],
  gaps: readonly { from: number; to: number }[],
  xOf: (at: number) => number,
): { lines: { x: number; y: number }[][]; last: { bytes: number; y: number } | null } {
  const sized = checkpoints.flatMap(({ status, savepoint, stateSizeBytes, triggeredAt }) =>
    status === 'completed' && !savepoint && stateSizeBytes !== null ? [{ at: triggeredAt, bytes: stateSizeBytes }] : [],
  )
  const sizes = sized.map(({ bytes }) => bytes)
  const high = Math.max(...sizes)
  // A tenth at least is the whole height: what hardly changes is drawn as a line that hardly does.
  const low = Math.min(Math.min(...sizes), high * 0.9)
  const inset = 4
  const yOf = (bytes: number) =>
    high === low
      ? (LANES.sizeTop + LANES.sizeBottom) / 2
      : LANES.sizeBottom - inset - ((bytes - low) / (high - low)) * (LANES.sizeBottom - LANES.sizeTop - 2 * inset)
  const lines: { x: number; y: number }[][] = []
  let before: number | null = null
  for (const { at, bytes } of sized) {
    const from = before
    const cut = from === null || gaps.some((gap) => gap.from < at && gap.to > from)
    const point = { x: xOf(at), y: yOf(bytes) }
    const line = cut ? undefined : lines.at(-1)
    if (line) line.push(point)
    else lines.push([point])
    before = at
  }
  const last = sized.at(-1)
  return { lines, last: last ? { bytes: last.bytes, y: yOf(last.bytes) } : null }
}

/** The bar nearest to a place; null where there is none within reach. */
export function barAt(bars: readonly Bar[], x: number, reach = 14): Bar | null {
  let nearest: Bar | null = null
  for (const bar of bars) {
    if (nearest === null || Math.abs(bar.x - x) < Math.abs(nearest.x - x)) nearest = bar
  }
  return nearest !== null && Math.abs(nearest.x - x) <= Math.max(reach, nearest.width) ? nearest : null
}
