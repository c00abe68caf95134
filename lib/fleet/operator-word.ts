import type {
  FlinkDeploymentItem,
  NamedPoint,
  OperatorJobStatus,
  SessionJobItem,
  StateSnapshotItem,
} from '../kubernetes/operator-resources.ts'
import type { Problem } from '../problem.ts'
import { normalisePath } from '../storage/path.ts'
import type { ClusterObjects } from './cluster-objects.ts'
import type { IntendedAbsence, OperatorView } from './view.ts'

/** What the operator's resources say of one job. */
export interface OperatorJob {
  jobId: string
  jobName: string | null
  resource: { kind: 'FlinkDeployment' | 'FlinkSessionJob'; name: string }
  /** Null: it should answer. */
  absence: IntendedAbsence | null
  /** What the operator is about to start it from, where that is a path: counts only while the job does not run. */
  upgradePath: string | null
  /** When that was last known to be current, epoch ms. */
  observedAt: number | null
  /** By normalised path: what it names as a point to restore from. */
  points: ReadonlyMap<string, NamedPoint>
}

const NAMED_SNAPSHOTS = 100

/**
 * The jobs that a cluster's FlinkDeployment and FlinkSessionJobs name, by Flink job id.
 *
 * @param observedAt when those were last known to be current, epoch ms
 */
export function operatorJobs(objects: ClusterObjects | null, observedAt: number | null): Map<string, OperatorJob> {
  const jobs = new Map<string, OperatorJob>()
  if (objects === null) return jobs
  const { flinkDeployment, sessionJobs, snapshots } = objects
  const add = (kind: OperatorJob['resource']['kind'], of: FlinkDeploymentItem | SessionJobItem): void => {
    const { jobId, jobName, upgradePath } = of.job
    if (jobId === null) return
    const own = [...snapshots.values()].filter(({ job }) => job?.kind === kind && job.name === of.name)
    jobs.set(jobId, {
      jobId,
      jobName,
      resource: { kind, name: of.name },
      absence: absenceOf(of) ?? (flinkDeployment === null ? null : absenceOf(flinkDeployment)),
      upgradePath,
      observedAt,
      points: pointsOf(of.job, own),
    })
  }
  if (flinkDeployment !== null) add('FlinkDeployment', flinkDeployment)
  for (const job of sessionJobs.values()) add('FlinkSessionJob', job)
  return jobs
}

function pointsOf(job: OperatorJobStatus, snapshots: readonly StateSnapshotItem[]): Map<string, NamedPoint> {
  const points = new Map<string, NamedPoint>()
  const add = (point: NamedPoint): void => {
    const key = normalisePath(point.path)
    // The upgrade path is named by a snapshot too, which knows its time.
    if (!points.has(key)) points.set(key, point)
  }
  const completed = snapshots
    .filter(({ state, path }) => state === 'COMPLETED' && path !== null)
    .sort((a, b) => (b.triggeredAt ?? 0) - (a.triggeredAt ?? 0))
  for (const { kind, path, triggeredAt } of completed.slice(0, NAMED_SNAPSHOTS)) {
    if (path !== null) add({ kind: kind ?? 'savepoint', path, triggeredAt })
  }
  if (job.lastSavepoint !== null) add(job.lastSavepoint)
  if (job.upgradePath !== null) {
    const kind = /\/chk-\d+\/?$/.test(job.upgradePath) ? 'checkpoint' : 'savepoint'
    add({ kind, path: job.upgradePath, triggeredAt: null })
  }
  return points
}

/** What the operator says of the cluster itself; null where no FlinkDeployment is seen. */
export function operatorView(objects: ClusterObjects | null): OperatorView | null {
  const resource = objects?.flinkDeployment ?? null
  if (resource === null) return null
  const { blueGreen } = objects ?? {}
  const paired = blueGreen && resource.ownerUid === blueGreen.uid ? blueGreen : null
  return {
    lifecycleState: resource.lifecycleState,
    upgradeMode: resource.upgradeMode,
    absence: absenceOf(resource),
    problem: problemOf(resource),
    blueGreen: paired === null ? null : { name: paired.name, state: paired.state },
  }
}

const CHANGING = new Set(['CREATED', 'UPGRADING', 'ROLLING_BACK', 'DELETING'])
/** A JobManager that can't start is neither: the operator calls that ERROR, one that is gone MISSING. */
const STARTING = new Set(['DEPLOYING', 'DEPLOYED_NOT_READY'])

function absenceOf(resource: FlinkDeploymentItem | SessionJobItem): IntendedAbsence | null {
  const { lifecycleState, deleting, wantsSuspended, job } = resource
  const jobManagerStatus = 'jobManagerStatus' in resource ? resource.jobManagerStatus : null
  if (deleting) return 'deleting'
  if (lifecycleState === 'SUSPENDED') return 'suspended'
  // The status says so only once the JobManager is gone.
  if (wantsSuspended && lifecycleState !== 'FAILED') return 'changing'
  if (CHANGING.has(lifecycleState ?? '')) return 'changing'
  // While STABLE it is a JobManager that died and comes back, which the operator has no part in.
  if (lifecycleState !== 'STABLE' && STARTING.has(jobManagerStatus ?? '')) return 'changing'
  // READY a moment before its job is: DEPLOYED becomes STABLE then.
  if (lifecycleState === 'DEPLOYED' && jobManagerStatus === 'READY') return 'changing'
  return lifecycleState === null && jobManagerStatus === null && job.state === null ? 'waiting' : null
}

function problemOf({ lifecycleState, error }: { lifecycleState: string | null; error: string | null }): Problem | null {
  const said = error === null ? {} : { raw: error }
  if (lifecycleState === 'FAILED') return { code: 'operator.failed', ...said }
  return error === null ? null : { code: 'operator.error', ...said }
}
