import type { JobEvidenceInput } from './job-evidence.ts'
import type { RecordedJob } from './record/recorder.ts'
import type { CheckpointRow, RecoveryPointView } from './view.ts'

/** One job of a live cluster, folded from all sources. */
export interface LiveJob {
  jobId: string
  evidence: JobEvidenceInput
  record: RecordedJob | null
  rows: CheckpointRow[]
  recoveryPoint: RecoveryPointView | null
  orphaned: boolean
}
