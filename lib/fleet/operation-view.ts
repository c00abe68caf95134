import type { Problem } from '../problem.ts'

// What pages and streams show of an operation: a durable, audited change.

/** waiting: accepted, no worker has it yet · running · completed · failed: Flink or a check said no · lost: nobody can tell how it ended, `problem` says what to look at */
export type OperationStatus = 'waiting' | 'running' | 'completed' | 'failed' | 'lost'

export interface OperationStepView {
  /** A key of `operation.steps` in the messages. */
  step: string
  status: 'waiting' | 'running' | 'done' | 'failed' | 'skipped'
  startedAt: number | null
  endedAt: number | null
}

export interface OperationView {
  id: string
  kind: 'savepoint'
  status: OperationStatus
  connection: { id: string; name: string }
  namespace: string
  cluster: string
  jobId: string
  jobName: string | null
  actor: string
  requestedAt: number
  endedAt: number | null
  steps: OperationStepView[]
  format: 'canonical' | 'native' | null
  /** The directory asked for; null: the job's own default. */
  target: string | null
  /** Where the result lies. */
  location: string | null
  checkpointId: number | null
  sizeBytes: number | null
  /** When the `_metadata` of the result was read in storage; null: it could not be. */
  verifiedAt: number | null
  /** Why it failed, what to look at where it is lost; while it runs, what keeps it waiting. */
  problem: Problem | null
}

/** Whether a savepoint of a job can be taken now, and how. */
export interface SavepointOffer {
  /** Why not; null: it can. */
  refusal: Problem | null
  formats: ('canonical' | 'native')[]
}
