import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import type { LiveCluster } from '../../fleet/live-cluster.ts'
import type { LiveJob } from '../../fleet/live-job.ts'
import { type HistoryPosition, type JobHistory, readJobHistory } from '../../fleet/record/history.ts'
import { hasEnded } from '../../flink/job-state.ts'
import { log } from '../../log.ts'
import { runningFleet } from '../running-fleet.ts'

/** A job as URLs name it. */
export const JobAddressInput = z.object({
  connection: z.string().min(1).max(100),
  namespace: z.string().min(1).max(253),
  cluster: z.string().min(1).max(253),
  jobId: z.string().regex(/^[0-9a-f]{32}$/),
})
export type JobAddressInput = z.infer<typeof JobAddressInput>

/** What is known of a job now and from the record; either may be missing, not both. */
export interface FoundJob {
  address: JobAddressInput
  cluster: LiveCluster | null
  /** The live job of the newest run of the lineage. */
  live: LiveJob | null
  history: JobHistory | null
  /** False: the database did not answer, so history is missing rather than empty. */
  historyReadable: boolean
  currentJobId: string
}

export const PAGE_ROWS = 100

/** Null where the job is unknown, or not for this actor to see: the two look the same. */
export async function findJob(
  ctx: Ctx,
  input: JobAddressInput,
  before: HistoryPosition | null = null,
): Promise<FoundJob | null> {
  const { connection, namespace, cluster: name, jobId } = input
  if (!ctx.sees({ connection, namespace, name })) return null
  const fleet = runningFleet()
  const cluster = fleet.cluster({ connection, namespace, name })
  let history: JobHistory | null = null
  let historyReadable = true
  try {
    const scope = { alive: isAlive(cluster, jobId), sees: ctx.sees }
    history = await readJobHistory(fleet.database, input, PAGE_ROWS, scope, before)
  } catch (error) {
    log('services').warn({ err: error }, 'history could not be read')
    historyReadable = false
  }
  const currentJobId = history?.currentJobId ?? jobId
  const live = cluster?.jobs.find((job) => job.jobId === currentJobId) ?? null
  if (live === null && history === null) return null
  return { address: input, cluster, live, history, historyReadable, currentJobId }
}

/** Whether the JobManager tells of it now as of a job that has not ended. */
function isAlive(cluster: LiveCluster | null, jobId: string): boolean {
  const { rest, restReachable } = cluster?.jobs.find((job) => job.jobId === jobId)?.evidence ?? {}
  const state = restReachable ? rest?.overview?.state : undefined
  return state !== undefined && !hasEnded(state)
}
