import type { Problem } from '../problem.ts'
import { ageMs } from './clock-skew.ts'
import type { FleetJobView, LeaderView, RecoveryPointView, State } from './view.ts'

export interface Judgement {
  state: State
  /** One cause, the gravest; null where there is none. */
  trouble: Problem | null
}

/** A recovery point is late from this many checkpoint intervals on, but never before a minute. */
const LATE_INTERVALS = 3
const LATE_FLOOR_MS = 60_000

export interface JobEvidence {
  /** Flink's word, told now; null where REST can't be asked. */
  flinkState: string | null
  restReachable: boolean
  leader: LeaderView
  /** A per-job HA map without a cluster map and without anything that runs: left by `DELETE /cluster` on 1.18+. */
  orphaned: boolean
  recoveryPoint: RecoveryPointView | null
  intervalMs: number | null
  clockSkewMs: number
  now: number
}

export function judgeJob(job: JobEvidence): Judgement {
  if (job.orphaned) return { state: 'attention', trouble: { code: 'job.orphaned' } }
  if (job.leader.kind === 'none' && !job.restReachable) {
    return { state: 'broken', trouble: job.leader.reason ?? { code: 'leader.none' } }
  }
  if (job.flinkState === null) {
    return {
      state: 'unknown',
      trouble: job.restReachable ? { code: 'job.not-listed' } : { code: 'cluster.rest-unreachable' },
    }
  }
  switch (job.flinkState) {
    case 'FAILED':
      return { state: 'broken', trouble: { code: 'job.failed' } }
    case 'FAILING':
    case 'RESTARTING':
      return { state: 'attention', trouble: { code: 'job.restarting' } }
    case 'RUNNING':
      return judgeRecoveryPoint(job)
    case 'FINISHED':
    case 'CANCELED':
      return { state: 'healthy', trouble: null }
    case 'SUSPENDED':
      return { state: 'unknown', trouble: { code: 'job.suspended' } }
    default:
      return { state: 'busy', trouble: null }
  }
}

function judgeRecoveryPoint(job: JobEvidence): Judgement {
  const point = job.recoveryPoint
  if (job.intervalMs === null || point === null || point.triggeredAt === null)
    return { state: 'healthy', trouble: null }
  const age = ageMs(point.triggeredAt, job.clockSkewMs, job.now)
  if (age < lateAfterMs(job.intervalMs)) return { state: 'healthy', trouble: null }
  return {
    state: 'attention',
    trouble: { code: 'checkpoint.late', params: { intervals: Math.floor(age / job.intervalMs) } },
  }
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
  /** Nothing of it was deployed any more: only HA data is left. */
  onlyHaData: boolean
}

/** The worst of what is known of a cluster. */
export function judgeCluster(cluster: ClusterEvidence): Judgement {
  if (cluster.stale) return { state: 'unknown', trouble: { code: 'cluster.stale' } }
  const worst = cluster.jobs.reduce<FleetJobView | null>(
    (max, job) => (max === null || rankOf(job.state) < rankOf(max.state) ? job : max),
    null,
  )
  if (worst && (worst.state === 'broken' || worst.trouble?.code === 'job.orphaned')) {
    return { state: worst.state, trouble: worst.trouble }
  }
  if (!cluster.restReachable && cluster.leader.kind === 'none') {
    return { state: 'broken', trouble: cluster.leader.reason ?? { code: 'leader.none' } }
  }
  if (!cluster.restReachable) {
    return { state: 'unknown', trouble: cluster.restProblem ?? { code: 'cluster.rest-unreachable' } }
  }
  if (worst && worst.state === 'attention') return { state: 'attention', trouble: worst.trouble }
  if (cluster.leader.kind === 'no-ha') return { state: 'attention', trouble: { code: 'cluster.no-ha' } }
  if (worst && worst.state !== 'healthy') return { state: worst.state, trouble: worst.trouble }
  return { state: 'healthy', trouble: null }
}

const RANKS: readonly State[] = ['broken', 'attention', 'busy', 'unknown', 'healthy']

/** 0 is worst: broken, attention, busy, unknown, healthy. */
export function rankOf(state: State): number {
  return RANKS.indexOf(state)
}
