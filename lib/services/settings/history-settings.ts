import { readSetting } from '../../db/setting.ts'
import { measureHistory } from '../../fleet/record/maintenance/measure-history.ts'
import { BIN_DAYS, HistorySetting, ROW_DAYS } from '../../fleet/record/maintenance/retention.ts'
import { WeirError } from '../../problem.ts'
import { runningFleet } from '../running-fleet.ts'

/** What is kept of checkpoints, for how long, and what it takes. Sizes in bytes. */
export interface HistorySettingsView {
  demo: boolean
  /** Full rows are kept for that many days. */
  rowDays: number
  rowDaysAllowed: { min: number; max: number }
  /** Five-minute bins are kept for that many days. */
  binDays: number
  /** About: as PostgreSQL counts. */
  rows: number
  rowBytes: number
  binBytes: number
  /** At the rate of today and yesterday; null while that is too little to say. */
  perDay: { rows: number; bytes: number } | null
}

/**
 * For whoever may open Weir: it tells of no cluster.
 *
 * @throws WeirError `recorder.unavailable`
 */
export async function readHistorySettings(): Promise<HistorySettingsView> {
  const { database, demo } = runningFleet()
  try {
    const [{ rowDays }, size] = await Promise.all([
      readSetting(database, HistorySetting),
      measureHistory(database, Date.now()),
    ])
    const { min, max } = ROW_DAYS
    return { demo, rowDays, rowDaysAllowed: { min, max }, binDays: BIN_DAYS, ...size }
  } catch (error) {
    throw new WeirError({ code: 'recorder.unavailable' }, { cause: error })
  }
}
