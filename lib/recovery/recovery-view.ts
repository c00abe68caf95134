import type { Evidence, JobHeaderView, SourceStatus } from '../fleet/view.ts'
import type { Problem } from '../problem.ts'

// What the Recovery points page shows: plain data that survives JSON. Times are epoch milliseconds, sizes bytes, `null`
// means unknown.

/**
 * What may be expected of a point, by checks that were made and by nothing else.
 *
 * recommended: the newest of the restorable ones · restorable: `_metadata` was read and every file it names is there ·
 * needs-care: the same, but something about it does not fit the job · not-restorable: a check failed · unknown: not checked,
 * or it can't be
 */
export type Verdict = 'recommended' | 'restorable' | 'needs-care' | 'not-restorable' | 'unknown'

/** What was found of the files of a point, its `_metadata` counted among them. */
export interface CheckedFiles {
  total: number
  found: number
  missing: number
  /** There, but shorter than what was written. */
  short: number
  /** Outside of the registered locations, or not looked at. */
  unknown: number
  checkedAt: number
}

export interface RecoveryPointRow {
  /** The normalised path; run id + '/' + checkpoint id where the path is unknown. */
  id: string
  /** 1 is the recommended one; null where it can't be restored, or nobody knows. */
  rank: number | null
  verdict: Verdict
  /** A code of `problems.recovery`: what decided the verdict. */
  why: Problem
  kind: 'checkpoint' | 'full-checkpoint' | 'savepoint' | null
  checkpointId: number | null
  path: string | null
  /** The Flink job id whose run took it; null where only a directory tells of it. */
  jobId: string | null
  triggeredAt: number | null
  /** When storage says that its `_metadata` was written: stands in where no source tells the trigger time. */
  writtenAt: number | null
  firstSeenAt: number | null
  sizeBytes: number | null
  evidence: Evidence[]
  files: CheckedFiles | null
  /** Who removes its files: Flink once it is subsumed, or nobody but its owner, you. */
  owner: 'flink' | 'you'
  /** The job id whose Flink claims the files; null: none does. */
  claim: string | null
}

/** A place that was looked through for points. */
export interface SearchedPlace {
  /** A directory in storage, as Flink writes it. */
  path: string
  entries: number
  /** False: it holds more than was listed. */
  whole: boolean
  listedAt: number
}

export interface RecoveryPointsView {
  now: number
  cursor: string
  demo: boolean
  job: JobHeaderView
  /** By rank, then those that can't be ranked, newest first. */
  rows: RecoveryPointRow[]
  /** What would go wrong if nobody did anything. */
  warning: Problem | null
  searched: {
    haMaps: number | null
    /** Since when Weir's own record has been kept. */
    recordSince: number | null
    places: SearchedPlace[]
  }
  /** What could not be looked through, and why. */
  notSearched: Problem[]
  sources: SourceStatus[]
}

/** Kinds of handle, in the words of the state they hold. */
export type HandleKind =
  | 'list'
  | 'union'
  | 'broadcast'
  | 'keyed-heap'
  | 'keyed-rocksdb'
  | 'keyed-canonical'
  | 'keyed-changelog'
  | 'raw-operator'
  | 'raw-keyed'
  | 'in-flight'
  | 'coordinator'

export interface RecoveryOperator {
  /** 32 hex digits. */
  id: string
  name: string | null
  uid: string | null
  parallelism: number
  maxParallelism: number
  stateSizeBytes: number | null
  fullyFinished: boolean
  handles: HandleKind[]
}

/** An opened point: what its `_metadata` says. */
export interface RecoveryPointDetail {
  id: string
  path: string | null
  metadata: {
    version: number
    sizeBytes: number
    decodedMs: number
    checkpointId: number
    /** The releases of Flink that write this version, oldest and newest known. */
    releases: { first: string; last: string }
    typeName: string | null
    formatType: string | null
    readAt: number
  } | null
  /** What kept `_metadata` from being read. */
  problem: Problem | null
  /** In the order of the file, at most 500; `operatorCount` counts all. */
  operators: RecoveryOperator[]
  operatorCount: number
  files: CheckedFiles | null
  /** Files that lie outside of the point's own directory: it can't be moved without them. */
  sharedFiles: number | null
  distinctFileBytes: number | null
  inlineHandles: number | null
  inlineBytes: number | null
}

export interface RecoveryFile {
  path: string
  kind: 'metadata' | 'file' | 'relative' | 'segment'
  sizeBytes: number | null
  state: 'found' | 'missing' | 'short' | 'unknown'
}

/** A page of the files of a point, in the order in which `_metadata` names them first. */
export interface RecoveryFilesView {
  files: RecoveryFile[]
  from: number
  total: number
  problem: Problem | null
}
