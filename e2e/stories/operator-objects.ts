import type { Manifest } from '../cluster/kubernetes-client.ts'

// What a team and the operator write: a suspended application, a session cluster with a job and its snapshot, and a
// Blue/Green pair. All in the namespace of the probes.

export const JOB = '3a5f0c9d1e7b48a6b2c4d6e8f0a1b3c5'
export const SESSION_JOB = '7be2c1d40f9a4e6db8a35c7f1e2d3b4c'
export const UPGRADE = 's3://flink-state/savepoints/savepoint-3a5f0c-0001'
export const SNAPSHOT = 's3://flink-state/savepoints/savepoint-3a5f0c-0002'
export const SESSION_SNAPSHOT = 's3://flink-state/savepoints/savepoint-7be2c1-0001'

export const fraud = object('FlinkDeployment', 'fraud', {
  image: 'flink:1.20.5',
  flinkVersion: 'v1_20',
  job: {
    jarURI: 'local:///opt/flink/usrlib/fraud.jar',
    parallelism: 2,
    state: 'suspended',
    upgradeMode: 'savepoint',
  },
})
fraud.metadata.annotations = {
  'argocd.argoproj.io/tracking-id': 'payments:flink.apache.org/FlinkDeployment:probes/fraud',
}

/** @param upgradeSavepointPath what the operator would restore from */
export function suspendedStatus(upgradeSavepointPath: string | null): unknown {
  return {
    jobManagerDeploymentStatus: 'MISSING',
    lifecycleState: 'SUSPENDED',
    jobStatus: {
      jobName: 'fraud-scoring',
      jobId: JOB,
      state: 'FINISHED',
      startTime: '1763712000000',
      updateTime: '1763712600000',
      upgradeSavepointPath,
    },
    reconciliationStatus: { state: 'UPGRADED' },
  }
}

export const fraudSnapshot = object('FlinkStateSnapshot', 'fraud-savepoint-manual-1', {
  jobReference: { kind: 'FlinkDeployment', name: 'fraud' },
  savepoint: { formatType: 'CANONICAL' },
})

export const pool = object('FlinkDeployment', 'pool', { image: 'flink:2.3.0', flinkVersion: 'v2_3' })

export const poolStatus = { jobManagerDeploymentStatus: 'READY', lifecycleState: 'STABLE' }

export const sessionJob = object('FlinkSessionJob', 'pool-refunds', {
  deploymentName: 'pool',
  job: { jarURI: 'local:///opt/flink/usrlib/refunds.jar', parallelism: 1, state: 'running', upgradeMode: 'savepoint' },
})

export const sessionJobStatus = {
  lifecycleState: 'STABLE',
  jobStatus: { jobName: 'refunds', jobId: SESSION_JOB, state: 'RUNNING', startTime: '1763712000000' },
}

export const sessionSnapshot = object('FlinkStateSnapshot', 'pool-refunds-savepoint-manual-1', {
  jobReference: { kind: 'FlinkSessionJob', name: 'pool-refunds' },
  savepoint: { formatType: 'CANONICAL' },
})

export function completedSnapshotStatus(path: string): unknown {
  return {
    state: 'COMPLETED',
    path,
    triggerTimestamp: '2026-11-21T10:00:00Z',
    resultTimestamp: '2026-11-21T10:00:10Z',
    failures: 0,
  }
}

/** One half of the pair `loans`, as the operator names it. */
export const loansBlue = object('FlinkDeployment', 'loans-blue', {
  image: 'flink:2.3.0',
  flinkVersion: 'v2_3',
  job: {},
})

export const loans = object('FlinkBlueGreenDeployment', 'loans', { template: { spec: { flinkVersion: 'v2_3' } } })

/** As the operator makes the halves of a pair: they go with it. */
export function ownedBy({ apiVersion, kind, metadata }: Manifest, uid: string, half: Manifest): Manifest {
  const owner = { apiVersion, kind, name: metadata.name, uid, controller: true, blockOwnerDeletion: true }
  return { ...half, metadata: { ...half.metadata, ownerReferences: [owner] } }
}

function object(kind: string, name: string, spec: unknown): Manifest {
  return { apiVersion: 'flink.apache.org/v1beta1', kind, metadata: { name, namespace: 'probes' }, spec }
}
