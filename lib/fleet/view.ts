import type { Problem } from '../problem.ts'
import type { Observed, Source } from './observed.ts'
import type { OperationView, SavepointOffer } from './operation-view.ts'
import type { CheckpointParts, SlowestSubtask } from './timeline-view.ts'

// What pages and streams show: plain data that survives JSON. Times are epoch milliseconds, sizes bytes, `null` means
// unknown. `triggeredAt` and `completedAt` are on the source's clock: subtract `clockSkewMs` to come to Weir's.

export type State = 'healthy' | 'busy' | 'attention' | 'broken' | 'unknown'

/** One source's word on a checkpoint or recovery point, in the order of SOURCES. */
export interface Evidence {
  source: Source
  /** names: it lists this point · contradicts: it names something else for it · not-asked: it could not be asked, or was not, as storage about older points · absent: asked, and it does not list it · not-kept: this kind of point is never kept there */
  verdict: 'names' | 'contradicts' | 'not-asked' | 'absent' | 'not-kept'
  /** When Weir last read it there; null if never. */
  observedAt: number | null
}

export interface RecoveryPointView {
  kind: 'checkpoint' | 'savepoint'
  checkpointId: number | null
  /** As the source wrote it; null: path unknown (its pointer lies outside the registered locations). */
  path: string | null
  /** Null: unknown, as for the entry of a restored snapshot, which Flink writes with time 0. */
  triggeredAt: number | null
  /** When Weir first saw it: the age is at least this old where `triggeredAt` is unknown. */
  firstSeenAt: number
  sizeBytes: number | null
  evidence: Evidence[]
  /** True where no source names it now and Weir's own record is all there is. */
  lastKnown: boolean
}

export interface LeaderView {
  kind: 'leader' | 'none' | 'no-ha' | 'unknown'
  holder: string | null
  /** When this holder acquired the lease. */
  since: number | null
  renewedAt: number | null
  leaseDurationMs: number | null
  /** Why there is no leader: empty holder, lease run out, no dispatcher entry, or one that is starting. */
  reason: Problem | null
}

export interface ConnectionView {
  /** The uid of its kube-system namespace, or the id of a plain Flink address; null until first reached. */
  id: string | null
  name: string
  kind: 'kubernetes' | 'flink'
  status: 'connecting' | 'live' | 'stale' | 'failed'
  lastSyncedAt: number | null
  problem: Problem | null
  /** When the next try starts, while it is not live. */
  retryAt: number | null
  /**
   * Rights that Weir lacks there: `kubernetes.forbidden` with the RBAC rule (`verb`, `apiGroup`, `resource`, `namespace`) in
   * its parameters, one a kind and namespace. All else of the connection is shown as ever.
   */
  forbidden: Problem[]
}

/** The Git repository's agent that keeps a cluster as it is: what is changed past it, it undoes. */
export interface GitOpsView {
  tool: 'argo-cd' | 'flux'
  /** Of the Argo CD application, or of Flux's Kustomization or HelmRelease. */
  name: string
  namespace: string | null
}

/**
 * Why it is meant that nobody answers: its resource says suspended, is being deleted, was not taken up by an operator yet;
 * or the operator is taking the cluster down, or bringing it up.
 */
export type IntendedAbsence = 'suspended' | 'deleting' | 'waiting' | 'changing'

/** What a cluster's FlinkDeployment says. */
export interface OperatorView {
  /** STABLE, UPGRADING, SUSPENDED, …, as the operator writes it. */
  lifecycleState: string | null
  upgradeMode: string | null
  /** Why it is meant that nobody answers; null: somebody should. */
  absence: IntendedAbsence | null
  /** What it failed with last. */
  problem: Problem | null
  /** The FlinkBlueGreenDeployment it is one half of. */
  blueGreen: { name: string; state: string | null } | null
}

/** One of a job's last checkpoints, the least that draws it. */
export interface SparkSlot {
  /** none: an id between known ones of which no source and no record tells */
  status: CheckpointRow['status'] | 'none'
  durationMs: number | null
}

export interface FleetJobView {
  jobId: string
  name: string | null
  state: State
  /** Flink's own word (RUNNING, FAILED, …); null where no source tells it now. */
  flinkState: string | null
  recoveryPoint: RecoveryPointView | null
  intervalMs: number | null
  /** The last checkpoints and savepoints of its newest run, oldest first, at most 20. */
  spark: SparkSlot[]
  trouble: Problem | null
}

