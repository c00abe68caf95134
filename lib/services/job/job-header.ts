import type { Ctx } from '../../auth/context.ts'
import { mergeCheckpoints } from '../../fleet/checkpoint-merge.ts'
import { jobView } from '../../fleet/cluster-row.ts'
import { newestPoint } from '../../fleet/newest-point.ts'
import { runView } from '../../fleet/record/history.ts'
import type { CheckpointRow, FleetJobView, JobHeaderView, LeaderView, SourceStatus } from '../../fleet/view.ts'
import { normalisePath } from '../../storage/path.ts'
import { visibleConnections } from '../fleet/read.ts'
import { operationsOfJob } from '../operation/read-operations.ts'
import { runningFleet } from '../running-fleet.ts'
import { savepointOffer } from '../savepoint/savepoint-offer.ts'
import { countRestarts } from './count-restarts.ts'
import type { FoundJob } from './find-job.ts'

const UNKNOWN_LEADER: LeaderView = {
  kind: 'unknown',
  holder: null,
  since: null,
  renewedAt: null,
  leaseDurationMs: null,
  reason: null,
}

/** What stands above all of a job's tabs. */
export async function jobHeader(ctx: Ctx, found: FoundJob, now: number): Promise<JobHeaderView> {
  const { address, cluster, live, history } = found
  const row = cluster?.row ?? null
  const stale = row?.stale ?? null
  const skewMs = cluster?.skew.value() ?? 0
  const leader = cluster?.leader(now) ?? UNKNOWN_LEADER
  const restReachable = cluster?.rest().overview?.ok === true
  const view =
    live !== null && cluster !== null
      ? jobView(live, { leader, restReachable, starting: cluster.isStarting(now), stale: stale !== null }, skewMs, now)
      : recordedJob(found, cluster !== null)
  const current = history?.runs.find((run) => run.jobId === found.currentJobId) ?? null
  const connection = visibleConnections(ctx, runningFleet().connections()).find(({ id }) => id === address.connection)
  const inStep = connection?.status === 'live' || connection?.status === 'connecting'
  return {
    connection: { id: address.connection, name: connection?.name ?? address.connection },
    outOfStep: inStep ? null : (connection ?? null),
    namespace: address.namespace,
    cluster: address.cluster,
    jobId: address.jobId,
    name: view.name,
    state: view.state,
    flinkState: view.flinkState,
    flinkVersion: row?.flinkVersion ?? null,
    gitOps: row?.gitOps ?? null,
    startedAt: live?.evidence.rest?.overview?.startTime ?? current?.startedAt?.getTime() ?? null,
    restarts: await countRestarts(found, now),
    leader,
    recoveryPoint: view.recoveryPoint,
    recoveryPointId: view.recoveryPoint?.path == null ? null : normalisePath(view.recoveryPoint.path),
    intervalMs: view.intervalMs,
    trouble: view.trouble,
    stale,
    forbidden: row?.forbidden ?? [],
    clockSkewMs: skewMs,
    lineage: (history?.runs ?? []).map(runView),
    currentJobId: found.currentJobId,
    operations: operationsOfJob(ctx, address, [found.currentJobId, ...(history?.runs ?? []).map(({ jobId }) => jobId)]),
    savepoint: savepointOffer(found),
  }
}

/** A job that no source names any more: what Weir's record keeps of it. */
function recordedJob(found: FoundJob, clusterIsLive: boolean): FleetJobView {
  const current = found.history?.runs.find((run) => run.jobId === found.currentJobId)
  const rows = withoutSources((found.history?.rows ?? []).filter((row) => row.runId === current?.id))
  const ended = current?.endedAt != null
  return {
    jobId: found.currentJobId,
    name: current?.jobName ?? null,
    state: 'unknown',
    flinkState: ended ? (current?.flinkState ?? null) : null,
    recoveryPoint: newestPoint(rows),
    intervalMs: null,
    spark: [],
    trouble: { code: ended ? 'job.ended' : clusterIsLive ? 'job.not-listed' : 'cluster.gone' },
  }
}

/** Rows of which only the record tells. */
export function withoutSources(recorded: readonly CheckpointRow[]): CheckpointRow[] {
  return recorded.flatMap((row) =>
    mergeCheckpoints({
      runId: row.runId,
      now: row.lastSeenAt,
      rest: { sightings: null, observedAt: null },
      ha: { sightings: null, observedAt: null, kept: false, keepsSavepoints: false },
      recorded: [row],
      verified: new Map(),
      normalise: (path) => path,
    }),
  )
}

/** When each source of a job was last read, and what keeps it from being read now. An operator only where one has the job. */
export function sourceStatuses(found: FoundJob): SourceStatus[] {
  const { cluster, live } = found
  const overview = cluster?.rest().overview ?? null
  const checkpoints = live?.evidence.rest?.checkpoints ?? null
  const haMap = live?.evidence.map ?? null
  const operator = live?.evidence.operator ?? null
  return [
    {
      source: 'rest',
      readAt: live?.evidence.rest?.lastCheckpoints?.observedAt ?? null,
      problem: overview?.ok === false ? overview.problem : checkpoints?.ok === false ? checkpoints.problem : null,
    },
    {
      source: 'ha',
      readAt: haMap === null ? null : Math.max(haMap.observedAt, live?.evidence.haObservedAt ?? 0),
      problem: cluster?.haProblem() ?? null,
    },
    ...(operator === null ? [] : [{ source: 'operator' as const, readAt: operator.observedAt, problem: null }]),
    {
      source: 'storage',
      readAt: live === null ? null : newestRead(live.rows),
      problem: null,
    },
    {
      source: 'weir',
      readAt: live?.record?.run.lastSeenAt.getTime() ?? null,
      problem: found.historyReadable ? (cluster?.recordProblem ?? null) : { code: 'recorder.unavailable' },
    },
  ]
}

function newestRead(rows: readonly CheckpointRow[]): number | null {
  const times = rows.flatMap((row) =>
    row.evidence.filter(({ source }) => source === 'storage').flatMap(({ observedAt }) => observedAt ?? []),
  )
  return times.length === 0 ? null : Math.max(...times)
}
