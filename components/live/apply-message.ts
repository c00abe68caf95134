import type { HighAvailabilityView } from '@/lib/fleet/high-availability-view'
import type { StreamMessage } from '@/lib/fleet/stream-message'
import type { CheckpointRow, CheckpointsView, FleetView, RunView } from '@/lib/fleet/view'

const KINDS = ['fleet', 'job', 'high-availability', 'operations'] satisfies StreamMessage['kind'][]

/**
 * A stream message as it came, with the place of its subject among those of the stream. Null where it is none of ours: a
 * newer server may send kinds this page does not know.
 */
export function parseStreamMessage(data: string): { subject: number; message: StreamMessage } | null {
  let message: unknown
  try {
    message = JSON.parse(data)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null || !('kind' in message) || !('subject' in message)) return null
  if (!KINDS.some((kind) => kind === message.kind) || typeof message.subject !== 'number') return null
  return { subject: message.subject, message: message as unknown as StreamMessage }
}

/**
 * Rows replaced in place by id; new ones come last. Where no row changed the list is the same one: what is made of it need
 * not be made again.
 */
function mergeRows<Row extends { id: string }>(
  rows: Row[],
  change: { upserted: readonly Row[]; removed: readonly string[]; reset: boolean },
): Row[] {
  if (change.reset) return [...change.upserted]
  if (change.upserted.length === 0 && change.removed.length === 0) return rows
  const incoming = new Map(change.upserted.map((row) => [row.id, row]))
  const removed = new Set(change.removed)
  const kept: Row[] = []
  for (const row of rows) {
    const next = incoming.get(row.id)
    incoming.delete(row.id)
    if (!removed.has(row.id)) kept.push(next ?? row)
  }
  return [...kept, ...incoming.values()]
}

export function applyToFleet(view: FleetView, message: StreamMessage): FleetView {
  if (message.kind !== 'fleet') return view
  return { ...view, now: message.now, connections: message.connections, rows: mergeRows(view.rows, message) }
}

/** As many as the server sends in a page: older ones that move past the end are a click away. */
const CHECKPOINT_ROWS = 100

/** As the server orders them: the newest run first, and in it the highest id. A savepoint may be told of after a newer checkpoint. */
function newestFirst(rows: readonly CheckpointRow[], lineage: readonly RunView[]): CheckpointRow[] {
  const order = new Map(lineage.map((run, index) => [run.id, index]))
  // A run that the lineage does not name yet has just begun.
  const runOrder = (row: CheckpointRow) => order.get(row.runId) ?? -1
  return rows.toSorted((a, b) => runOrder(a) - runOrder(b) || b.checkpointId - a.checkpointId)
}

/** @param page `newest` takes new checkpoints in among the rest; `older` keeps to the rows it shows. */
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
  const merged = mergeRows(view.rows, change)
  const rows = merged === view.rows ? merged : newestFirst(merged, message.job.lineage).slice(0, CHECKPOINT_ROWS)
  return { ...view, now: message.now, job: message.job, rows, total: message.total, sources: message.sources }
}

export function applyToHighAvailability(view: HighAvailabilityView, message: StreamMessage): HighAvailabilityView {
  if (message.kind !== 'high-availability') return view
  const { now, job, maps, findings, sources } = message
  return { ...view, now, job, maps, findings, sources }
}
