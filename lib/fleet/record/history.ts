import type { Database } from '../../db/client.ts'
import type { JobRun } from '../../db/generated/client.ts'
import type { CheckpointRow, RunView } from '../view.ts'
import { rowFromRecord } from './checkpoint-row.ts'

/** All runs of the logical job that a Flink job id belongs to, newest first, and what Weir keeps of them. */
export interface JobHistory {
  /** The newest run of the id that was asked for. */
  asked: JobRun
  runs: JobRun[]
  /** Newest first. */
  rows: CheckpointRow[]
  total: number
}

export interface JobAddress {
  /** uid of the connection's Kubernetes, or the id of its row where it is a plain Flink address */
  connection: string
  namespace: string
  cluster: string
  jobId: string
}

const MAX_RUNS = 100

/** Where a page of history ends: the next one begins behind it. */
export interface HistoryPosition {
  firstSeenAt: number
  checkpointId: number
}

/** @param limit rows at most · @param before only rows behind this one */
export async function readJobHistory(
  database: Database,
  address: JobAddress,
  limit: number,
  before: HistoryPosition | null = null,
): Promise<JobHistory | null> {
  const asked = await database.jobRun.findFirst({
    where: {
      jobId: address.jobId,
      cluster: { namespace: address.namespace, name: address.cluster, connection: ofConnection(address.connection) },
    },
    orderBy: [{ startedAt: 'desc' }, { firstSeenAt: 'desc' }],
  })
  if (asked === null) return null
  const runs = await database.jobRun.findMany({
    where: { lineageId: asked.lineageId },
    orderBy: [{ startedAt: 'desc' }, { firstSeenAt: 'desc' }],
    take: MAX_RUNS,
  })
  const runIds = runs.map((run) => run.id)
  const where = { runId: { in: runIds }, ...(before === null ? {} : behind(before)) }
  const [records, total] = await Promise.all([
    // Ids only order within a run, and a restored entry has no time: by when Weir first saw it, then by id.
    database.checkpoint.findMany({ where, orderBy: [{ firstSeenAt: 'desc' }, { checkpointId: 'desc' }], take: limit }),
    database.checkpoint.count({ where: { runId: { in: runIds } } }),
  ])
  return { asked, runs, rows: records.map(rowFromRecord), total }
}

function behind(position: HistoryPosition) {
  const firstSeenAt = new Date(position.firstSeenAt)
  return {
    OR: [{ firstSeenAt: { lt: firstSeenAt } }, { firstSeenAt, checkpointId: { lt: BigInt(position.checkpointId) } }],
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function ofConnection(connection: string) {
  return UUID.test(connection) ? { OR: [{ clusterUid: connection }, { id: connection }] } : { clusterUid: connection }
}

export function runView(run: JobRun): RunView {
  return {
    id: run.id,
    jobId: run.jobId,
    startedAt: run.startedAt?.getTime() ?? null,
    endedAt: run.endedAt?.getTime() ?? null,
    restoredFrom: run.restoredFromPath,
  }
}
