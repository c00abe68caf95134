import type { Cluster } from '../db/generated/client.ts'
import { hasEnded } from '../flink/job-state.ts'
import type { Problem } from '../problem.ts'
import { ageMs } from './clock-skew.ts'
import type { ClusterObjects } from './cluster-objects.ts'
import { type JobEvidence, judgeCluster, judgeJob, rankOf } from './health.ts'
import type { RestState } from './job-manager.ts'
import type { LiveJob } from './live-job.ts'
import type { Observed } from './observed.ts'
import { operatorView } from './operator-word.ts'
import { sparkOf } from './spark.ts'
import type { CheckpointRow, FleetJobView, FleetRow, LeaderView, RecoveryPointView, State } from './view.ts'

/** Flink keeps ended jobs in its list; more than this many of a session cluster are not sent to the fleet page. */
const MAX_JOBS = 200

export interface ClusterRowInput {
  id: string
  connection: FleetRow['connection']
  namespace: string
  name: string
  jobs: readonly LiveJob[]
  objects: ClusterObjects | null
  recorded: Cluster | null
  leader: LeaderView
  /** Its JobManager's pod came up a moment ago. */
  starting: boolean
  rest: RestState
  stale: FleetRow['stale']
  forbidden: Problem[]
  skewMs: number
  now: number
}

/** The row of one cluster in the fleet, and the state of each of its jobs: the row does not hold all of very many. */
export function clusterRow(input: ClusterRowInput): { row: FleetRow; jobStates: State[] } {
  const { objects, recorded, leader, rest, stale, skewMs, now, starting } = input
  const restReachable = rest.overview?.ok === true
  const operator = operatorView(objects)
  const jobList = input.jobs
    .map((job) => jobView(job, { leader, restReachable, starting, stale: stale !== null }, skewMs, now))
    .sort(
      (a, b) =>
        Number(isEnded(a)) - Number(isEnded(b)) || rankOf(a.state) - rankOf(b.state) || a.jobId.localeCompare(b.jobId),
    )
  const active = jobList.filter((job) => !isEnded(job))
  const judged = judgeCluster({
    jobs: active,
    leader,
    restReachable,
    restProblem: rest.overview?.ok === false ? rest.overview.problem : null,
    stale: stale !== null,
    starting,
    operator,
    unfollowed: rest.unfollowed ?? 0,
  })
  const point = oldestPoint(active, skewMs, now)
  const row: FleetRow = {
    id: input.id,
    connection: input.connection,
    namespace: input.namespace,
    name: input.name,
    state: judged.state,
    mode: objects?.flinkDeployment?.mode ?? objects?.deployment?.mode ?? (recorded?.mode as FleetRow['mode']) ?? null,
    manager:
      (objects?.flinkDeployment ? 'operator' : objects?.deployment?.manager) ??
      (recorded?.manager as FleetRow['manager']) ??
      null,
    gitOps: objects?.blueGreen?.gitOps ?? objects?.flinkDeployment?.gitOps ?? objects?.deployment?.gitOps ?? null,
    operator,
    flinkVersion: versionOf(rest, recorded, objects?.deployment?.image ?? objects?.flinkDeployment?.image ?? null, now),
    jobs: jobCount(active, input, restReachable),
    jobList: jobList.slice(0, MAX_JOBS),
    recoveryPoint: point?.recoveryPoint ?? null,
    pointJobId: point?.jobId ?? null,
    intervalMs: point?.intervalMs ?? null,
    storage: storageOf(point?.recoveryPoint?.path ?? null),
    leader,
    trouble: judged.trouble,
    stale,
    forbidden: input.forbidden,
    clockSkewMs: skewMs,
  }
  return { row, jobStates: jobList.map(({ state }) => state) }
}

/** A job as the fleet and its own page judge it. */
export function jobView(
  job: LiveJob,
  { leader, restReachable, starting, stale }: Pick<JobEvidence, 'leader' | 'restReachable' | 'starting' | 'stale'>,
  skewMs: number,
  now: number,
): FleetJobView {
  const overview = job.evidence.rest?.overview ?? null
  const flinkState = restReachable || isOver(job) ? (overview?.state ?? null) : null
  const intervalMs = job.evidence.rest?.config?.intervalMs ?? null
  const { recoveryPoint, orphaned } = job
  const { operator } = job.evidence
  const judged = judgeJob({
    flinkState,
    restReachable,
    leader,
    stale,
    orphaned,
    absence: operator?.absence ?? null,
    starting,
    recoveryPoint,
    startedAt: overview?.startTime ?? null,
    failures: (job.evidence.rest?.events ?? []).filter((event) => event.kind === 'failure'),
    failedCheckpoints: failedSinceCompleted(job.rows),
    takesSavepoint: job.rows.some(isSavepointUnderWay),
    intervalMs,
    clockSkewMs: skewMs,
    now,
  })
  return {
    jobId: job.jobId,
    name: overview?.name ?? job.record?.run.jobName ?? job.evidence.submittedName ?? operator?.jobName ?? null,
    state: judged.state,
    flinkState,
    recoveryPoint,
    intervalMs,
    spark: sparkOf(job.rows),
    trouble: judged.trouble,
  }
}

