import type { Problem } from '../problem.ts'
import type { Observed, Source } from './observed.ts'

// What pages and streams show: plain data that survives JSON. Times are epoch milliseconds, sizes bytes, `null` means
// unknown. `triggeredAt` and `completedAt` are on the source's clock: subtract `clockSkewMs` to come to Weir's.

export type State = 'healthy' | 'busy' | 'attention' | 'broken' | 'unknown'

/** One source's word on a checkpoint or recovery point, in the order of SOURCES. */
export interface Evidence {
  source: Source
  /** names: it lists this point · contradicts: it names something else for it · not-asked: could not be asked · absent: asked, and it does not list it · not-kept: this kind of point is never kept there */
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
  /** Why there is no leader: empty holder, lease run out, or no dispatcher entry. */
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
}

export interface FleetJobView {
  jobId: string
  name: string | null
  state: State
  /** Flink's own word (RUNNING, FAILED, …); null where no source tells it now. */
  flinkState: string | null
  recoveryPoint: RecoveryPointView | null
  intervalMs: number | null
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
  flinkVersion: Observed<string> | null
  /** Null: nobody could be asked. */
  jobs: { running: number; total: number } | null
  jobList: FleetJobView[]
  /** The oldest of the jobs' newest points: what would be lost at worst. */
  recoveryPoint: RecoveryPointView | null
  intervalMs: number | null
  /** Scheme and authority of where checkpoints go: `s3://flink-state`, `file:///srv`. */
  storage: string | null
  leader: LeaderView
  trouble: Problem | null
  stale: { since: number; reason: Problem | null } | null
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
  namespace: string
  cluster: string
  jobId: string
  name: string | null
  state: State
  flinkState: string | null
  flinkVersion: Observed<string> | null
  startedAt: number | null
  leader: LeaderView
  recoveryPoint: RecoveryPointView | null
  intervalMs: number | null
  trouble: Problem | null
  stale: { since: number; reason: Problem | null } | null
  clockSkewMs: number
  /** The runs this job is one of, newest first, over all its Flink job ids. */
  lineage: RunView[]
  /** The newest run's job id: another than `jobId` when an old id was opened. */
  currentJobId: string
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

export interface HaEntryView {
  key: string
  kind: 'checkpoint' | 'job-graph' | 'execution-plan' | 'application' | 'counter' | 'leader' | 'registry' | 'unknown'
  /** What the value points to in the HA storage directory; null for plain text. */
  pointer: string | null
  sizeBytes: number | null
  markedForDeletion: boolean
  /** Plain text values: counter, leader entries, registry, unknown keys. */
  text: string | null
  /** The checkpoint its file tells of; null where the file can't be read (see `problem`) or is none. */
  resolved: {
    checkpointId: number
    path: string | null
    triggeredAt: number | null
    completedAt: number | null
    stateSizeBytes: number | null
    restored: boolean
  } | null
  problem: Problem | null
  /** The value as it stands in the ConfigMap. */
  raw: string
}

export interface HaMapView {
  name: string
  uid: string
  role: 'cluster' | 'dispatcher' | 'resourcemanager' | 'restserver' | 'job'
  /** True for Flink 1.13 and 1.14, which keep one map per component. */
  perComponent: boolean
  createdAt: number | null
  resourceVersion: string
  observedAt: number
  /** Of its leader annotation; null where this kind of map carries none. */
  leader: LeaderView | null
  /** The annotation as it stands, also when it could not be read. */
  leaderRaw: string | null
  counter: number | null
  entries: HaEntryView[]
}

export interface HighAvailabilityView {
  now: number
  cursor: string
  demo: boolean
  job: JobHeaderView
  maps: HaMapView[]
  /** What does not fit together, gravest first. */
  findings: Problem[]
}

/** One message of the event stream. Rows replace rows of the same id; `removed` names ids that are gone. */
export type StreamMessage =
  | {
      kind: 'fleet'
      now: number
      connections: ConnectionView[]
      upserted: FleetRow[]
      removed: string[]
      reset: boolean
    }
  | {
      kind: 'job'
      now: number
      job: JobHeaderView
      upserted: CheckpointRow[]
      removed: string[]
      total: number
      sources: SourceStatus[]
      reset: boolean
    }
  | { kind: 'high-availability'; now: number; job: JobHeaderView; maps: HaMapView[]; findings: Problem[] }
