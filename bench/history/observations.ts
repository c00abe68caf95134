import { randomInt } from 'node:crypto'
import type { JobSighting } from '../../lib/fleet/record/record-run.ts'
import type { ClusterObservation } from '../../lib/fleet/record/recorder.ts'
import type { FetchedDetails } from '../../lib/fleet/rest-job.ts'
import type { OperatorCheckpointView } from '../../lib/fleet/timeline-view.ts'
import type { CheckpointRow } from '../../lib/fleet/view.ts'

export const JOBS_A_CLUSTER = 5
const HISTORY = 10
const VERTICES = 4
const SUBTASKS = 8
const INTERVAL_MS = 60_000

/** A session cluster of five jobs, whose checkpoints complete one after the other. */
export class SimulatedCluster {
  private readonly jobs: { job: JobSighting; rows: CheckpointRow[]; nextId: number }[]
  private readonly connectionRowId: string
  private readonly name: string
  private turn = 0

  /** @param behind how many checkpoints each job has made before */
  constructor(connectionRowId: string, index: number, behind = 0) {
    this.connectionRowId = connectionRowId
    this.name = `cluster-${index}`
    this.jobs = Array.from({ length: JOBS_A_CLUSTER }, (_, job) => ({
      job: sighting(hex(32), `job-${job}`, crypto.randomUUID()),
      rows: [],
      nextId: behind + 1,
    }))
  }

  /** What Weir sees when the next checkpoint of a job has completed: HA lets the one before go. */
  next(now: number): ClusterObservation {
    const current = this.jobs[this.turn % JOBS_A_CLUSTER]
    this.turn += 1
    const details = new Map<number, FetchedDetails>()
    if (current !== undefined) {
      const id = current.nextId
      current.nextId += 1
      const triggeredAt = now - randomInt(INTERVAL_MS)
      const operators = operatorsOf(triggeredAt)
      details.set(id, { triggeredAt, parts: null, slowest: null, operators })
      const before = current.rows.map((row) => namedBy(row, 'absent'))
      current.rows = [namedBy(completed(current.job.jobId, id, triggeredAt), 'names'), ...before].slice(0, HISTORY)
    }
    return {
      connectionRowId: this.connectionRowId,
      cluster: {
        namespace: 'bench',
        name: this.name,
        uid: this.name,
        uidKind: 'deployment',
        mode: 'session',
        manager: 'native',
        flinkVersion: '2.3.0',
      },
      jobs: this.jobs.map((one) => ({
        job: one.job,
        rows: one.rows,
        details: one === current ? details : new Map(),
        events: [],
      })),
      complete: true,
    }
  }
}

function sighting(jobId: string, jobName: string, haMapUid: string): JobSighting {
  return {
    jobId,
    jobName,
    flinkState: 'RUNNING',
    haMapUid,
    haMapCreatedAt: Date.now(),
    restStartedAt: Date.now(),
    endedAt: null,
    restoredFrom: null,
    restRestoredFrom: null,
    triggeredAt: new Map(),
  }
}

export function pathOf(jobId: string, id: number): string {
  return `s3://flink-state/production/checkpoints/${jobId}/chk-${id}`
}

function completed(jobId: string, checkpointId: number, triggeredAt: number): CheckpointRow {
  const durationMs = 400 + randomInt(4_000)
  return {
    id: `/${checkpointId}`,
    runId: '',
    checkpointId,
    status: 'completed',
    kind: 'checkpoint',
    restored: false,
    markedForDeletion: false,
    triggeredAt,
    completedAt: triggeredAt + durationMs,
    durationMs,
    stateSizeBytes: 10_000_000_000 + randomInt(1_000_000_000),
    checkpointedSizeBytes: randomInt(1_000_000_000),
    coordinatorBytes: 16,
    acknowledged: { acked: VERTICES * SUBTASKS, total: VERTICES * SUBTASKS },
    path: pathOf(jobId, checkpointId),
    evidence: [],
    discarded: false,
    failure: null,
    parts: { startDelayMs: 12, alignmentMs: randomInt(900), syncMs: randomInt(200), asyncMs: randomInt(3_000) },
    slowest: {
      operator: 'customer totals -> drop all -> Sink: orders',
      subtask: randomInt(SUBTASKS),
      straggler: false,
    },
    firstSeenAt: triggeredAt,
    lastSeenAt: triggeredAt,
  }
}

function namedBy(row: CheckpointRow, ha: 'names' | 'absent'): CheckpointRow {
  const observedAt = row.firstSeenAt
  return {
    ...row,
    discarded: ha === 'absent',
    evidence: [
      { source: 'rest', verdict: 'names', observedAt },
      { source: 'ha', verdict: ha, observedAt },
    ],
  }
}

export function operatorsOf(triggeredAt: number): OperatorCheckpointView[] {
  return Array.from({ length: VERTICES }, (_, vertex) => ({
    vertexId: `${vertex}`.repeat(32),
    name: ['Source: orders', 'enrich with rates', 'customer totals -> drop all', 'Sink: orders'][vertex] ?? null,
    acknowledged: { acked: SUBTASKS, total: SUBTASKS },
    endToEndMs: 4_000,
    stateSizeBytes: 2_500_000_000,
    checkpointedSizeBytes: 25_000_000,
    medianMs: 2_000,
    omitted: 0,
    subtasks: Array.from({ length: SUBTASKS }, (_, index) => {
      const endToEndMs = 400 + randomInt(4_000)
      return {
        index,
        acknowledgedAt: triggeredAt + endToEndMs,
        endToEndMs,
        parts: {
          startDelayMs: randomInt(50),
          alignmentMs: randomInt(900),
          syncMs: randomInt(200),
          asyncMs: randomInt(3_000),
        },
        stateSizeBytes: 300_000_000 + randomInt(50_000_000),
        checkpointedSizeBytes: randomInt(30_000_000),
        taskManager: `production-orders-taskmanager-1-${index % 4}`,
      }
    }),
  }))
}

function hex(length: number): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, length)
}
