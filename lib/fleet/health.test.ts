import { describe, expect, test } from 'vitest'
import { type JobEvidence, judgeCluster, judgeJob } from './health.ts'
import type { LeaderView, RecoveryPointView } from './view.ts'

const now = 1_795_264_300_000
const leader: LeaderView = {
  kind: 'leader',
  holder: 'x',
  since: 0,
  renewedAt: now,
  leaseDurationMs: 15_000,
  reason: null,
}
const gone: LeaderView = { ...leader, kind: 'none', reason: { code: 'leader.lease-expired', params: { seconds: 15 } } }
const point = (ageMs: number): RecoveryPointView => ({
  kind: 'checkpoint',
  checkpointId: 9,
  path: 'file:/srv/chk-9',
  triggeredAt: now - ageMs,
  firstSeenAt: now - ageMs,
  sizeBytes: 1,
  evidence: [],
  lastKnown: false,
})
const running: JobEvidence = {
  flinkState: 'RUNNING',
  restReachable: true,
  leader,
  orphaned: false,
  recoveryPoint: point(10_000),
  intervalMs: 60_000,
  clockSkewMs: 0,
  now,
}
const judge = (change: Partial<JobEvidence>) => judgeJob({ ...running, ...change })

describe('a job', () => {
  test('that runs with a fresh point is healthy', () => {
    expect(judge({})).toEqual({ state: 'healthy', trouble: null })
  })

  test('whose point is three intervals old needs attention, but never within a minute', () => {
    expect(judge({ recoveryPoint: point(181_000) }).state).toBe('attention')
    expect(judge({ intervalMs: 1_000, recoveryPoint: point(59_000) }).state).toBe('healthy')
  })

  test('whose interval or time is unknown is not called late', () => {
    expect(judge({ intervalMs: null, recoveryPoint: point(1e9) }).state).toBe('healthy')
    expect(judge({ recoveryPoint: { ...point(0), triggeredAt: null } }).state).toBe('healthy')
  })

  test('without JobManager is broken; left by DELETE /cluster it is orphaned, not broken', () => {
    const dead = { flinkState: null, restReachable: false, leader: gone }
    expect(judge(dead)).toMatchObject({ state: 'broken', trouble: { code: 'leader.lease-expired' } })
    expect(judge({ ...dead, orphaned: true })).toEqual({ state: 'attention', trouble: { code: 'job.orphaned' } })
  })

  test('that nobody can be asked about is unknown, not healthy', () => {
    expect(judge({ flinkState: null, restReachable: false }).state).toBe('unknown')
    expect(judge({ flinkState: null }).trouble).toEqual({ code: 'job.not-listed' })
  })

  test.each([
    ['FAILED', 'broken'],
    ['RESTARTING', 'attention'],
    ['INITIALIZING', 'busy'],
    ['CANCELED', 'healthy'],
    ['SUSPENDED', 'unknown'],
  ])('in %s is %s', (flinkState, state) => {
    expect(judge({ flinkState }).state).toBe(state)
  })
})

describe('a cluster', () => {
  const quiet = { jobs: [], leader, restReachable: true, restProblem: null, stale: false, onlyHaData: false }

  test('is as bad as its worst job', () => {
    const job = (state: 'broken' | 'healthy' | 'attention') => ({
      jobId: state,
      name: null,
      state,
      flinkState: null,
      recoveryPoint: null,
      intervalMs: null,
      trouble: { code: `because-${state}` },
    })
    const judged = judgeCluster({ ...quiet, jobs: [job('healthy'), job('broken'), job('attention')] })
    expect(judged).toEqual({ state: 'broken', trouble: { code: 'because-broken' } })
  })

  test('that is stale is unknown whatever was last known of it', () => {
    expect(judgeCluster({ ...quiet, stale: true }).state).toBe('unknown')
  })

  test('without HA needs attention: a restart would begin empty', () => {
    expect(judgeCluster({ ...quiet, leader: { ...leader, kind: 'no-ha' } }).trouble).toEqual({ code: 'cluster.no-ha' })
  })
})
