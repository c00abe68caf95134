import type { Operation } from '../../db/generated/client.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { OperationStatus, OperationView } from '../../fleet/operation-view.ts'
import type { Problem } from '../../problem.ts'
import type { ClaimedOperation } from './claimed-operation.ts'

/** How a worker's turn at an operation ends: with the operation, or with nothing to do before a while has passed. */
export type Turn = 'ended' | { againInMs: number }

/** What is known of one kind of operation; `lib/services/operation` does what all kinds share. */
export interface OperationKind {
  /**
   * Takes an operation on from wherever an earlier worker left it.
   *
   * @throws Superseded where another worker has taken over; the reason of `signal` when Weir ends
   */
  run(operation: ClaimedOperation, fleet: Fleet, signal: AbortSignal): Promise<Turn>
  /** What pages show beside what all kinds have. @throws ZodError where a row is none that any version wrote */
  view(
    row: Operation,
  ): Pick<OperationView, 'kind' | 'format' | 'target' | 'location' | 'checkpointId' | 'sizeBytes' | 'verifiedAt'>
  /** How one ends that no worker took to its end before its deadline. */
  abandoned(row: Operation): { status: Extract<OperationStatus, 'failed' | 'lost'>; problem: Problem }
}

/** By the word that rows have. */
export type OperationKinds = ReadonlyMap<string, OperationKind>
