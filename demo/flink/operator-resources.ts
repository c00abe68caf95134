import { isSince } from '../../lib/formats/flink-release.ts'
import type { KubernetesObject, ResourceKind } from '../kubernetes/objects.ts'
import { type CheckpointAttempt, endsAt } from './checkpoint-attempt.ts'
import type { ClusterSpec } from './cluster-spec.ts'
import { configurationOf } from './configuration.ts'
import { type JobSpec, releaseOf } from './job-spec.ts'
import { isoSeconds } from './kubernetes-objects.ts'
import type { SimulatedJob } from './simulated-job.ts'

const operatorKind = (plural: string, kind: string): ResourceKind => ({
  group: 'flink.apache.org',
  version: 'v1beta1',
  plural,
  kind,
  namespaced: true,
})

export const FLINK_DEPLOYMENTS = operatorKind('flinkdeployments', 'FlinkDeployment')
export const FLINK_SESSION_JOBS = operatorKind('flinksessionjobs', 'FlinkSessionJob')
export const FLINK_STATE_SNAPSHOTS = operatorKind('flinkstatesnapshots', 'FlinkStateSnapshot')
export const FLINK_BLUE_GREEN_DEPLOYMENTS = operatorKind('flinkbluegreendeployments', 'FlinkBlueGreenDeployment')

export const OPERATOR_KINDS = [
  FLINK_DEPLOYMENTS,
  FLINK_SESSION_JOBS,
  FLINK_STATE_SNAPSHOTS,
  FLINK_BLUE_GREEN_DEPLOYMENTS,
]

/** What the operator's resources of one cluster are made from. */
export interface ResourcesSource {
  spec: ClusterSpec
  jobs: readonly SimulatedJob[]
  createdAt: number
  isAlive: boolean
  now: number
  uid: (name: string) => string
}

/** The FlinkDeployment of a cluster; a session cluster's has no job. */
export function flinkDeployment(source: ResourcesSource): KubernetesObject {
  const { spec, jobs, createdAt, isAlive, now } = source
  const [job] = jobs
  const isApplication = spec.mode === 'application'
  const deployed = {
    image: `flink:${spec.version}`,
    imagePullPolicy: 'IfNotPresent',
    serviceAccount: 'flink',
    flinkVersion: `v${releaseOf(spec.version).replace('.', '_')}`,
    mode: 'native',
    flinkConfiguration: Object.fromEntries(configurationOf(spec)),
    jobManager: { resource: { cpu: 1, memory: '1600m' }, replicas: 1 },
    taskManager: { resource: { cpu: 2, memory: '4096m' } },
    ...(isApplication && job && { job: jobPart(job.spec) }),
  }
  return {
    metadata: {
      name: spec.name,
      namespace: spec.namespace,
      uid: source.uid(`flinkdeployment/${spec.name}`),
      creationTimestamp: isoSeconds(createdAt),
      labels: { ...spec.labels, ...gitOpsLabels(spec) },
      ...gitOpsAnnotations(spec),
    },
    spec: deployed,
    status: {
      ...(isApplication && job && { jobStatus: jobStatus(job, isAlive, now) }),
      clusterInfo: { 'flink-version': spec.version, 'flink-revision': '0980485 @ 2026-06-08T09:21:06+02:00' },
      jobManagerDeploymentStatus: isAlive ? 'READY' : 'ERROR',
      lifecycleState: isAlive ? 'STABLE' : 'DEPLOYED',
      observedGeneration: 1,
      ...(!isAlive && { error: JSON.stringify({ message: 'back-off restarting failed container', metadata: {} }) }),
      reconciliationStatus: {
        reconciliationTimestamp: createdAt,
        lastReconciledSpec: JSON.stringify({
          spec: deployed,
          resource_metadata: { apiVersion: 'flink.apache.org/v1beta1' },
        }),
        state: 'DEPLOYED',
      },
      taskManager: { labelSelector: `component=taskmanager,app=${spec.name}`, replicas: 1 },
    },
  }
}

