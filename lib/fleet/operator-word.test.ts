import { describe, expect, test } from 'vitest'
import { FLINK_DEPLOYMENTS, SESSION_JOBS, STATE_SNAPSHOTS } from '../kubernetes/operator-resources.ts'
import { ClusterIndex, type ClusterItem, type ClusterObjects, isCluster, uidOf } from './cluster-objects.ts'
import { newestPoint } from './newest-point.ts'
import { pointsBesideRows } from './operator-points.ts'
import { operatorJobs, operatorView } from './operator-word.ts'
import type { CheckpointRow } from './view.ts'

const JOB = '55488d215c1ebee94f49a603deb9c3a6'
const OTHER = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'

function must<T>(item: T | null): T {
  if (item === null) throw new Error('is no such object')
  return item
}

const deployment = (status: object, spec: object = { job: {} }, metadata: object = {}): ClusterItem => ({
  kind: 'flink-deployment',
  item: must(
    FLINK_DEPLOYMENTS.project({
      metadata: { uid: 'fd', namespace: 'shop', name: 'orders', ...metadata },
      spec,
      status,
    }),
  ),
})
const sessionJob = (name: string, status: object): ClusterItem => ({
  kind: 'session-job',
  item: must(
    SESSION_JOBS.project({
      metadata: { uid: name, namespace: 'shop', name },
      spec: { deploymentName: 'orders' },
      status,
    }),
  ),
})
const snapshot = (name: string, kind: string, of: string, path: string, at: string): ClusterItem => ({
  kind: 'state-snapshot',
  item: must(
    STATE_SNAPSHOTS.project({
      metadata: { uid: name, namespace: 'shop', name },
      spec: { jobReference: { kind, name: of }, savepoint: {} },
      status: { state: 'COMPLETED', path, triggerTimestamp: at },
    }),
  ),
})

function folded(...items: ClusterItem[]): ClusterObjects {
  const index = new ClusterIndex()
  for (const item of items) index.put(item)
  const cluster = index.clusters.get('shop/orders')
  if (cluster === undefined) throw new Error('no cluster')
  return cluster
}

const row = (path: string, triggeredAt: number, kind: CheckpointRow['kind'] = 'checkpoint'): CheckpointRow => ({
  id: `r/${triggeredAt}`,
  runId: 'r',
  checkpointId: triggeredAt,
  status: 'completed',
  kind,
  restored: false,
  markedForDeletion: false,
  triggeredAt,
  completedAt: null,
  durationMs: null,
  stateSizeBytes: null,
  checkpointedSizeBytes: null,
  coordinatorBytes: null,
  acknowledged: null,
  path,
  evidence: [],
  discarded: null,
  failure: null,
  parts: null,
  slowest: null,
  firstSeenAt: 1,
  lastSeenAt: 1,
})

