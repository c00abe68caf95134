import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import { BIN_MS, readBins, readCounted, type Span } from '../../fleet/record/bins.ts'
import { readEvents, readGaps, readSince, readWindow } from '../../fleet/record/read-timeline.ts'
import { restartsOf } from '../../fleet/record/restarts.ts'
import type { TimelineCheckpoint, TimelineGap, TimelineView } from '../../fleet/timeline-view.ts'
import type { CheckpointRow } from '../../fleet/view.ts'
import { WeirError } from '../../problem.ts'
import { runningFleet } from '../running-fleet.ts'
import { type FoundJob, findJob, JobAddressInput } from './find-job.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const LAST_TIME = 8_640_000_000_000_000

const time = z.int().nonnegative().max(LAST_TIME)
const Input = JobAddressInput.extend({
  from: time.optional(),
  to: time.optional(),
  /** How long before `to` the window begins where `from` is not given; `all`: with the first that Weir keeps. */
  window: z.union([z.literal('all'), z.int().min(60_000).max(LAST_TIME)]).default(HOUR_MS),
})
export type ReadTimelineInput = z.input<typeof Input>

/**
 * A window of a job's checkpoints over all runs of its lineage, and the day around it in bins. `to` is now where it is not
 * given.
 *
 * @returns null where there is no such job to see, or the window is none
 * @throws WeirError `recorder.unavailable` where history can't be read
 */
export async function readTimeline({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ReadTimelineInput
}): Promise<TimelineView | null> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return null
  const found = await findJob(ctx, parsed.data)
  if (found === null) return null
  const { history } = found
  if (history === null && !found.historyReadable) throw new WeirError({ code: 'recorder.unavailable' })
  const { database } = runningFleet()
  const now = Date.now()
  // Times of checkpoints are on the JobManager's clock, and so is the window.
  const sourceNow = now + (found.cluster?.skew.value() ?? 0)
  const to = parsed.data.to ?? sourceNow
  const runs = history?.runs ?? []
  const runIds = runs.map(({ id }) => id)
  const since = await readSince(database, runs)
  const from = parsed.data.from ?? (parsed.data.window === 'all' ? (since ?? to - HOUR_MS) : to - parsed.data.window)
  if (from >= to || from < 0) return null
  const day = dayOfBins(to, sourceNow)
  const shown = { from: Math.min(from, day.from), to: day.to }
  const [window, counted, bins, gaps, events] = await Promise.all([
    readWindow(database, runIds, { from, to }),
    readCounted(database, runIds, { from, to }),
    readBins(database, runIds, day),
    readGaps(database, runIds, shown),
    readEvents(database, runIds, shown),
  ])
  const open = openGap(found, sourceNow)
  return {
    now,
    from,
    to,
    ...withLive(window, found.live?.rows ?? [], { from, to }),
    ...counted,
    restarts: restartsOf(runs, events).filter(({ at }) => at >= shown.from && at < shown.to),
    binsFrom: day.from,
    binsTo: day.to,
    bins,
    gaps: open === null || open.from >= day.to ? gaps : [...gaps, open],
    since,
  }
}

/** The whole number of days before the end of the present bin that holds `to`: it does not move while one looks around. */
function dayOfBins(to: number, now: number): Span {
  const end = Math.ceil(now / BIN_MS) * BIN_MS
  const daysBack = Math.max(0, Math.floor((end - to) / DAY_MS))
  return { from: end - (daysBack + 1) * DAY_MS, to: end - daysBack * DAY_MS }
}

/** What the sources tell this moment goes before the record, which may be a moment behind. */
function withLive(
  recorded: { checkpoints: TimelineCheckpoint[]; total: number },
  live: readonly CheckpointRow[],
  { from, to }: Span,
): { checkpoints: TimelineCheckpoint[]; total: number } {
  const byId = new Map(
    // Nobody names it any more, so it is not in progress: its JobManager died before it ended.
    recorded.checkpoints.map((row) => [
      row.id,
      row.status === 'in-progress' ? { ...row, status: 'unknown' as const } : row,
    ]),
  )
  let added = 0
  for (const row of live) {
    const { triggeredAt } = row
    if (row.restored || triggeredAt === null || triggeredAt < from || triggeredAt >= to) continue
    if (!byId.has(row.id)) added += 1
    byId.set(row.id, timelineCheckpoint(row, triggeredAt))
  }
  const checkpoints = [...byId.values()].sort(
    (a, b) => a.triggeredAt - b.triggeredAt || a.checkpointId - b.checkpointId,
  )
  return { checkpoints, total: recorded.total + added }
}

function timelineCheckpoint(row: CheckpointRow, triggeredAt: number): TimelineCheckpoint {
  const { slowest } = row
  const namedNow = row.evidence.some(({ source, verdict }) => source === 'rest' && verdict === 'names')
  return {
    id: row.id,
    checkpointId: row.checkpointId,
    triggeredAt,
    durationMs: row.durationMs,
    status: row.status === 'in-progress' && !namedNow ? 'unknown' : row.status,
    savepoint: row.kind === 'savepoint',
    parts: row.parts,
    stateSizeBytes: row.stateSizeBytes,
    straggler: slowest?.straggler ? { operator: slowest.operator, subtask: slowest.subtask } : null,
    failure: row.failure,
  }
}

/** While nobody can be asked about a job that has not ended, nothing is known since it was last seen. */
function openGap({ live, history }: FoundJob, now: number): TimelineGap | null {
  const run = history?.runs[0]
  if (run === undefined || run.endedAt !== null) return null
  const asked = live !== null && (live.evidence.map !== null || live.evidence.rest?.checkpoints?.ok === true)
  const from = run.lastSeenAt.getTime()
  return asked || from >= now ? null : { from, to: now, missing: null }
}
