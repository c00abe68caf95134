import type { TimelineCheckpoint, TimelineRestart } from '@/lib/fleet/timeline-view'
import { type Bar, LANES } from './layout'

/** Something of the chart that is worth words. */
export type Mark =
  | { kind: 'restart'; x: number; restart: TimelineRestart }
  | { kind: 'failed'; x: number; checkpoints: TimelineCheckpoint[] }
  | { kind: 'savepoint'; x: number; checkpoint: TimelineCheckpoint }
  | { kind: 'longest'; x: number; y: number; checkpoint: TimelineCheckpoint }
  /** A bar that goes beyond the scale: its value stands above it. */
  | { kind: 'clipped'; x: number; checkpoint: TimelineCheckpoint }

export interface PlacedLabel {
  mark: Mark
  lines: readonly string[]
  x: number
  /** Of the first line. */
  y: number
  anchor: 'start' | 'middle' | 'end'
}

/** Failures that follow one another are told in one. */
export function failureGroups(bars: readonly Bar[]): { x: number; checkpoints: TimelineCheckpoint[] }[] {
  const groups: { x: number; checkpoints: TimelineCheckpoint[] }[] = []
  let open = false
  for (const { checkpoint, x } of bars) {
    const failed = checkpoint.status === 'failed'
    const group = open ? groups.at(-1) : undefined
    if (failed && group) group.checkpoints.push(checkpoint)
    else if (failed) groups.push({ x, checkpoints: [checkpoint] })
    open = failed
  }
  return groups
}

/** The longest of the completed ones where it stands out: twice the usual. */
export function longestOf(bars: readonly Bar[], usualMs: number | null): Bar | null {
  let longest: Bar | null = null
  for (const bar of bars) {
    if (bar.checkpoint.status !== 'completed' || bar.checkpoint.savepoint) continue
    if ((bar.checkpoint.durationMs ?? 0) > (longest?.checkpoint.durationMs ?? 0)) longest = bar
  }
  return longest !== null && usualMs !== null && (longest.checkpoint.durationMs ?? 0) >= 2 * usualMs ? longest : null
}

/** The rarer stays. */
const RARITY: Record<Mark['kind'], number> = { restart: 0, savepoint: 1, failed: 2, longest: 3, clipped: 4 }
/** On average, of the type the chart is written in. */
const CHARACTER_PX = 5.5
const WIDE_CHARACTER_PX = 11
export const LINE_PX = 14
const GAP_PX = 6
/** The size of the state is written there, and above it there is room. */
const BESIDE_PX = 40
/** Of the type above its line, and below it. */
const ASCENT_PX = 11
const DESCENT_PX = 3
/** What is left of a cause that is cut is worth its place only from here on. */
const LEAST_CUT_PX = 90

/** What is drawn where text would otherwise stand: the flag of a savepoint, its pole, the line of a restart. */
export interface Obstacle {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * Where each label stands, if there is room for it.
 *
 * @param marks `lines` in the order they are read
 * @param plot where text may stand
 * @param obstacles what text does not cross
 */
export function placeLabels(
  marks: readonly { mark: Mark; lines: readonly string[] }[],
  plot: { left: number; right: number },
  obstacles: readonly Obstacle[] = [],
): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  const sorted = [...marks].sort((a, b) => RARITY[a.mark.kind] - RARITY[b.mark.kind])
  for (const { mark, lines } of sorted) {
    if (mark.kind === 'clipped' && placed.some((other) => tellsOf(other.mark, mark.checkpoint))) continue
    const isFree = (one: PlacedLabel) =>
      placed.every((other) => !meets(one, other)) && obstacles.every((each) => !crosses(one, each))
    const label =
      candidates(mark, lines, plot).find(isFree) ??
      // What it is has room where what held it up has none.
      candidates(mark, lines.slice(0, 1), plot).find(isFree) ??
      cutShort(mark, lines, plot, obstacles)
    if (label && isFree(label)) placed.push(label)
  }
  return placed
}

/** The longest is named with its value, so that need not stand above it again. */
function tellsOf(mark: Mark, checkpoint: TimelineCheckpoint): boolean {
  return mark.kind === 'longest' && mark.checkpoint.id === checkpoint.id
}

/** A restart is the rarest: where the whole of it has no room, as much of it as there is before what stands in its way. */
function cutShort(
  mark: Mark,
  lines: readonly string[],
  plot: { right: number },
  obstacles: readonly Obstacle[],
): PlacedLabel | undefined {
  const [line] = lines
  if (mark.kind !== 'restart' || line === undefined) return undefined
  const label: PlacedLabel = { mark, lines, x: mark.x + GAP_PX, y: lineOf(mark), anchor: 'start' }
  const { top, bottom } = heightOf(label)
  const ahead = obstacles.filter((each) => each.left > label.x && each.top < bottom && each.bottom > top)
  const room = Math.min(plot.right, ...ahead.map(({ left }) => left - GAP_PX)) - label.x
  if (room < LEAST_CUT_PX) return undefined
  const fitting = [...line].reduce((text, one) => (widthOf(`${text}${one}…`) <= room ? text + one : text), '')
  return { ...label, lines: [fitting === line ? line : `${fitting.trimEnd()}…`] }
}

/** To its usual side, or to the other where the chart ends. */
function candidates(mark: Mark, lines: readonly string[], plot: { left: number; right: number }): PlacedLabel[] {
  const y = lineOf(mark)
  const right: PlacedLabel = {
    mark,
    lines,
    x: mark.x + GAP_PX + (mark.kind === 'savepoint' ? 8 : 0),
    y,
    anchor: 'start',
  }
  const left: PlacedLabel = { mark, lines, x: mark.x - GAP_PX - 9, y, anchor: 'end' }
  const above: PlacedLabel = { mark, lines, x: mark.x, y, anchor: 'middle' }
  const order =
    mark.kind === 'clipped'
      ? [above]
      : mark.kind === 'failed' || mark.kind === 'longest'
        ? [left, right]
        : [right, left]
  return order.filter((label) => {
    const { from, to } = extentOf(label)
    return from >= plot.left && to <= plot.right + BESIDE_PX
  })
}

function lineOf(mark: Mark): number {
  switch (mark.kind) {
    case 'restart':
    case 'savepoint':
      return 12
    case 'clipped':
      return LANES.barsTop - 2
    case 'failed':
      return LANES.barsTop + 6
    case 'longest':
      return Math.max(LANES.barsTop + 16, mark.y + 12)
  }
}

function extentOf({ lines, x, anchor }: PlacedLabel): { from: number; to: number } {
  const width = Math.max(...lines.map(widthOf))
  const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { from, to: from + width }
}

function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (one > '\u2e80' ? WIDE_CHARACTER_PX : CHARACTER_PX), 0)
}

function heightOf({ y, lines }: PlacedLabel): { top: number; bottom: number } {
  return { top: y - ASCENT_PX, bottom: y + (lines.length - 1) * LINE_PX + DESCENT_PX }
}

function crosses(label: PlacedLabel, { left, right, top, bottom }: Obstacle): boolean {
  const [{ from, to }, own] = [extentOf(label), heightOf(label)]
  return from < right + 2 && to > left - 2 && own.top < bottom && own.bottom > top
}

function meets(a: PlacedLabel, b: PlacedLabel): boolean {
  const one = extentOf(a)
  const other = extentOf(b)
  const apart = a.y + a.lines.length * LINE_PX <= b.y || b.y + b.lines.length * LINE_PX <= a.y
  return !apart && one.from < other.to + GAP_PX && other.from < one.to + GAP_PX
}
