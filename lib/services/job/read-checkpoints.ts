import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import type { HistoryPosition } from '../../fleet/record/history.ts'
import type { CheckpointsView } from '../../fleet/view.ts'
import { runningFleet } from '../running-fleet.ts'
import { checkpointPage } from './checkpoint-page.ts'
import { findJob, JobAddressInput, PAGE_ROWS } from './find-job.ts'
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
  const rows = checkpointPage({
    live: found.live?.rows ?? [],
    recorded: withoutSources(found.history?.rows ?? []),
    runIds: (found.history?.runs ?? []).map(({ id }) => id),
    isNewest: before === null,
  }).slice(0, PAGE_ROWS)
  return {
    now,
    cursor,
    demo,
    job: await jobHeader(ctx, found, now),
    rows,
    total: Math.max(found.history?.total ?? 0, rows.length),
    sources: sourceStatuses(found),
  }
}

function positionOf(rowId: string | undefined): HistoryPosition | null {
  const [runId, checkpointId] = rowId?.split('/') ?? []
  return runId === undefined || checkpointId === undefined ? null : { runId, checkpointId: Number(checkpointId) }
}
