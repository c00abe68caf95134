import type { OperationView } from './operation-view.ts'

/** For tests: a savepoint that was ordered, of which nothing is known yet but what the changes say. */
export function operationView(changes: Pick<OperationView, 'id' | 'status'> & Partial<OperationView>): OperationView {
  return {
    kind: 'savepoint',
    connection: { id: 'kube', name: 'prod' },
    namespace: 'flink',
    cluster: 'orders',
    jobId: '0'.repeat(32),
    jobName: null,
    actor: 'local',
    requestedAt: 1,
    endedAt: null,
    steps: [],
    format: 'canonical',
    target: null,
    location: null,
    checkpointId: null,
    sizeBytes: null,
    verifiedAt: null,
    problem: null,
    ...changes,
  }
}
