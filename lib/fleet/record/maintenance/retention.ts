import { z } from 'zod'
import type { Database } from '../../../db/client.ts'
import { readSetting, type Setting } from '../../../db/setting.ts'
import type { Retention } from './maintain-history.ts'

export const ROW_DAYS = { min: 1, max: 90, otherwise: 7 }
/** Bins are a hundredth of the rows they were made of. */
export const BIN_DAYS = 90

export const HistorySetting: Setting<{ rowDays: number }> = {
  key: 'history',
  schema: z.object({ rowDays: z.int().min(ROW_DAYS.min).max(ROW_DAYS.max) }),
  otherwise: { rowDays: ROW_DAYS.otherwise },
}

export async function readRetention(database: Database): Promise<Retention> {
  const { rowDays } = await readSetting(database, HistorySetting)
  return { rowDays, binDays: BIN_DAYS }
}