/** What was cancelled or finished stays so, whether anybody answers for it now or not, unless HA keeps it. */
function isOver({ evidence: { rest, map } }: LiveJob): boolean {
  const state = rest?.overview?.state
  return map === null && (state === 'CANCELED' || state === 'FINISHED')
}

/** Why the newest failed, as long as one after the other did. */
function failedSinceCompleted(rows: readonly CheckpointRow[]): (Problem | null)[] {
  const ended = rows.filter(({ status, kind }) => status !== 'in-progress' && kind !== 'savepoint')
  const completed = ended.findIndex(({ status }) => status === 'completed')
  const failed = completed < 0 ? ended : ended.slice(0, completed)
  return failed.filter(({ status }) => status === 'failed').map(({ failure }) => failure)
}

/** One that nobody names any more died with its JobManager. */
function isSavepointUnderWay({ status, kind, evidence }: CheckpointRow): boolean {
  const named = evidence.some(({ source, verdict }) => source === 'rest' && verdict === 'names')
  return status === 'in-progress' && kind === 'savepoint' && named
}

/** How many jobs run: of a stale cluster those that did when it was last read; nobody can tell where REST does not. */
function jobCount(
  active: readonly FleetJobView[],
  { jobs, leader, stale }: ClusterRowInput,
  restReachable: boolean,
): FleetRow['jobs'] {
  const total = active.length
  if (restReachable || leader.kind === 'none') {
    return { running: active.filter((job) => job.flinkState === 'RUNNING').length, total }
  }
  if (total === 0) return null
  const told = jobs.flatMap(({ evidence }) => evidence.rest?.overview ?? [])
  const running = told.filter(({ state }) => state === 'RUNNING').length
  return { running: stale !== null && told.length > 0 ? running : null, total }
}

/** One that failed is to be seen to; a suspended job is to go on, even where Flink calls it finished. */
function isEnded({ flinkState, trouble }: FleetJobView): boolean {
  if (flinkState === null || flinkState === 'FAILED') return false
  return hasEnded(flinkState) && trouble?.code !== 'operator.suspended'
}

/** The job that would lose the most: one without any point first, then the oldest. */
function oldestPoint(jobs: readonly FleetJobView[], skewMs: number, now: number): FleetJobView | null {
  const lossOf = (point: RecoveryPointView | null): number => {
    if (point === null) return Number.POSITIVE_INFINITY
    return point.triggeredAt === null ? now - point.firstSeenAt : ageMs(point.triggeredAt, skewMs, now)
  }
  return jobs.reduce<FleetJobView | null>(
    (max, job) => (max === null || lossOf(job.recoveryPoint) > lossOf(max.recoveryPoint) ? job : max),
    null,
  )
}

/** As images of Flink are tagged: `flink:2.3.0-scala_2.12-java17`, `registry.example:5000/team/flink:1.20.5`. */
const IMAGE_VERSION = /(?:^|\/)[^/:]*flink[^/:]*:v?(\d+\.\d+\.\d+)/i

/** REST's own word, else what was recorded of it, else what the image's tag claims. */
function versionOf(
  rest: RestState,
  recorded: Cluster | null,
  image: string | null,
  now: number,
): Observed<string> | null {
  if (rest.config?.ok && rest.config.value.flinkVersion !== null) {
    const { sourceTime, observedAt } = rest.config
    return { value: rest.config.value.flinkVersion, source: 'rest', sourceTime, observedAt }
  }
  if (recorded?.flinkVersion != null) {
    return { value: recorded.flinkVersion, source: 'weir', sourceTime: null, observedAt: recorded.lastSeenAt.getTime() }
  }
  const tag = IMAGE_VERSION.exec(image ?? '')?.[1]
  return tag === undefined ? null : { value: tag, source: 'image', sourceTime: null, observedAt: now }
}

/** Scheme and authority of a path (`s3://flink-state`); for files the first folder (`file:///srv`). */
export function storageOf(path: string | null): string | null {
  if (path === null) return null
  const file = /^file:\/{1,3}([^/]+)/.exec(path)
  if (file) return `file:///${file[1]}`
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+/i.exec(path)?.[0] ?? null
}
