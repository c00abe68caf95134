import type { Problem } from '../problem.ts'
import { ageMs } from './clock-skew.ts'
import type { FleetJobView, IntendedAbsence, LeaderView, OperatorView, RecoveryPointView, State } from './view.ts'

export interface Judgement {
  state: State
  /** One cause, the gravest; null where there is none. */
  trouble: Problem | null
}

/** That nobody answers is no fault where the cluster's resource wants it so. */
const ABSENT: Record<IntendedAbsence, Judgement> = {
  suspended: { state: 'unknown', trouble: { code: 'operator.suspended' } },
  changing: { state: 'busy', trouble: { code: 'operator.changing' } },
  deleting: { state: 'busy', trouble: { code: 'operator.deleting' } },
  waiting: { state: 'busy', trouble: { code: 'operator.waiting' } },
}

/** Of what was last read before the connection was cut nothing is known now. */
const STALE: Judgement = { state: 'unknown', trouble: { code: 'cluster.stale' } }

/** A JobManager that comes up again by itself is what high availability is for. */
const STARTING: Judgement = { state: 'busy', trouble: { code: 'cluster.starting' } }

/** A recovery point is late from this many checkpoint intervals on, but never before a minute. */
const LATE_INTERVALS = 3
const LATE_FLOOR_MS = 60_000
/** From here on its age is red: a job that only restarts all that time does not get back by itself. */
const LOST_INTERVALS = 10
/** One failure or two is what restarts are for. */
const FAILURES_OF_A_LOOP = 3

export interface JobEvidence {
  /** Flink's word, told now; null where REST can't be asked, unless the job was over when it could be. */
  flinkState: string | null
  restReachable: boolean
  leader: LeaderView
  /** Its connection is: what is shown is the last known. */
  stale: boolean
  /** A per-job HA map without a cluster map and without anything that runs: left by `DELETE /cluster` on 1.18+. */
  orphaned: boolean
  /** Why it is meant that nobody answers for it; null: somebody should. */
  absence: IntendedAbsence | null
  /** Its JobManager's pod came up a moment ago. */
  starting: boolean
  recoveryPoint: RecoveryPointView | null
  /** When its JobManager started it, on the source's clock; null where REST does not tell. */
  startedAt: number | null
  /** When it failed, on the source's clock, and of what, as far as REST has told. Oldest first. */
  failures: readonly { at: number; cause: string | null }[]
  /** Why the newest checkpoints failed, newest first, up to the newest that completed; null where nobody told why. */
  failedCheckpoints: readonly (Problem | null)[]
  /** A savepoint of it is being written now. */
  takesSavepoint: boolean
  intervalMs: number | null
  clockSkewMs: number
  now: number
}

export function judgeJob(job: JobEvidence): Judgement {
  if (job.stale) return STALE
  if (job.absence !== null && !job.restReachable) return ABSENT[job.absence]
  // It was over when REST told so last.
  if (!job.restReachable && job.flinkState !== null) return { state: 'healthy', trouble: null }
  if (job.orphaned) return { state: 'attention', trouble: { code: 'job.orphaned' } }
  if (job.starting && !job.restReachable) return STARTING
  if (job.leader.kind === 'none' && !job.restReachable) {
    return { state: 'broken', trouble: job.leader.reason ?? { code: 'leader.none' } }
  }
  if (job.flinkState === null) {
    return {
      state: 'unknown',
      trouble: job.restReachable ? { code: 'job.not-listed' } : { code: 'cluster.rest-unreachable' },
    }
  }
  // After a stop with savepoint the operator leaves the JobManager up, with a job that has finished.
  if (job.absence === 'suspended' && job.flinkState === 'FINISHED') return ABSENT.suspended
  switch (job.flinkState) {
    case 'FAILED':
      return { state: 'broken', trouble: { code: 'job.failed' } }
    case 'FAILING':
    case 'RESTARTING':
      return judgeRestarts(job) ?? { state: 'attention', trouble: { code: 'job.restarting' } }
    case 'RUNNING':
      return judgeRunning(job)
    case 'FINISHED':
    case 'CANCELED':
      return { state: 'healthy', trouble: null }
    case 'SUSPENDED':
      return { state: 'unknown', trouble: { code: 'job.suspended' } }
    case 'CANCELLING':
      return { state: 'busy', trouble: { code: 'job.cancelling' } }
    default:
      return judgeLoop(job) ?? { state: 'busy', trouble: { code: 'job.starting', params: { state: job.flinkState } } }
  }
}

function judgeRunning(job: JobEvidence): Judgement {
  const loop = judgeLoop(job)
  if (loop !== null) return loop
  const { recoveryPoint: point, intervalMs } = job
  const age = withoutPointMs(job)
  if (intervalMs !== null && age !== null && age >= lateAfterMs(intervalMs)) {
    if (point === null) return { state: 'attention', trouble: { code: 'checkpoint.none' } }
    if (point.triggeredAt !== null) {
      return {
        state: 'attention',
        trouble: {
          code: 'checkpoint.late',
          params: { intervals: Math.floor(age / intervalMs), ...whyLate(job.failedCheckpoints) },
        },
      }
    }
  }
  return job.takesSavepoint
    ? { state: 'busy', trouble: { code: 'job.savepoint' } }
    : { state: 'healthy', trouble: null }
}

