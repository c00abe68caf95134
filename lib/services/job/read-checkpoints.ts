import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import type { HistoryPosition } from '../../fleet/record/history.ts'
import type { CheckpointRow, CheckpointsView } from '../../fleet/view.ts'
import { runningFleet } from '../running-fleet.ts'
import { type FoundJob, findJob, JobAddressInput, PAGE_ROWS } from './find-job.ts'
import { jobHeader, sourceStatuses, withoutSources } from './job-header.ts'

const Input = JobAddressInput.extend({
  /** The `id` of the last row of the page before: run and checkpoint id. */
  before: z
    .string()
    .regex(/^[0-9a-f-]{36}\/\d{1,16}$/)
    .optional(),
})
export type ReadCheckpointsInput = z.input<typeof Input>

/** A page of a job's checkpoints over all runs of its lineage, newest first; null where there is no such job to see. */
export async function readJobCheckpoints({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ReadCheckpointsInput
}): Promise<CheckpointsView | null> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return null
  const { feed, demo } = runningFleet()
  const cursor = feed.cursor()
  const before = positionOf(parsed.data.before)
  const found = await findJob(ctx, parsed.data, before)
  if (found === null) return null
  const now = Date.now()
  const rows = checkpointRows(found, before === null)
  return {
    now,
    cursor,
    demo,
    job: jobHeader(found, now),
    rows,
    total: Math.max(found.history?.total ?? 0, rows.length),
    sources: sourceStatuses(found),
  }
}

function positionOf(rowId: string | undefined): HistoryPosition | null {
  const [runId, checkpointId] = rowId?.split('/') ?? []
  return runId === undefined || checkpointId === undefined ? null : { runId, checkpointId: Number(checkpointId) }
}

/** Live rows first: they carry what the sources say now; the record fills up what they no longer name. */
function checkpointRows(found: FoundJob, withLive: boolean): CheckpointRow[] {
  const live = withLive ? (found.live?.rows ?? []) : []
  const known = new Set((found.live?.rows ?? []).map((row) => row.id))
  const recorded = withoutSources((found.history?.rows ?? []).filter((row) => !known.has(row.id)))
  const order = new Map((found.history?.runs ?? []).map((run, index) => [run.id, index]))
  const runOrder = (row: CheckpointRow) => order.get(row.runId) ?? -1
  return [...live, ...recorded]
    .sort((a, b) => runOrder(a) - runOrder(b) || b.checkpointId - a.checkpointId)
    .slice(0, PAGE_ROWS)
}