/** The FlinkSessionJob of a job in a session cluster. */
export function flinkSessionJob(source: ResourcesSource, job: SimulatedJob): KubernetesObject {
  const { spec, createdAt, isAlive, now, uid } = source
  return {
    metadata: {
      name: job.spec.name,
      namespace: spec.namespace,
      uid: uid(`flinksessionjob/${job.spec.name}`),
      creationTimestamp: isoSeconds(createdAt),
      labels: { ...spec.labels, ...gitOpsLabels(spec) },
    },
    spec: {
      deploymentName: spec.name,
      job: { ...jobPart(job.spec), jarURI: `https://repo.example/${job.spec.name}.jar` },
    },
    status: {
      jobStatus: jobStatus(job, isAlive, now),
      lifecycleState: 'STABLE',
      observedGeneration: 1,
      reconciliationStatus: { reconciliationTimestamp: createdAt, lastReconciledSpec: '{}', state: 'DEPLOYED' },
    },
  }
}

/** The FlinkStateSnapshot of a savepoint that the operator took. */
export function flinkStateSnapshot(
  source: ResourcesSource,
  job: SimulatedJob,
  attempt: CheckpointAttempt,
): KubernetesObject {
  const { spec, uid } = source
  const kind = spec.mode === 'application' ? 'FlinkDeployment' : 'FlinkSessionJob'
  const resource = spec.mode === 'application' ? spec.name : job.spec.name
  const name = `${resource}-savepoint-periodic-${attempt.triggeredAt}`
  const isDone = attempt.status === 'COMPLETED'
  return {
    metadata: {
      name,
      namespace: spec.namespace,
      uid: uid(`flinkstatesnapshot/${name}`),
      creationTimestamp: isoSeconds(attempt.triggeredAt),
      labels: {
        'snapshot.type': 'SAVEPOINT',
        'snapshot.trigger-type': 'PERIODIC',
        'snapshot.state': isDone ? 'COMPLETED' : 'IN_PROGRESS',
        'job-reference.kind': kind,
        'job-reference.name': resource,
      },
    },
    spec: {
      backoffLimit: -1,
      jobReference: { kind, name: resource },
      savepoint: { formatType: attempt.format ?? 'CANONICAL', disposeOnDelete: true, alreadyExists: false },
    },
    status: {
      state: isDone ? 'COMPLETED' : 'IN_PROGRESS',
      triggerId: uid(`trigger/${name}`).replaceAll('-', ''),
      triggerTimestamp: new Date(attempt.triggeredAt).toISOString(),
      ...(isDone && { path: attempt.path, resultTimestamp: new Date(endsAt(attempt)).toISOString() }),
      failures: 0,
    },
  }
}

function jobPart(job: JobSpec) {
  return {
    jarURI: `local:///opt/flink/usrlib/${job.name}.jar`,
    entryClass: 'com.example.Main',
    parallelism: Math.max(...job.vertices.map(({ parallelism }) => parallelism)),
    state: 'running',
    upgradeMode: 'savepoint',
    allowNonRestoredState: false,
  }
}

function jobStatus(job: SimulatedJob, isAlive: boolean, now: number) {
  return {
    jobName: job.spec.name,
    jobId: job.jobId,
    state: isAlive ? job.state(now) : 'RECONCILING',
    startTime: `${job.startedAt}`,
    updateTime: `${now}`,
    ...(isSince(job.settings.release, '1.15') && { upgradeSavepointPath: null }),
    checkpointInfo: { lastPeriodicCheckpointTimestamp: 0 },
    savepointInfo: { lastPeriodicSavepointTimestamp: 0, savepointHistory: [] },
  }
}

function gitOpsLabels({ gitOps, namespace }: ClusterSpec): Record<string, string> {
  if (gitOps?.tool === 'argocd') return { 'app.kubernetes.io/instance': gitOps.name }
  if (gitOps?.tool !== 'flux') return {}
  return {
    'kustomize.toolkit.fluxcd.io/name': gitOps.name,
    'kustomize.toolkit.fluxcd.io/namespace': namespace,
  }
}

function gitOpsAnnotations({ gitOps, namespace, name }: ClusterSpec) {
  if (gitOps?.tool !== 'argocd') return {}
  const tracked = `${gitOps.name}:flink.apache.org/FlinkDeployment:${namespace}/${name}`
  return { annotations: { 'argocd.argoproj.io/tracking-id': tracked } }
}
