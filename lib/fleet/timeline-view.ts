import type { Problem } from '../problem.ts'

// What the checkpoint timeline and an opened checkpoint show. Times are epoch milliseconds on the source's clock,
// durations milliseconds, sizes bytes; `null` means unknown.

/**
 * How long the slowest subtask of a checkpoint spent in each phase, as Flink measured them. Their sum is a little less than
 * its end-to-end duration (the rest is the way of the acknowledgement), and more where alignment and snapshot overlap
 * (unaligned).
 */
export interface CheckpointParts {
  startDelayMs: number
  alignmentMs: number
  syncMs: number
  asyncMs: number
}

/** The subtask whose acknowledgement came last. */
export interface SlowestSubtask {
  operator: string | null
  subtask: number
  /** It held the checkpoint up: at least 3 times its operator's median and at least a second. */
  straggler: boolean
}

/** One subtask's part in a checkpoint; `null` figures: it has not acknowledged. */
export interface SubtaskCheckpointView {
  index: number
  acknowledgedAt: number | null
  endToEndMs: number | null
  parts: CheckpointParts | null
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  /** Where it ran, as Flink names it; null where no source tells. */
  taskManager: string | null
}

export interface OperatorCheckpointView {
  /** Flink's id of the job vertex. */
  vertexId: string
  name: string | null
  acknowledged: { acked: number; total: number }
  endToEndMs: number | null
  stateSizeBytes: number | null
  checkpointedSizeBytes: number | null
  /** The median end-to-end duration of all its subtasks that acknowledged, listed or not. */
  medianMs: number | null
  /** By index; empty where they were never fetched. Weir's record keeps the 64 slowest. */
  subtasks: SubtaskCheckpointView[]
  /** Subtasks that are not listed: faster than every listed one. */
  omitted: number
}

/** The subtask that held a checkpoint up: the slowest of all, at least 3 times its operator's median and at least a second. */
export interface Straggler {
  vertexId: string
  operator: string | null
  subtask: number
  /** The phase it spent most of its time in. */
  phase: keyof CheckpointParts
  phaseMs: number
  /** Its end-to-end duration over the median of its operator. */
  timesMedian: number
  taskManager: string | null
}

export interface CheckpointDetailView {
  /** run id + '/' + checkpoint id */
  id: string
  operators: OperatorCheckpointView[]
  straggler: Straggler | null
  /** Who tells it: the JobManager now, or Weir's record; null where details were never fetched. */
  source: 'rest' | 'weir' | null
  readAt: number | null
  /** What kept the details from being read. */
  problem: Problem | null
}

/** One checkpoint of the timeline: the least that draws a bar. */
export interface TimelineCheckpoint {
  /** run id + '/' + checkpoint id */
  id: string
  checkpointId: number
  triggeredAt: number
  durationMs: number | null
  status: 'completed' | 'failed' | 'in-progress' | 'unknown'
  savepoint: boolean
  parts: CheckpointParts | null
  stateSizeBytes: number | null
  /** Only where one held the checkpoint up. */
  straggler: { operator: string | null; subtask: number } | null
  /** Why it failed. */
  failure: Problem | null
}

/** Five minutes of the brush. */
export interface TimelineBin {
  from: number
  completed: number
  failed: number
  savepoints: number
  /** The longest of the completed ones; null: none. */
  longestMs: number | null
  medianMs: number | null
  stateSizeBytes: number | null
}

export interface TimelineRestart {
  at: number
  /** restart: a new attempt of the same run · run: a new run, as after a restore */
  kind: 'restart' | 'run'
  restoredCheckpointId: number | null
  restoredFrom: string | null
  /** Flink's own words on what made it restart: the innermost cause, one line. Null: nobody told. */
  cause: string | null
}

export interface TimelineGap {
  from: number
  to: number
  /** How many ids of checkpoints are missing; null where the span is not over. */
  missing: number | null
}

export interface TimelineView {
  now: number
  /** The window asked for. */
  from: number
  to: number
  /** Oldest first, at most 2,000 in the window; of days whose full rows are gone only what is still needed. */
  checkpoints: TimelineCheckpoint[]
  /** How many there are in the window. Where more than are given, of each slot of time the failed and longest are given. */
  total: number
  /** The part of the window whose full rows are gone: bins of `countedBinMs`, oldest first, at most 1,000. */
  counted: TimelineBin[]
  /** Five minutes, or a multiple of that. */
  countedBinMs: number
  restarts: TimelineRestart[]
  /** The 24 hours that `bins` cover: a whole number of 24 hours before now, so that they hold `to`. */
  binsFrom: number
  binsTo: number
  /** Oldest first, those without anything left out. */
  bins: TimelineBin[]
  /** Spans with checkpoints that Weir did not see: nothing is known, which is not nothing. Oldest first. */
  gaps: TimelineGap[]
  /** Since when Weir keeps anything of this job. */
  since: number | null
}
