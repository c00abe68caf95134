import { z } from 'zod'
import { actorName, audit } from '../../audit/record.ts'
import type { WriteCtx } from '../../auth/context.ts'
import { withAdvisoryLock } from '../../db/client.ts'
import { readSetting, writeSetting } from '../../db/setting.ts'
import { env } from '../../env.ts'
import { maintainNow } from '../../fleet/record/maintenance/keep-maintained.ts'
import { HistorySetting, ROW_DAYS } from '../../fleet/record/maintenance/retention.ts'
import { WeirError } from '../../problem.ts'
import { runningFleet } from '../running-fleet.ts'

const Input = z.strictObject({ rowDays: z.int().min(ROW_DAYS.min).max(ROW_DAYS.max) })
export type ChangeHistoryInput = z.input<typeof Input>

/**
 * Changes for how many days full rows of checkpoints are kept. Fewer days than now: what is older is counted into bins and
 * dropped at once.
 *
 * @returns the days that hold from now on
 * @throws WeirError `history.days-invalid`, `auth.forbidden`
 */
export async function changeHistory({ ctx, input }: { ctx: WriteCtx; input: ChangeHistoryInput }): Promise<number> {
  ctx.require('history:change', null)
  const parsed = Input.safeParse(input)
  const { min, max } = ROW_DAYS
  if (!parsed.success) throw new WeirError({ code: 'history.days-invalid', params: { min, max } })
  const { rowDays } = parsed.data
  const { database } = runningFleet()
  await database.$transaction(async (tx) => {
    await withAdvisoryLock(tx, 'setting:history')
    const before = await readSetting(tx, HistorySetting)
    if (before.rowDays === rowDays) return
    await writeSetting(tx, HistorySetting, { rowDays })
    const detail = { from: before.rowDays, to: rowDays }
    await audit(tx, actorName(ctx.actor), { verb: 'history.change', subject: null, operationId: null, detail })
  })
  // Takes a minute a day where there is much; whoever asked need not wait.
  void maintainNow(env().databaseUrl, database)
  return rowDays
}
