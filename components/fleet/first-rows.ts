import type { FleetView } from '@/lib/fleet/view'
import { compareFleet } from './fleet-order'
import { type FleetSummary, summarise } from './fleet-summary'

/** As many as a page is made with: what it weighs must not grow with the fleet. */
const FIRST_ROWS = 100

/**
 * A view with its worst rows only, and the figures of all. Its cursor is none, so that the stream begins with all rows.
 */
export function firstRows(view: FleetView): FleetView & { summary: FleetSummary | null } {
  if (view.rows.length <= FIRST_ROWS) return { ...view, summary: null }
  const rows = [...view.rows].sort(compareFleet('state', false)).slice(0, FIRST_ROWS)
  return { ...view, rows, cursor: '', summary: summarise(view) }
}
