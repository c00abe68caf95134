import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import { describePoint, readPointFiles } from '../../recovery/describe-point.ts'
import type { RecoveryFilesView, RecoveryPointDetail } from '../../recovery/recovery-view.ts'
import { sharedVerifier } from '../../recovery/verifier.ts'
import { findJob, JobAddressInput } from '../job/find-job.ts'
import { runningFleet } from '../running-fleet.ts'
import { gatherPoints } from './gather-points.ts'

const SEARCH_DEADLINE_MS = 5_000
export const FILES_PAGE = 100

const PointInput = JobAddressInput.extend({
  /** The `id` of a row of the job's recovery points. */
  point: z.string().min(1).max(4_096),
})
export type PointInput = z.input<typeof PointInput>

const FilesInput = PointInput.extend({ from: z.int().min(0).max(10_000_000) })

/** What the `_metadata` of one of a job's points says; null where there is no such job or point to see. */
export async function readRecoveryPoint({
  ctx,
  input,
}: {
  ctx: Ctx
  input: PointInput
}): Promise<RecoveryPointDetail | null> {
  const parsed = PointInput.safeParse(input)
  if (!parsed.success) return null
  const point = await pointOfJob(ctx, parsed.data)
  if (point === null) return null
  const { storage } = runningFleet()
  const { detail, verification } = await describePoint(storage, point)
  sharedVerifier(storage).put(point.path, verification)
  return detail
}

/** A page of the files of one of a job's points; null where there is no such job or point to see. */
export async function readRecoveryPointFiles({
  ctx,
  input,
}: {
  ctx: Ctx
  input: z.input<typeof FilesInput>
}): Promise<RecoveryFilesView | null> {
  const parsed = FilesInput.safeParse(input)
  if (!parsed.success) return null
  const point = await pointOfJob(ctx, parsed.data)
  if (point === null) return null
  return readPointFiles(runningFleet().storage, point.path, { from: parsed.data.from, limit: FILES_PAGE })
}

/**
 * The point only if it is one of this job's: a path alone opens nothing, or whoever may see one job could read the files of
 * all others in the same location.
 */
async function pointOfJob(
  ctx: Ctx,
  { point, ...address }: z.output<typeof PointInput>,
): Promise<{ id: string; path: string } | null> {
  const found = await findJob(ctx, address)
  if (found === null) return null
  const { candidates } = await gatherPoints(found, SEARCH_DEADLINE_MS)
  const candidate = candidates.find(({ id }) => id === point)
  return candidate === undefined || candidate.path === null ? null : { id: candidate.id, path: candidate.path }
}
