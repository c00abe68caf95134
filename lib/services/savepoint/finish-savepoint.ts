import { setTimeout as delay } from 'node:timers/promises'
import { checkSavepoint, recordSavepoint, savepointRow, unreadable } from './check-savepoint.ts'
import type { SavepointResult } from './savepoint-state.ts'
import { liesIn } from './savepoint-target.ts'
import type { Next, SavepointWork } from './savepoint-work.ts'

/** Flink has written it: its place and its `_metadata` are checked, and the record is seen to have it. */
export async function finishSavepoint(work: SavepointWork): Promise<Next> {
  const { location, target } = work.progress
  if (location === null) return work.lose('savepoint.lost')
  const checked = await checkSavepoint(work.fleet.storage, location)
  if (target !== null && !liesIn(location, target)) {
    return work.fail({ code: 'savepoint.elsewhere', params: { location, target } })
  }
  await work.save({}, 'record')
  work.cluster()?.nudge()
  const seen = await untilSeen(work, location)
  const result: SavepointResult = {
    ...checked.result,
    checkpointId: checked.result.checkpointId ?? seen?.checkpointId ?? null,
    sizeBytes: checked.result.sizeBytes ?? seen?.stateSizeBytes ?? null,
  }
  const recorded = seen !== null || (await recordSavepoint(work.fleet, work.cluster(), work.jobId, result, Date.now()))
  const notRecorded = recorded ? null : { code: 'savepoint.not-recorded', params: { location } }
  return work.complete(result, checked.problem ?? notRecorded)
}

/** It is complete, as Flink says; reading it is given up. */
export async function finishUnread(work: SavepointWork): Promise<Next> {
  const { location } = work.progress
  if (location === null) return work.lose('savepoint.lost')
  const result = { location, checkpointId: null, sizeBytes: null, verifiedAt: null }
  return work.complete(result, unreadable(location, 'reading it was given up'))
}

async function untilSeen(work: SavepointWork, location: string) {
  const until = Date.now() + work.pace.recordedWithinMs
  for (;;) {
    const seen = savepointRow(work.cluster(), work.jobId, location)
    if (seen !== null || Date.now() > until) return seen
    await delay(work.pace.askEveryMs, undefined, { signal: work.signal })
  }
}
