/** How an attempt will end; it is decided when it is triggered. */
export type Outcome =
  | { kind: 'completes'; durationMs: number }
  /** `unacknowledged`: so many of the last subtasks never answer. */
  | { kind: 'fails'; afterMs: number; message: string; unacknowledged: number }

export interface CheckpointAttempt {
  id: number
  triggeredAt: number
  /** FULL: triggered by hand, with everything written again. */
  type: 'CHECKPOINT' | 'FULL' | 'SAVEPOINT'
  /** Null for checkpoints. */
  format: 'CANONICAL' | 'NATIVE' | null
  status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  outcome: Outcome
  /** The subtask that all others wait for. */
  slowest: { vertex: number; subtask: number; phase: 'alignment' | 'async' }
  /** Ids of the checkpoints whose files it is made of, oldest first; the last is its own. */
  increments: readonly number[]
  /** Directory of `_metadata`, where it completes. */
  path: string
  discarded: boolean
}

/** When the attempt ends, epoch ms. */
export function endsAt({ triggeredAt, outcome }: CheckpointAttempt): number {
  return triggeredAt + (outcome.kind === 'completes' ? outcome.durationMs : outcome.afterMs)
}
