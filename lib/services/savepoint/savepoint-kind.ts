import type { OperationKind } from '../operation/operation-kind.ts'
import { runSavepoint } from './run-savepoint.ts'
import { SavepointInput, SavepointProgress, SavepointResult } from './savepoint-state.ts'

/** Savepoints among the kinds of operations. */
export const savepointKind: OperationKind = {
  run: (operation, fleet, signal) => runSavepoint(operation, fleet, signal),

  view(row) {
    const { format, target } = SavepointInput.parse(row.input)
    const result = SavepointResult.nullable().catch(null).parse(row.result)
    return {
      kind: 'savepoint',
      format,
      target,
      location: result?.location ?? null,
      checkpointId: result?.checkpointId ?? null,
      sizeBytes: result?.sizeBytes ?? null,
      verifiedAt: result?.verifiedAt ?? null,
    }
  },

  abandoned(row) {
    const progress = SavepointProgress.safeParse(row.progress)
    return progress.data?.phase === 'preparing'
      ? { status: 'failed', problem: { code: 'savepoint.never-ordered' } }
      : { status: 'lost', problem: { code: 'operation.abandoned' } }
  },
}