export interface FleetRow {
  /** connection/namespace/name/uid */
  id: string
  connection: { id: string; name: string }
  namespace: string
  name: string
  state: State
  mode: 'application' | 'session' | null
  manager: 'native' | 'standalone' | 'operator' | null
  gitOps: GitOpsView | null
  /** Null where no FlinkDeployment of it is seen. */
  operator: OperatorView | null
  flinkVersion: Observed<string> | null
  /** Null: nobody could be asked. `running` null: how many there are is known, not what they do. Of a stale row the last known. */
  jobs: { running: number | null; total: number } | null
  jobList: FleetJobView[]
  /** The oldest of the jobs' newest points: what would be lost at worst. */
  recoveryPoint: RecoveryPointView | null
  /** Whose point that is: the job whose interval and last checkpoints stand for the cluster. */
  pointJobId: string | null
  intervalMs: number | null
  /** Scheme and authority of where checkpoints go: `s3://flink-state`, `file:///srv`. */
  storage: string | null
  leader: LeaderView
  trouble: Problem | null
  stale: { since: number; reason: Problem | null } | null
  /** Rights that Weir lacks for this cluster, as in its connection: what they would tell is unknown. */
  forbidden: Problem[]
  clockSkewMs: number
}

export interface FleetView {
  now: number
  /** The position in the change feed this view was taken at: a stream opened with it misses nothing. */
  cursor: string
  demo: boolean
  connections: ConnectionView[]
  rows: FleetRow[]
}

/** A cluster or job that a search found; a path is that of a job's newest point. */
export interface FoundInFleet {
  kind: 'cluster' | 'job' | 'path'
  connection: { id: string; name: string }
  namespace: string
  cluster: string
  jobId: string | null
  label: string
  detail: string
  state: State
}

export interface SearchView {
  /** The best first, at most 30. */
  found: FoundInFleet[]
  total: number
}

/** One run of a job: Flink's job id and its start. Ids of checkpoints start again with each run. */
export interface RunView {
  id: string
  jobId: string
  startedAt: number | null
  endedAt: number | null
  restoredFrom: string | null
}

export interface JobHeaderView {
  connection: { id: string; name: string }
  /** The connection while it is not in step; null while it is. */
  outOfStep: ConnectionView | null
  namespace: string
  cluster: string
  jobId: string
  name: string | null
  state: State
  flinkState: string | null
  flinkVersion: Observed<string> | null
  gitOps: GitOpsView | null
  startedAt: number | null
  /** How often its present run began anew, at least; null: neither REST nor the record tells. */
  restarts: number | null
  leader: LeaderView
  recoveryPoint: RecoveryPointView | null
  /** The id of that point among all recovery points of the job; null where its path is unknown. */
  recoveryPointId: string | null
  intervalMs: number | null
  trouble: Problem | null
  stale: { since: number; reason: Problem | null } | null
  /** Rights that Weir lacks for its cluster, as in its fleet row. */
  forbidden: Problem[]
  clockSkewMs: number
  /** The runs this job is one of, newest first, over all its Flink job ids. */
  lineage: RunView[]
  /** The newest run's job id: another than `jobId` when an old id was opened. */
  currentJobId: string
  /** Of this job, newest first: those under way, and those that ended lately. */
  operations: OperationView[]
  savepoint: SavepointOffer
}

export interface CheckpointRow {
  /** run id + '/' + checkpoint id */
  id: string
  runId: string
  checkpointId: number
  status: 'completed' | 'failed' | 'in-progress' | 'unknown'
  kind: 'checkpoint' | 'full-checkpoint' | 'savepoint' | null
  /** The snapshot this run was restored from: its times are those of another run, or unknown. */
  restored: boolean
  /** The key carries Flink's delete mark. */
  markedForDeletion: boolean
  triggeredAt: number | null
  completedAt: number | null
  durationMs: number | null
  /** As REST counts it: `_metadata` less coordinator bytes. */
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  coordinatorBytes: number | null
  acknowledged: { acked: number; total: number } | null
  path: string | null
  evidence: Evidence[]
  discarded: boolean | null
  failure: Problem | null
  /** The phases of its slowest subtask; null where its details were never fetched. */
  parts: CheckpointParts | null
  slowest: SlowestSubtask | null
  firstSeenAt: number
  lastSeenAt: number
}

export interface CheckpointsView {
  now: number
  cursor: string
  demo: boolean
  job: JobHeaderView
  /** Newest first, at most 100; `total` counts all that Weir keeps. */
  rows: CheckpointRow[]
  total: number
  /** When each source was last read, and what kept it from being read. */
  sources: SourceStatus[]
}

export interface SourceStatus {
  source: Source
  readAt: number | null
  problem: Problem | null
}
