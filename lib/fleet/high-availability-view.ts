import type { Problem } from '../problem.ts'
import type { JobHeaderView, LeaderView, SourceStatus } from './view.ts'

// What the page of a job's HA data shows: plain data, times and sizes as in view.ts.

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
  /** As on the job's other tabs. */
  sources: SourceStatus[]
}
