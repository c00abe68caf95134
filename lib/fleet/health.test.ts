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
  stale: false,
  orphaned: false,
  absence: null,
  starting: false,
  recoveryPoint: point(10_000),
  startedAt: now - 3_600_000,
  failures: [],
  failedCheckpoints: [],
  takesSavepoint: false,
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

  test('that came back a moment ago is late from its start on, not from its last checkpoint', () => {
    expect(judge({ recoveryPoint: point(600_000), startedAt: now - 10_000 }).state).toBe('healthy')
    expect(judge({ recoveryPoint: point(600_000), startedAt: now - 240_000 }).trouble).toEqual({
      code: 'checkpoint.late',
      params: { intervals: 4, failed: 0, why: 'none' },
    })
  })

  test('that was over stays so when its JobManager is gone', () => {
    for (const flinkState of ['CANCELED', 'FINISHED']) {
      const silent = { flinkState, restReachable: false, leader: gone }
      expect(judge(silent)).toEqual({ state: 'healthy', trouble: null })
      expect(judge({ ...silent, absence: 'suspended' }).trouble?.code).toBe('operator.suspended')
    }
  })

  test('that is late says how its checkpoints failed, in one word where all of them failed in one way', () => {
    const late = { recoveryPoint: point(600_000), startedAt: now - 3_600_000 }
    const why = (...codes: (string | null)[]) =>
      judge({ ...late, failedCheckpoints: codes.map((code) => (code === null ? null : { code })) }).trouble?.params
    expect(why('checkpoint.expired', 'checkpoint.expired')).toMatchObject({ failed: 2, why: 'expired' })
    expect(why('checkpoint.declined')).toMatchObject({ failed: 1, why: 'declined' })
    expect(why('checkpoint.expired', 'checkpoint.declined')).toMatchObject({ failed: 2, why: 'failed' })
    expect(why(null)).toMatchObject({ failed: 1, why: 'failed' })
  })

  test('whose interval or time is unknown is not called late', () => {
    expect(judge({ intervalMs: null, recoveryPoint: point(1e9) }).state).toBe('healthy')
    expect(judge({ recoveryPoint: { ...point(0), triggeredAt: null } }).state).toBe('healthy')
  })

  test('that never completed a checkpoint needs attention once one is late, and not before', () => {
    const none = { recoveryPoint: null, intervalMs: 60_000 }
    expect(judge({ ...none, startedAt: now - 170_000 })).toEqual({ state: 'healthy', trouble: null })
    expect(judge({ ...none, startedAt: now - 180_000 })).toEqual({
      state: 'attention',
      trouble: { code: 'checkpoint.none' },
    })
    expect(judge({ ...none, startedAt: now - 3_600_000, intervalMs: null }).state).toBe('healthy')
    expect(judge({ ...none, startedAt: null }).state).toBe('healthy')
  })

  test('without JobManager is broken; left by DELETE /cluster it is orphaned, not broken', () => {
    const dead = { flinkState: null, restReachable: false, leader: gone }
    expect(judge(dead)).toMatchObject({ state: 'broken', trouble: { code: 'leader.lease-expired' } })
    expect(judge({ ...dead, orphaned: true })).toEqual({ state: 'attention', trouble: { code: 'job.orphaned' } })
  })

  test('whose next JobManager is starting is busy, whether it leads yet or not: that is what HA is for', () => {
    const starting = { flinkState: null, restReachable: false, starting: true }
    const busy = { state: 'busy', trouble: { code: 'cluster.starting' } }
    expect(judge({ ...starting, leader: gone })).toEqual(busy)
    expect(judge(starting)).toEqual(busy)
    expect(judge({ starting: true }).state).toBe('healthy')
  })

  test('that the operator stopped, or is about to start, is not broken because nobody leads', () => {
    const dead = { flinkState: null, restReachable: false, leader: gone }
    expect(judge({ ...dead, absence: 'suspended' })).toEqual({
      state: 'unknown',
      trouble: { code: 'operator.suspended' },
    })
    expect(judge({ ...dead, absence: 'changing' })).toEqual({ state: 'busy', trouble: { code: 'operator.changing' } })
    expect(judge({ absence: 'suspended' }).state).toBe('healthy')
  })

  test('that was stopped with a savepoint to be suspended is suspended while its JobManager still answers', () => {
    const suspended = { state: 'unknown', trouble: { code: 'operator.suspended' } }
    expect(judge({ flinkState: 'FINISHED', absence: 'suspended' })).toEqual(suspended)
    expect(judge({ flinkState: 'FINISHED' })).toEqual({ state: 'healthy', trouble: null })
  })

  test('whose map is left while the operator takes its cluster down is not orphaned', () => {
    const left = { flinkState: null, restReachable: false, leader: gone, orphaned: true }
    expect(judge({ ...left, absence: 'deleting' })).toEqual({ state: 'busy', trouble: { code: 'operator.deleting' } })
  })

  test('that is stale is unknown whatever was last known of it', () => {
    expect(judge({ stale: true })).toEqual({ state: 'unknown', trouble: { code: 'cluster.stale' } })
  })

  test('that nobody can be asked about is unknown, not healthy', () => {
    expect(judge({ flinkState: null, restReachable: false }).state).toBe('unknown')
    expect(judge({ flinkState: null }).trouble).toEqual({ code: 'job.not-listed' })
  })

  test('that takes a savepoint is busy with it, unless its point is late', () => {
    expect(judge({ takesSavepoint: true })).toEqual({ state: 'busy', trouble: { code: 'job.savepoint' } })
    expect(judge({ takesSavepoint: true, recoveryPoint: point(600_000) }).trouble?.code).toBe('checkpoint.late')
  })

  test('that starts says so with the word of Flink', () => {
    expect(judge({ flinkState: 'INITIALIZING' }).trouble).toEqual({
      code: 'job.starting',
      params: { state: 'INITIALIZING' },
    })
  })

  describe('that restarts', () => {
    const lost = { recoveryPoint: point(660_000) }
    const loop = {
      ...lost,
      failures: [300_000, 200_000, 100_000].map((ago) => ({ at: now - ago, cause: 'Java heap space of a task' })),
    }
    const broken = {
      state: 'broken',
      trouble: {
        code: 'job.restart-loop',
        params: { failures: 3, cause: 'Java heap space of a task' },
      },
    }

    test('needs attention while its point is fresh enough', () => {
      expect(judge({ flinkState: 'RESTARTING' })).toEqual({ state: 'attention', trouble: { code: 'job.restarting' } })
    })

    test('again and again without a checkpoint for ten intervals is broken, in every moment of the loop', () => {
      for (const flinkState of ['RESTARTING', 'FAILING', 'CREATED', 'RUNNING']) {
        expect(judge({ ...loop, flinkState })).toEqual(broken)
      }
    })

    test('and has not come back for ten intervals is broken, however often it failed', () => {
      expect(judge({ ...lost, flinkState: 'RESTARTING' })).toEqual({
        state: 'broken',
        trouble: { code: 'job.not-back', params: { intervals: 11 } },
      })
    })

    test('is in no loop for failures of before its newest point, nor for two of them', () => {
      expect(judge({ ...loop, recoveryPoint: point(50_000) }).state).toBe('healthy')
      expect(judge({ ...loop, failures: loop.failures.slice(1) }).trouble?.code).toBe('checkpoint.late')
    })

    test('without any point, or an interval to go by, is judged by its start, or not called broken', () => {
      expect(judge({ ...loop, recoveryPoint: null, flinkState: 'RESTARTING' })).toEqual(broken)
      expect(judge({ ...loop, intervalMs: null, flinkState: 'RESTARTING' }).state).toBe('attention')
    })
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
  const quiet = {
    jobs: [],
    leader,
    restReachable: true,
    restProblem: null,
    stale: false,
    starting: false,
    operator: null,
    unfollowed: 0,
  }

  test('is as bad as its worst job', () => {
    const job = (state: 'broken' | 'healthy' | 'attention') => ({
      jobId: state,
      name: null,
      state,
      flinkState: null,
      recoveryPoint: null,
      intervalMs: null,
      spark: [],
      trouble: { code: `because-${state}` },
    })
    const judged = judgeCluster({ ...quiet, jobs: [job('healthy'), job('broken'), job('attention')] })
    expect(judged).toEqual({ state: 'broken', trouble: { code: 'because-broken' } })
  })

  test('is busy with a savepoint, or with as many as its jobs take', () => {
    const job = (jobId: string) => ({
      jobId,
      name: null,
      state: 'busy' as const,
      flinkState: 'RUNNING',
      recoveryPoint: null,
      intervalMs: null,
      spark: [],
      trouble: { code: 'job.savepoint' },
    })
    expect(judgeCluster({ ...quiet, jobs: [job('a')] }).trouble).toEqual({ code: 'job.savepoint' })
    expect(judgeCluster({ ...quiet, jobs: [job('a'), job('b')] })).toEqual({
      state: 'busy',
      trouble: { code: 'cluster.savepoints', params: { count: 2 } },
    })
  })

  test('that is stale is unknown whatever was last known of it', () => {
    expect(judgeCluster({ ...quiet, stale: true }).state).toBe('unknown')
  })

  test('with more jobs than are followed says so', () => {
    const trouble = { code: 'cluster.jobs-unfollowed', params: { count: 200 } }
    expect(judgeCluster({ ...quiet, unfollowed: 200 })).toEqual({ state: 'attention', trouble })
  })

  test('without HA needs attention: a restart would begin empty', () => {
    expect(judgeCluster({ ...quiet, leader: { ...leader, kind: 'no-ha' } }).trouble).toEqual({ code: 'cluster.no-ha' })
  })

  describe('that the operator runs', () => {
    const operator = {
      lifecycleState: 'STABLE',
      upgradeMode: 'savepoint',
      absence: null,
      problem: null,
      blueGreen: null,
    }
    const dead = { ...quiet, restReachable: false, leader: gone }

    test('and has given up on is broken, in its own words', () => {
      const problem = { code: 'operator.failed', raw: 'no savepoint' }
      const failed = { ...operator, lifecycleState: 'FAILED', problem }
      expect(judgeCluster({ ...dead, operator: failed })).toEqual({ state: 'broken', trouble: problem })
    })

    test('and is bringing up is busy; whose JobManager died by itself is broken', () => {
      expect(judgeCluster({ ...dead, operator: { ...operator, absence: 'changing' } }).state).toBe('busy')
      expect(judgeCluster({ ...dead, operator }).state).toBe('broken')
    })

    test('and suspended is unknown, not broken', () => {
      const judged = judgeCluster({ ...dead, operator: { ...operator, absence: 'suspended' } })
      expect(judged.trouble).toEqual({ code: 'operator.suspended' })
    })

    test('and met an error with needs attention while it runs', () => {
      const problem = { code: 'operator.error' }
      expect(judgeCluster({ ...quiet, operator: { ...operator, problem } })).toEqual({
        state: 'attention',
        trouble: problem,
      })
    })
  })
})
