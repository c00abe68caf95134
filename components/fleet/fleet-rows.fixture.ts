import type { FleetJobView, FleetRow, RecoveryPointView } from '@/lib/fleet/view'

// Views for the tests of this folder: whole, so that a test names only what it is about.

export function recoveryPoint(changes: Partial<RecoveryPointView> = {}): RecoveryPointView {
  return {
    kind: 'checkpoint',
    checkpointId: 12,
    path: 's3://flink-state/orders/chk-12',
    triggeredAt: 900_000,
    firstSeenAt: 901_000,
    sizeBytes: 1024,
    evidence: [],
    lastKnown: false,
    ...changes,
  }
}

export function fleetJob(changes: Partial<FleetJobView> = {}): FleetJobView {
  return {
    jobId: '7d1f0000000000000000000000c02a00',
    name: 'orders-enrichment',
    state: 'healthy',
    flinkState: 'RUNNING',
    recoveryPoint: recoveryPoint(),
    intervalMs: 60_000,
    spark: [],
    trouble: null,
    ...changes,
  }
}

export function fleetRow(changes: Partial<FleetRow> = {}): FleetRow {
  const jobList = changes.jobList ?? [fleetJob()]
  return {
    id: `prod/flink/${changes.name ?? 'orders'}/uid`,
    connection: { id: 'prod', name: 'prod-eu' },
    namespace: 'flink',
    name: 'orders',
    state: 'healthy',
    mode: 'application',
    manager: 'native',
    flinkVersion: { value: '1.20.5', source: 'rest', sourceTime: null, observedAt: 990_000 },
    jobs: { running: jobList.length, total: jobList.length },
    jobList,
    recoveryPoint: recoveryPoint(),
    pointJobId: jobList[0]?.jobId ?? null,
    intervalMs: 60_000,
    storage: 's3://flink-state',
    leader: { kind: 'leader', holder: 'h', since: 0, renewedAt: 0, leaseDurationMs: 15_000, reason: null },
    trouble: null,
    stale: null,
    forbidden: [],
    gitOps: null,
    operator: null,
    clockSkewMs: 0,
    ...changes,
  }
}
