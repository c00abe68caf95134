import { FLINK_RELEASES, type FlinkRelease } from '../../lib/formats/flink-release.ts'

/** One vertex of a job graph, which is one operator here. */
export interface VertexSpec {
  name: string
  kind: 'source' | 'keyed' | 'stateless'
  parallelism: number
  /** Its part of the job's state, 0 to 1; all keyed ones add up to 1. */
  stateShare: number
}

/** What happens to one checkpoint, instead of that it completes as usual. */
export type Incident = 'expires' | 'declined' | 'straggler' | 'savepoint' | 'full'

export interface JobSpec {
  name: string
  vertices: readonly VertexSpec[]
  intervalMs: number
  /** A checkpoint that takes longer expires. */
  timeoutMs: number
  /** What a checkpoint usually takes, end to end. */
  durationMs: number
  /** What a savepoint takes. */
  savepointMs: number
  stateBytes: number
  /** Id of the newest completed checkpoint when the demo starts, and how long before that it was triggered. */
  newestId: number
  newestAgeMs: number
  runningForMs: number
  /** By distance from `newestId`: -3 is the third before it, 2 the second that comes after the start. */
  incidents: Readonly<Record<number, Incident>>
  /** One key holds most of the data: the subtask that has it is waited for in every checkpoint. */
  skewed: boolean
  /**
   * declines: no checkpoint completes any more · restarts: the job fails again and again, with `cause` · restoring:
   * it is being restored for so long from now on.
   */
  trouble:
    | { kind: 'none' }
    | { kind: 'declines' }
    | { kind: 'restarts'; cause: string; restarts: number }
    | { kind: 'restoring'; forMs: number }
  /**
   * It failed and was restored once, before its checkpoint `before` (a distance from `newestId`) and an interval ahead of
   * that; `downMs` from the failure to the restore, `cause` in Flink's words.
   */
  restarted: { before: number; downMs: number; cause: string } | null
  /** Every so many checkpoints is a savepoint instead, `offset` after the newest at the start (negative: before). */
  savepointEvery: { checkpoints: number; offset: number } | null
}

/** How a cluster keeps checkpoints. */
export interface CheckpointSettings {
  release: FlinkRelease
  /** `web.checkpoints.history` */
  history: number
  /** `execution.checkpointing.num-retained` */
  retained: number
  /** How many increments a RocksDB snapshot is made of, over its base. */
  increments: number
  /** As Flink writes them: `s3://web-state/checkpoints/clickstream`, no slash at the end. */
  checkpointDirectory: string
  savepointDirectory: string
  haDirectory: string
}

/** `1.20` of `1.20.5`. @throws for a version that is none of Flink's. */
export function releaseOf(version: string): FlinkRelease {
  const release = FLINK_RELEASES.find((known) => version === known || version.startsWith(`${known}.`))
  if (!release) throw new Error(`no release of Flink: ${version}`)
  return release
}
