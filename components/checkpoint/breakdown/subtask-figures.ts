import type { OperatorCheckpointView, SubtaskCheckpointView } from '@/lib/fleet/timeline-view'
import { ascending, quantile } from '../quantile'

/** What the bars of subtasks can show. */
export const FIGURES = ['total', 'alignment', 'sync', 'async', 'state'] as const
export type Figure = (typeof FIGURES)[number]

/** More than this are sorted, and the rest is told as one band. */
export const MOST_SUBTASKS = 64

/** A subtask's figure: milliseconds, or bytes for `state`; null where it is unknown. */
export function figureOf({ endToEndMs, parts, stateSizeBytes }: SubtaskCheckpointView, figure: Figure): number | null {
  switch (figure) {
    case 'total':
      return endToEndMs
    case 'alignment':
      return parts?.alignmentMs ?? null
    case 'sync':
      return parts?.syncMs ?? null
    case 'async':
      return parts?.asyncMs ?? null
    case 'state':
      return stateSizeBytes
  }
}

export interface SubtaskBars {
  /** By index; where there are too many, the largest, largest first. */
  shown: { index: number; value: number | null }[]
  /** Subtasks that are not shown, all of them below those that are. */
  omitted: number
  largest: number
  median: number | null
}

export function subtaskBars(operator: OperatorCheckpointView, figure: Figure): SubtaskBars {
  const all = operator.subtasks.map((subtask) => ({ index: subtask.index, value: figureOf(subtask, figure) }))
  const values = ascending(all.flatMap(({ value }) => value ?? []))
  const many = all.length > MOST_SUBTASKS || operator.omitted > 0
  const shown = many ? [...all].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)).slice(0, MOST_SUBTASKS) : all
  return {
    shown,
    omitted: operator.omitted + all.length - shown.length,
    largest: values.at(-1) ?? 0,
    // Of those that were left out only the end-to-end median is known.
    median: operator.omitted === 0 ? quantile(values, 0.5) : figure === 'total' ? operator.medianMs : null,
  }
}

/** The subtask of an operator that took longest; null where none is known. */
export function slowestOf(operator: OperatorCheckpointView): SubtaskCheckpointView | null {
  let slowest: SubtaskCheckpointView | null = null
  for (const subtask of operator.subtasks) {
    if (subtask.endToEndMs !== null && subtask.endToEndMs > (slowest?.endToEndMs ?? -1)) slowest = subtask
  }
  return slowest
}
