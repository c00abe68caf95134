'use server'

import type { OrderOutcome } from '@/components/operation/operation-orders'
import { type TriggerSavepointInput, triggerSavepoint } from '@/lib/services/savepoint/trigger-savepoint'
import { answerAction } from './answer-action'

/** Orders a savepoint for a page of Weir. */
export async function orderSavepoint(input: TriggerSavepointInput): Promise<OrderOutcome> {
  return answerAction({ part: 'operations', failed: 'a savepoint could not be ordered' }, async (ctx) => ({
    operation: await triggerSavepoint({ ctx, input }),
  }))
}
