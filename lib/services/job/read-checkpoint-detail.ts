import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import { stragglerOf } from '../../fleet/checkpoint-detail.ts'
import { decodeDetails } from '../../fleet/record/detail-codec.ts'
import type { CheckpointDetailView, OperatorCheckpointView } from '../../fleet/timeline-view.ts'
import { log } from '../../log.ts'
import type { Problem } from '../../problem.ts'
import { runningFleet } from '../running-fleet.ts'
import { type FoundJob, findJob, JobAddressInput } from './find-job.ts'

const Input = JobAddressInput.extend({
  /** The `id` of the row: run and checkpoint id. */
  id: z.string().regex(/^[0-9a-f-]{36}\/\d{1,16}$/),
})
export type ReadCheckpointDetailInput = z.input<typeof Input>

/**
 * What each operator and subtask did in a checkpoint. The record is asked first, since a finished checkpoint does not
 * change and a hundred viewers are to cost a JobManager no more than one; what it does not have, the JobManager tells.
 *
 * @returns null where there is no such job to see, or no run of it has such a row
 */
export async function readCheckpointDetail({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ReadCheckpointDetailInput
}): Promise<CheckpointDetailView | null> {
  const parsed = Input.safeParse(input)
  if (!parsed.success) return null
  const found = await findJob(ctx, parsed.data)
  if (found === null) return null
  const [runId = '', checkpoint = ''] = parsed.data.id.split('/')
  const checkpointId = Number(checkpoint)
  const isOfJob = found.history?.runs.some((run) => run.id === runId) ?? found.live?.record?.run.id === runId
  if (!isOfJob) return null

  const view = (
    told: { operators: OperatorCheckpointView[]; source: 'rest' | 'weir'; readAt: number } | null,
    problem: Problem | null,
  ): CheckpointDetailView => ({
    id: parsed.data.id,
    operators: told?.operators ?? [],
    straggler: told === null ? null : stragglerOf(told.operators),
    source: told?.source ?? null,
    readAt: told?.readAt ?? null,
    problem,
  })
  const recorded = await readRecorded(runId, checkpointId)
  if (recorded !== null && recorded !== 'unreadable') return view(recorded, null)
  const told = await askJobManager(found, runId, checkpointId)
  if (told !== null && 'operators' in told) return view({ ...told, source: 'rest' }, null)
  return view(null, told?.problem ?? (recorded === 'unreadable' ? { code: 'recorder.unavailable' } : null))
}

async function readRecorded(
  runId: string,
  checkpointId: number,
): Promise<{ operators: OperatorCheckpointView[]; source: 'weir'; readAt: number } | 'unreadable' | null> {
  try {
    const row = await runningFleet().database.checkpointDetail.findFirst({
      where: { runId, checkpointId: BigInt(checkpointId) },
    })
    const operators = row === null ? null : decodeDetails(row.encoded)
    return row === null || operators === null ? null : { operators, source: 'weir', readAt: row.recordedAt.getTime() }
  } catch (error) {
    log('services').warn({ err: error }, 'details of a checkpoint could not be read')
    return 'unreadable'
  }
}

/** Only about the run that is there now: ids of checkpoints start again with every run. */
async function askJobManager(found: FoundJob, runId: string, checkpointId: number) {
  const { cluster, live } = found
  if (cluster === null || live === null || live.record?.run.id !== runId) return null
  const overview = cluster.rest().overview
  if (overview?.ok === false) return { problem: overview.problem }
  return cluster.askDetails(live.jobId, checkpointId)
}
