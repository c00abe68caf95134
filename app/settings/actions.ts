'use server'

import { answerAction } from '@/app/answer-action'
import type { HistoryOutcome } from '@/components/settings/history-form'
import { changeHistory } from '@/lib/services/settings/change-history'

/** Changes how long history is kept. */
export async function saveHistory(rowDays: number): Promise<HistoryOutcome> {
  return answerAction({ part: 'settings', failed: 'a setting could not be changed' }, async (ctx) => ({
    rowDays: await changeHistory({ ctx, input: { rowDays } }),
  }))
}
