import type { Cluster } from '../db/generated/client.ts'
import { ageMs } from './clock-skew.ts'
import type { ClusterObjects } from './cluster-objects.ts'
import { judgeCluster, judgeJob, rankOf } from './health.ts'
import type { RestState } from './job-manager.ts'
import type { LiveJob } from './live-job.ts'
import type { Observed } from './observed.ts'
import type { FleetJobView, FleetRow, LeaderView, RecoveryPointView } from './view.ts'

/** Flink keeps ended jobs in its list; more than this many of a session cluster are not sent to the fleet page. */
const MAX_JOBS = 200
const ENDED = new Set(['FINISHED', 'CANCELED'])

export interface ClusterRowInput {
  id: string
  connection: FleetRow['connection']
  namespace: string
  name: string
  jobs: readonly LiveJob[]
  objects: ClusterObjects | null
  recorded: Cluster | null
  leader: LeaderView
  rest: RestState
  stale: FleetRow['stale']
  skewMs: number
  now: number
}

/** The row of one cluster in the fleet. */
export function clusterRow(input: ClusterRowInput): FleetRow {
  const { objects, recorded, leader, rest, stale, skewMs, now } = input
  const restReachable = rest.overview?.ok === true
  const jobList = input.jobs
    .map((job) => jobView(job, leader, restReachable, skewMs, now))
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
    onlyHaData: objects !== null && objects.deployment === null && objects.service === null,
  })
  const point = oldestPoint(active, skewMs, now)
  const running = active.filter((job) => job.flinkState === 'RUNNING').length
  return {
    id: input.id,
    connection: input.connection,
    namespace: input.namespace,
    name: input.name,
    state: judged.state,
    mode: objects?.deployment?.mode ?? (recorded?.mode as FleetRow['mode']) ?? null,
    manager: objects?.deployment?.manager ?? (recorded?.manager as FleetRow['manager']) ?? null,
    flinkVersion: versionOf(rest, recorded, objects?.deployment?.image ?? null, now),
    jobs: restReachable || leader.kind === 'none' ? { running, total: active.length } : null,
    jobList: jobList.slice(0, MAX_JOBS),
    recoveryPoint: point?.recoveryPoint ?? null,
    intervalMs: point?.intervalMs ?? null,
    storage: storageOf(point?.recoveryPoint?.path ?? null),
    leader,
    trouble: judged.trouble,
    stale,
    clockSkewMs: skewMs,
  }
}

/** A job as the fleet and its own page judge it. */
export function jobView(
  job: LiveJob,
  leader: LeaderView,
  restReachable: boolean,
  skewMs: number,
  now: number,
): FleetJobView {
  const overview = job.evidence.rest?.overview ?? null
  const flinkState = restReachable ? (overview?.state ?? null) : null
  const intervalMs = job.evidence.rest?.config?.intervalMs ?? null
  const { recoveryPoint, orphaned } = job
  const judged = judgeJob({
    flinkState,
    restReachable,
    leader,
    orphaned,
    recoveryPoint,
    intervalMs,
    clockSkewMs: skewMs,
    now,
  })
  return {
    jobId: job.jobId,
    name: overview?.name ?? job.record?.run.jobName ?? job.evidence.submittedName,
    state: judged.state,
    flinkState,
    recoveryPoint,
    intervalMs,
    trouble: judged.trouble,
  }
}

function isEnded(job: FleetJobView): boolean {
  return job.flinkState !== null && ENDED.has(job.flinkState)
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