describe('what the operator says', () => {
  test('a FlinkDeployment alone is a cluster, under its own uid', () => {
    const cluster = folded(deployment({ lifecycleState: 'SUSPENDED', jobStatus: { jobId: JOB } }))
    expect(isCluster(cluster)).toBe(true)
    expect(uidOf(cluster)).toEqual({ uid: 'fd', uidKind: 'flink-deployment' })
    expect(operatorJobs(cluster, 1).get(JOB)).toMatchObject({ absence: 'suspended' })
    expect(operatorView(cluster)).toMatchObject({ lifecycleState: 'SUSPENDED', problem: null, blueGreen: null })
  })

  test.each([
    ['has not taken up', {}, {}, 'waiting'],
    ['has only created', { lifecycleState: 'CREATED' }, {}, 'changing'],
    ['deploys', { lifecycleState: 'DEPLOYED', jobManagerDeploymentStatus: 'DEPLOYING' }, {}, 'changing'],
    ['has just brought up', { lifecycleState: 'DEPLOYED', jobManagerDeploymentStatus: 'READY' }, {}, 'changing'],
    ['can not bring up', { lifecycleState: 'DEPLOYED', jobManagerDeploymentStatus: 'ERROR' }, {}, null],
    ['sees restart', { lifecycleState: 'STABLE', jobManagerDeploymentStatus: 'DEPLOYING' }, {}, null],
    ['runs', { lifecycleState: 'STABLE', jobManagerDeploymentStatus: 'READY' }, {}, null],
    ['is deleting', { lifecycleState: 'STABLE' }, { deletionTimestamp: '2026-11-21T10:00:00Z' }, 'deleting'],
  ])('a cluster that the operator %s', (_, status, metadata, absence) => {
    expect(operatorView(folded(deployment(status, { job: {} }, metadata)))).toMatchObject({ absence })
  })

  test.each([
    ['STABLE', 'changing'],
    ['SUSPENDED', 'suspended'],
    ['FAILED', null],
  ])('a cluster that is to be suspended and is %s', (lifecycleState, absence) => {
    const cluster = folded(
      deployment({ lifecycleState, jobManagerDeploymentStatus: 'READY' }, { job: { state: 'suspended' } }),
    )
    expect(operatorView(cluster)).toMatchObject({ absence })
  })

  test('session jobs name their jobs, and snapshots find theirs whatever comes first', () => {
    const cluster = folded(
      snapshot('s1', 'FlinkSessionJob', 'etl', 's3://state/sp-1', '2026-11-21T10:00:00Z'),
      deployment({}, {}),
      sessionJob('etl', { jobStatus: { jobId: JOB, jobName: 'etl' } }),
      sessionJob('other', { jobStatus: { jobId: OTHER } }),
    )
    const jobs = operatorJobs(cluster, 1)
    expect([...(jobs.get(JOB)?.points.keys() ?? [])]).toEqual(['s3://state/sp-1'])
    expect(jobs.get(OTHER)?.points.size).toBe(0)
  })

  test('goes with its objects', () => {
    const index = new ClusterIndex()
    const items = [
      snapshot('s1', 'FlinkDeployment', 'orders', 's3://state/sp-1', '2026-11-21T10:00:00Z'),
      deployment({}),
      sessionJob('etl', {}),
    ]
    for (const item of items) index.put(item)
    for (const item of items) expect(index.remove(item)).toEqual(['shop/orders'])
    expect(index.clusters.size).toBe(0)
  })
})

describe('points that only the operator names', () => {
  const suspended = { jobStatus: { jobId: JOB, upgradeSavepointPath: 's3://state/sp-2' }, lifecycleState: 'SUSPENDED' }
  const known = { running: false, restReachable: false, firstSeenAt: 77 }
  const jobOf = (...items: ClusterItem[]) => {
    const job = operatorJobs(folded(...items), 5).get(JOB)
    if (job === undefined) throw new Error('no job')
    return job
  }

  test('what a suspended job would start from goes before an older checkpoint', () => {
    const points = pointsBesideRows(jobOf(deployment(suspended)), [row('s3://state/chk-9', 9)], known)
    expect(newestPoint([row('s3://state/chk-9', 9)], () => null, points)).toMatchObject({
      kind: 'savepoint',
      path: 's3://state/sp-2',
      triggeredAt: null,
      firstSeenAt: 77,
      checkpointId: null,
    })
  })

  test('with a snapshot of the same path it has a time', () => {
    const job = jobOf(
      deployment(suspended),
      snapshot('s', 'FlinkDeployment', 'orders', 's3://state/sp-2', '2026-11-21T10:00:00Z'),
    )
    expect(pointsBesideRows(job, [], known).next?.triggeredAt).toBe(Date.UTC(2026, 10, 21, 10))
  })

  test('while the job runs, a newer checkpoint is the newest point', () => {
    const job = jobOf(
      deployment({
        jobStatus: { jobId: JOB, savepointInfo: { lastSavepoint: { location: 's3://sp', timeStamp: 5 } } },
      }),
    )
    const running = { ...known, running: true }
    const newer = [row('s3://state/chk-9', 9)]
    expect(newestPoint(newer, () => null, pointsBesideRows(job, newer, running))?.path).toBe('s3://state/chk-9')
    const older = [row('s3://state/chk-3', 3)]
    expect(newestPoint(older, () => null, pointsBesideRows(job, older, running))?.path).toBe('s3://sp')
  })

  test('a point that a row has is the row’s', () => {
    const rows = [row('s3://state/sp-2/', 9, 'savepoint')]
    expect(pointsBesideRows(jobOf(deployment(suspended)), rows, known)).toEqual({ newest: null, next: null })
  })
})
