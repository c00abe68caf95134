import type { Answer, CheckpointConfig, CheckpointStatistics, JobOverview } from '../flink/client.ts'
import type { VertexKnowledge } from './checkpoint-detail.ts'
import type { CheckpointParts, OperatorCheckpointView, SlowestSubtask } from './timeline-view.ts'

/** What REST last told of one job. An answer that failed keeps the one before beside it. */
export interface RestJob {
  overview: JobOverview | null
  checkpoints: Answer<CheckpointStatistics> | null
  lastCheckpoints: { value: CheckpointStatistics; observedAt: number } | null
  config: CheckpointConfig | null
  /** Of finished checkpoints in Flink's history, by id. */
  details: Map<number, FetchedDetails>
  /** How often those of a checkpoint were asked for in vain, by id. */
  detailTries: Map<number, number>
  /** `readFor`: the state of the job it was read for; null before the first time. */
  vertices: VertexKnowledge & { readFor: string | null }
  /** Restores and failures, oldest first. */
  events: JobEvent[]
  eventsReadFor: string | null
}

/** What is known of a finished checkpoint's details. */
export interface FetchedDetails {
  triggeredAt: number
  parts: CheckpointParts | null
  slowest: SlowestSubtask | null
  /** With the subtasks that are kept; null once they are recorded, or where Flink knew them no more. */
  operators: OperatorCheckpointView[] | null
}

/** Something that happened to a job between its checkpoints. Times are epoch ms on the JobManager's clock. */
export type JobEvent =
  | { kind: 'restored'; at: number; checkpointId: number; path: string | null }
  | { kind: 'failure'; at: number; cause: string }