/** Between two failures a job starts and runs: a loop is one all the same, and must not look well every other moment. */
function judgeLoop(job: JobEvidence): Judgement | null {
  return failuresSincePoint(job) >= FAILURES_OF_A_LOOP ? judgeRestarts(job) : null
}

/** Broken, of a job that restarts instead of completing checkpoints, for as long as makes an age red; else null. */
function judgeRestarts(job: JobEvidence): Judgement | null {
  const age = withoutPointMs(job)
  if (job.intervalMs === null || age === null) return null
  if (age < Math.max(LATE_FLOOR_MS, LOST_INTERVALS * job.intervalMs)) return null
  const failures = failuresSincePoint(job)
  return {
    state: 'broken',
    trouble:
      failures >= FAILURES_OF_A_LOOP
        ? { code: 'job.restart-loop', params: { failures, cause: job.failures.at(-1)?.cause ?? NONE } }
        : { code: 'job.not-back', params: { intervals: Math.floor(age / job.intervalMs) } },
  }
}

function failuresSincePoint({ failures, recoveryPoint }: JobEvidence): number {
  return failures.filter(({ at }) => at > (recoveryPoint?.triggeredAt ?? 0)).length
}

/** In messages, for what is not known. */
const NONE = 'none'

/** How many checkpoints failed since the newest that completed, and how: in one word where all of them did so in one way. */
function whyLate(failed: readonly (Problem | null)[]): { failed: number; why: string } {
  const ways = new Set(failed.map((problem) => WAYS[problem?.code ?? ''] ?? 'failed'))
  const [way = NONE] = ways
  return { failed: failed.length, why: ways.size > 1 ? 'failed' : way }
}

const WAYS: Readonly<Record<string, string>> = { 'checkpoint.expired': 'expired', 'checkpoint.declined': 'declined' }

/** For how long no checkpoint was made. While it was down nothing was due: a job that comes back is late from its start on. */
function withoutPointMs({ recoveryPoint, startedAt, clockSkewMs, now }: JobEvidence): number | null {
  const since = Math.max(recoveryPoint?.triggeredAt ?? 0, startedAt ?? 0)
  return since === 0 ? null : ageMs(since, clockSkewMs, now)
}

/** From which age on a recovery point is late, in milliseconds. */
export function lateAfterMs(intervalMs: number): number {
  return Math.max(LATE_FLOOR_MS, LATE_INTERVALS * intervalMs)
}

export interface ClusterEvidence {
  jobs: readonly FleetJobView[]
  leader: LeaderView
  restReachable: boolean
  restProblem: Problem | null
  /** Its connection or one of its sources is stale: what is shown is the last known. */
  stale: boolean
  /** Its JobManager's pod came up a moment ago. */
  starting: boolean
  operator: OperatorView | null
  /** Jobs that have not ended and are more than Weir follows. */
  unfollowed: number
}

/** The worst of what is known of a cluster. */
export function judgeCluster(cluster: ClusterEvidence): Judgement {
  if (cluster.stale) return STALE
  const worst = cluster.jobs.reduce<FleetJobView | null>(
    (max, job) => (max === null || rankOf(job.state) < rankOf(max.state) ? job : max),
    null,
  )
  if (worst && (worst.state === 'broken' || worst.trouble?.code === 'job.orphaned')) {
    return { state: worst.state, trouble: worst.trouble }
  }
  const { operator } = cluster
  if (operator?.lifecycleState === 'FAILED' && operator.problem !== null) {
    return { state: 'broken', trouble: operator.problem }
  }
  if (!cluster.restReachable && operator?.absence) return ABSENT[operator.absence]
  if (!cluster.restReachable && cluster.starting) return STARTING
  if (!cluster.restReachable && cluster.leader.kind === 'none') {
    return { state: 'broken', trouble: cluster.leader.reason ?? { code: 'leader.none' } }
  }
  if (!cluster.restReachable) {
    return { state: 'unknown', trouble: cluster.restProblem ?? { code: 'cluster.rest-unreachable' } }
  }
  if (worst && worst.state === 'attention') return { state: 'attention', trouble: worst.trouble }
  if (operator?.problem) return { state: 'attention', trouble: operator.problem }
  if (cluster.unfollowed > 0) {
    return { state: 'attention', trouble: { code: 'cluster.jobs-unfollowed', params: { count: cluster.unfollowed } } }
  }
  if (cluster.leader.kind === 'no-ha') return { state: 'attention', trouble: { code: 'cluster.no-ha' } }
  if (worst?.trouble?.code === 'job.savepoint') return savepointsOf(cluster.jobs, worst.trouble)
  if (worst && worst.state !== 'healthy') return { state: worst.state, trouble: worst.trouble }
  return { state: 'healthy', trouble: null }
}

function savepointsOf(jobs: readonly FleetJobView[], trouble: Problem): Judgement {
  const count = jobs.filter((job) => job.trouble?.code === trouble.code).length
  return { state: 'busy', trouble: count > 1 ? { code: 'cluster.savepoints', params: { count } } : trouble }
}

const RANKS: readonly State[] = ['broken', 'attention', 'busy', 'unknown', 'healthy']

/** 0 is worst: broken, attention, busy, unknown, healthy. */
export function rankOf(state: State): number {
  return RANKS.indexOf(state)
}
