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
  runId: string
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
  const [rows, total] = await Promise.all([
    readRows(database, runs, limit, before),
    database.checkpoint.count({ where: { runId: { in: runs.map((run) => run.id) } } }),
  ])
  return { asked, runs, rows, total }
}

/** Runs newest first, and in each the highest id first: ids only order within a run, and a restored entry has no time. */
async function readRows(
  database: Database,
  runs: readonly JobRun[],
  limit: number,
  before: HistoryPosition | null,
): Promise<CheckpointRow[]> {
  const from = before === null ? 0 : runs.findIndex((run) => run.id === before.runId)
  const rows: CheckpointRow[] = []
  if (from < 0) return rows
  for (const run of runs.slice(from)) {
    const behind = before?.runId === run.id ? { checkpointId: { lt: BigInt(before.checkpointId) } } : {}
    const records = await database.checkpoint.findMany({
      where: { runId: run.id, ...behind },
      orderBy: { checkpointId: 'desc' },
      take: limit - rows.length,
    })
    rows.push(...records.map(rowFromRecord))
    if (rows.length >= limit) break
  }
  return rows
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
