import type { Database } from '../../db/client.ts'
import type { Cluster, Connection, JobRun } from '../../db/generated/client.ts'
import { isBranch } from '../lineage.ts'
import type { CheckpointRow, RunView } from '../view.ts'
import { rowFromRecord } from './checkpoint-row.ts'

/** All runs of the logical job that a Flink job id belongs to, newest first, and what Weir keeps of them. */
export interface JobHistory {
  /** The newest run of the id that was asked for. */
  asked: JobRun
  runs: JobRun[]
  /** The newest of the job's ids in its cluster, or the one that was asked for while that runs. */
  currentJobId: string
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

/** What the live model and the actor have to say on which runs are shown. */
export interface HistoryScope {
  /** The id that was asked for runs now: it is the job's present one, whatever else began later. */
  alive: boolean
  /** Runs of other clusters are of the same job where it was moved; not everybody may see them. */
  sees: (cluster: { connection: string; namespace: string; name: string }) => boolean
}

/**
 * @param limit rows at most
 * @param before only rows behind this one
 * @returns null where no run of the job is recorded
 */
export async function readJobHistory(
  database: Database,
  address: JobAddress,
  limit: number,
  scope: HistoryScope,
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
  const lineage = await database.jobRun.findMany({
    where: { lineageId: asked.lineageId },
    include: { cluster: { include: { connection: true } } },
    orderBy: [{ startedAt: 'desc' }, { firstSeenAt: 'desc' }],
    take: MAX_RUNS,
  })
  const { runs, currentJobId } = runsOfJob(lineage, address, scope)
  const [rows, total] = await Promise.all([
    readRows(database, runs, limit, before),
    database.checkpoint.count({ where: { runId: { in: runs.map((run) => run.id) } } }),
  ])
  return { asked, runs, currentJobId, rows, total }
}

type PlacedRun = JobRun & { cluster: Cluster & { connection: Connection } }

function runsOfJob(
  lineage: readonly PlacedRun[],
  address: JobAddress,
  { alive, sees }: HistoryScope,
): { runs: PlacedRun[]; currentJobId: string } {
  const isHere = ({ cluster: { namespace, name, connection } }: PlacedRun) =>
    namespace === address.namespace &&
    name === address.cluster &&
    (connection.clusterUid === address.connection || connection.id === address.connection)
  const visible = lineage.filter((run) => {
    const { namespace, name, connection } = run.cluster
    return isHere(run) || sees({ connection: connection.clusterUid ?? connection.id, namespace, name })
  })
  // Pages lead from id to id within a cluster: one that the job got elsewhere is no address here.
  const currentJobId = alive ? address.jobId : (visible.find(isHere)?.jobId ?? address.jobId)
  const own = visible.filter((run) => isHere(run) && (run.jobId === address.jobId || run.jobId === currentJobId))
  return { runs: visible.filter((run) => isHere(run) || !isBranch(run, own)), currentJobId }
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
