import { describe, expect, it } from 'vitest'
import { type ClusterRowInput, clusterRow } from './cluster-row.ts'
import { NO_LEADER } from './leader.ts'
import type { LiveJob } from './live-job.ts'

const now = 1_795_264_300_000

/** A job of which REST last said this; null where it never told of it. */
function job(state: string | null): LiveJob {
  const overview = state === null ? null : { state, name: 'orders', startTime: now - 60_000 }
  const rest = overview && { overview, events: [], config: null }
  const evidence = { jobId: 'a', rest, map: null, submittedName: null }
  // No more of a job is read for its row.
  return { jobId: 'a', evidence, record: null, rows: [], recoveryPoint: null, orphaned: false } as unknown as LiveJob
}

function row(change: Partial<ClusterRowInput>) {
  const leader = { holder: 'x', since: 0, renewedAt: now, leaseDurationMs: 15_000, reason: null }
  return clusterRow({
    id: 'kube/flink/orders/uid',
    connection: { id: 'kube', name: 'prod' },
    namespace: 'flink',
    name: 'orders',
    jobs: [job('RUNNING')],
    objects: null,
    recorded: null,
    leader: { kind: 'leader', ...leader },
    starting: false,
    rest: { overview: null, config: null, jobs: new Map() },
    stale: null,
    forbidden: [],
    skewMs: 0,
    now,
    ...change,
  }).row
}

describe('how many jobs of a cluster run', () => {
  const stale = { since: now - 60_000, reason: null }

  it('is unknown where nobody can be asked, and how many there are is not', () => {
    expect(row({}).jobs).toEqual({ running: null, total: 1 })
    expect(row({ jobs: [] }).jobs).toBeNull()
  })

  it('is as it was last told where the connection is stale, if it ever was', () => {
    expect(row({ stale }).jobs).toEqual({ running: 1, total: 1 })
    expect(row({ stale, jobs: [job('RESTARTING')] }).jobs).toEqual({ running: 0, total: 1 })
    expect(row({ stale, jobs: [job(null)] }).jobs).toEqual({ running: null, total: 1 })
  })
})

it('jobs of a stale cluster are as unknown as the cluster itself', () => {
  const judged = row({ stale: { since: now, reason: null } })
  expect(judged.jobList.map(({ state, trouble }) => [state, trouble?.code])).toEqual([['unknown', 'cluster.stale']])
  expect([judged.state, judged.trouble?.code]).toEqual(['unknown', 'cluster.stale'])
})

it('jobs that were over are not taken for living ones when their JobManager is gone', () => {
  const overview = { ok: false, problem: { code: 'flink.unreachable' }, status: null, observedAt: now } as const
  const jobs = [job('RUNNING'), job('CANCELED'), job('FAILED')]
  const { jobs: count, jobList } = row({ jobs, leader: NO_LEADER, rest: { overview, config: null, jobs: new Map() } })
  // That one failed is for somebody to see to.
  expect(count).toEqual({ running: 0, total: 2 })
  expect(jobList.map(({ state, flinkState }) => [state, flinkState])).toEqual([
    ['broken', null],
    ['broken', null],
    ['healthy', 'CANCELED'],
  ])
})
