import type { CheckpointsView, FleetView, HighAvailabilityView, StreamMessage } from '@/lib/fleet/view'

/** A stream message as it came, or null where it is none of ours: a newer server may send kinds this page does not know. */
export function parseStreamMessage(data: string): StreamMessage | null {
  let message: unknown
  try {
    message = JSON.parse(data)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null
  const known = message.kind === 'fleet' || message.kind === 'job' || message.kind === 'high-availability'
  return known ? (message as StreamMessage) : null
}

/** Rows replaced in place by id; new ones come first or last, as the view orders them. */
function mergeRows<Row extends { id: string }>(
  rows: readonly Row[],
  change: { upserted: readonly Row[]; removed: readonly string[]; reset: boolean },
  place: 'first' | 'last',
): Row[] {
  if (change.reset) return [...change.upserted]
  const incoming = new Map(change.upserted.map((row) => [row.id, row]))
  const removed = new Set(change.removed)
  const kept: Row[] = []
  for (const row of rows) {
    const next = incoming.get(row.id)
    incoming.delete(row.id)
    if (!removed.has(row.id)) kept.push(next ?? row)
  }
  return place === 'first' ? [...incoming.values(), ...kept] : [...kept, ...incoming.values()]
}

export function applyToFleet(view: FleetView, message: StreamMessage): FleetView {
  if (message.kind !== 'fleet') return view
  return { ...view, now: message.now, connections: message.connections, rows: mergeRows(view.rows, message, 'last') }
}

/** As many as the server sends in a page: older ones that move past the end are a click away. */
const CHECKPOINT_ROWS = 100

/** @param page `newest` takes new checkpoints in on top; `older` keeps to the rows it shows. */
export function applyToCheckpoints(
  view: CheckpointsView,
  message: StreamMessage,
  page: 'newest' | 'older',
): CheckpointsView {
  if (message.kind !== 'job') return view
  const shown = new Set(view.rows.map((row) => row.id))
  const change =
    page === 'newest'
      ? message
      : { upserted: message.upserted.filter((row) => shown.has(row.id)), removed: message.removed, reset: false }
  const rows = mergeRows(view.rows, change, 'first').slice(0, CHECKPOINT_ROWS)
  return { ...view, now: message.now, job: message.job, rows, total: message.total, sources: message.sources }
}

export function applyToHighAvailability(view: HighAvailabilityView, message: StreamMessage): HighAvailabilityView {
  if (message.kind !== 'high-availability') return view
  return { ...view, now: message.now, job: message.job, maps: message.maps, findings: message.findings }
}
