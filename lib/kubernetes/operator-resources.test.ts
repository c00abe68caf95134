import { describe, expect, it } from 'vitest'
import { gitOpsOwner } from './gitops-owner.ts'
import { BLUE_GREEN_DEPLOYMENTS, FLINK_DEPLOYMENTS, SESSION_JOBS, STATE_SNAPSHOTS } from './operator-resources.ts'

const JOB = '55488d215c1ebee94f49a603deb9c3a6'
const metadata = { uid: 'u', namespace: 'shop', name: 'orders', creationTimestamp: '2026-11-21T10:00:00Z' }

const deployment = (status: unknown, spec: unknown = { job: { upgradeMode: 'savepoint' } }) =>
  FLINK_DEPLOYMENTS.project({ metadata, spec, status })

describe('a FlinkDeployment', () => {
  it('of operator 1.7 names its last savepoint, with its time as a number', () => {
    const item = deployment({
      lifecycleState: 'STABLE',
      jobManagerDeploymentStatus: 'READY',
      jobStatus: {
        jobId: JOB,
        jobName: 'orders',
        state: 'RUNNING',
        savepointInfo: {
          lastSavepoint: {
            location: 'file:/nfs/savepoints/savepoint-55488d-1',
            timeStamp: 1763712000000,
            triggerType: 'MANUAL',
          },
        },
      },
    })
    expect(item).toMatchObject({ mode: 'application', deploys: 'native', lifecycleState: 'STABLE', error: null })
    expect(item?.job).toEqual({
      jobId: JOB,
      jobName: 'orders',
      state: 'RUNNING',
      upgradePath: null,
      lastSavepoint: { kind: 'savepoint', path: 'file:/nfs/savepoints/savepoint-55488d-1', triggeredAt: 1763712000000 },
    })
  })

  it('takes the stand-in for "what HA says" for no path', () => {
    const upgrade = (path: string) => deployment({ jobStatus: { jobId: JOB, upgradeSavepointPath: path } })?.job
    expect(upgrade('KUBERNETES_OPERATOR_LAST_STATE')?.upgradePath).toBeNull()
    expect(upgrade('s3://state/sp-1')?.upgradePath).toBe('s3://state/sp-1')
  })

  it('without a job is a session cluster', () => {
    expect(deployment({}, { mode: 'standalone' })).toMatchObject({ mode: 'session', deploys: 'standalone' })
  })

  it('says in one line what it failed with, and keeps no stack trace', () => {
    const stack = 'x'.repeat(5000)
    const error = JSON.stringify({
      type: 'org.apache.flink.kubernetes.operator.exception.ReconciliationException',
      message: 'outer',
      stackTrace: stack,
      throwableList: [{ message: 'between' }, { message: 'Could not find the savepoint\n\tat a.b.C' }],
    })
    expect(deployment({ lifecycleState: 'FAILED', error })?.error).toBe('Could not find the savepoint')
    expect(deployment({ error: stack })?.error).toHaveLength(500)
    expect(deployment({ error: '' })?.error).toBeNull()
  })

  it.each([
    ['no status', undefined],
    ['null', null],
    ['text', 'x'],
    ['another shape', { jobStatus: [{ jobId: 1 }], lifecycleState: {}, error: 7 }],
    ['a job id that is none', { jobStatus: { jobId: '../../x', savepointInfo: { lastSavepoint: 'x' } } }],
  ])('with %s says nothing of its job', (_, status) => {
    expect(deployment(status)?.job).toMatchObject({ jobId: null, upgradePath: null, lastSavepoint: null })
  })

  it('is the same while only times of reconciling move', () => {
    const at = (updateTime: string) => deployment({ jobStatus: { jobId: JOB, updateTime } })
    const [a, b] = [at('1'), at('2')]
    expect(a && b && FLINK_DEPLOYMENTS.same(a, b)).toBe(true)
  })
})

describe('its other kinds', () => {
  it('a FlinkSessionJob names its cluster', () => {
    expect(SESSION_JOBS.project({ metadata, spec: { deploymentName: 'session' } })?.deploymentName).toBe('session')
    expect(SESSION_JOBS.project({ metadata, spec: {} })?.deploymentName).toBeNull()
  })

  it('a FlinkStateSnapshot names job, kind, path and time', () => {
    const item = STATE_SNAPSHOTS.project({
      metadata,
      spec: { jobReference: { kind: 'FlinkDeployment', name: 'orders' }, savepoint: { formatType: 'CANONICAL' } },
      status: { state: 'COMPLETED', path: 's3://state/sp-1', triggerTimestamp: '2026-11-21T10:00:00Z' },
    })
    expect(item).toMatchObject({
      job: { kind: 'FlinkDeployment', name: 'orders' },
      kind: 'savepoint',
      state: 'COMPLETED',
      path: 's3://state/sp-1',
      triggeredAt: Date.UTC(2026, 10, 21, 10),
    })
    expect(STATE_SNAPSHOTS.project({ metadata, spec: { jobReference: { kind: 'Pod', name: 'x' } } })).toMatchObject({
      job: null,
      kind: null,
    })
  })

  it('a FlinkBlueGreenDeployment tells its state', () => {
    expect(BLUE_GREEN_DEPLOYMENTS.project({ metadata, status: { blueGreenState: 'ACTIVE_BLUE' } })?.state).toBe(
      'ACTIVE_BLUE',
    )
  })
})

describe('gitOpsOwner', () => {
  const owner = (labels: object, annotations: object = {}) => gitOpsOwner({ metadata: { labels, annotations } })

  it.each([
    [
      'Argo CD by annotation',
      owner({}, { 'argocd.argoproj.io/tracking-id': 'web:apps/Deployment:shop/x' }),
      'web',
      null,
    ],
    ['Argo CD in a namespace', owner({}, { 'argocd.argoproj.io/tracking-id': 'team_web:a/B:c/d' }), 'web', 'team'],
    ['Argo CD by label', owner({ 'argocd.argoproj.io/instance': 'web' }), 'web', null],
  ])('knows %s', (_, found, name, namespace) => {
    expect(found).toEqual({ tool: 'argo-cd', name, namespace })
  })

  it('knows Flux', () => {
    const labels = {
      'kustomize.toolkit.fluxcd.io/name': 'apps',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    }
    expect(owner(labels)).toEqual({ tool: 'flux', name: 'apps', namespace: 'flux-system' })
    expect(owner({ 'helm.toolkit.fluxcd.io/name': 'web' })).toEqual({ tool: 'flux', name: 'web', namespace: null })
  })

  it('takes the label that Helm and people write for none', () => {
    expect(owner({ 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/managed-by': 'Helm' })).toBeNull()
  })
})
