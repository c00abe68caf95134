import { describe, expect, test } from 'vitest'
import { decideLineage, isBranch, type LineageCandidate, type NewRun } from './lineage.ts'

const first: LineageCandidate = {
  id: 'run-1',
  lineageId: 'lineage-1',
  clusterId: 'cluster-1',
  jobId: '55488d215c1ebee94f49a603deb9c3a6',
  jobName: 'orders',
  startedAt: 1_000,
  lastSeenAt: 9_000,
  endedAt: 8_000,
}
const fresh: NewRun = {
  clusterId: 'cluster-1',
  jobId: '105ce1861370e8746a70c29702f3c749',
  jobName: 'orders',
  startedAt: 10_000,
  restoredFromPath: null,
}
const noOwner = () => null

describe('lineage', () => {
  test('follows the recorded owner of the snapshot, also into another cluster and under another name', () => {
    const moved = { ...fresh, clusterId: 'cluster-2', jobName: 'orders-v2', restoredFromPath: 's3://state/savepoint-1' }
    expect(decideLineage(moved, [], () => first)).toBe('lineage-1')
  })

  test('follows the job id in the path of the snapshot', () => {
    const path = `file:///srv/flink/checkpoints/orders/${first.jobId}/chk-27`
    expect(decideLineage({ ...fresh, jobName: null, restoredFromPath: path }, [first], noOwner)).toBe('lineage-1')
  })

  test('follows the same job id in the same cluster only', () => {
    const again = { ...fresh, jobId: first.jobId, jobName: null }
    expect(decideLineage(again, [first], noOwner)).toBe('lineage-1')
    expect(decideLineage({ ...again, clusterId: 'cluster-2' }, [first], noOwner)).toBeNull()
  })

  test('follows the name of a job that had ended', () => {
    expect(decideLineage(fresh, [first], noOwner)).toBe('lineage-1')
  })

  test('does not tie two jobs of one name that ran at the same time', () => {
    const running = { ...first, endedAt: null, lastSeenAt: 12_000 }
    expect(decideLineage(fresh, [running], noOwner)).toBeNull()
  })

  test('takes the latest of several', () => {
    const second = { ...first, id: 'run-2', lineageId: 'lineage-2', startedAt: 5_000 }
    expect(decideLineage(fresh, [first, second], noOwner)).toBe('lineage-2')
  })
})

describe('a run in another cluster', () => {
  const HOUR = 3_600_000
  const lived = (from: number, to: number, ended = false) => ({
    startedAt: new Date(from * HOUR),
    firstSeenAt: new Date(from * HOUR),
    lastSeenAt: new Date(to * HOUR),
    endedAt: ended ? new Date(to * HOUR) : null,
  })

  test('is another branch where it began later and the job ran on beside it', () => {
    expect(isBranch(lived(5, 9), [lived(0, 9)])).toBe(true)
    expect(isBranch(lived(5, 7, true), [lived(0, 9)])).toBe(true)
  })

  test('is where the job came from, whatever became of that', () => {
    expect(isBranch(lived(0, 9), [lived(5, 9)])).toBe(false)
  })

  test('is where the job went, also where both ran at once for a while', () => {
    expect(isBranch(lived(5, 9), [lived(0, 5, true)])).toBe(false)
    expect(isBranch(lived(5, 9), [lived(0, 5.1, true)])).toBe(false)
    expect(isBranch(lived(5, 9), [])).toBe(false)
  })
})
