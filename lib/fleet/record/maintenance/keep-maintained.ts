import type { Database } from '../../../db/client.ts'
import { log } from '../../../log.ts'
import { counter } from '../../../metrics.ts'
import { maintainHistory } from './maintain-history.ts'
import { readRetention } from './retention.ts'

const EVERY_MS = 60 * 60_000

/** Maintains history now and every hour, for as long as this process runs. */
export function keepHistoryMaintained(databaseUrl: string, database: Database): void {
  const run = () => void maintainNow(databaseUrl, database)
  setInterval(run, EVERY_MS).unref()
  run()
}

/** Goes over history once, or leaves it to the replica that is at it. Never throws: what fails is tried again in an hour. */
export async function maintainNow(databaseUrl: string, database: Database): Promise<void> {
  try {
    const done = await maintainHistory(databaseUrl, () => readRetention(database), Date.now())
    const days = done?.retired.map((day) => new Date(day).toISOString().slice(0, 10)) ?? []
    if (days.length > 0) log('history').info({ days }, 'days of checkpoints were counted into bins and dropped')
  } catch (error) {
    counter({ name: 'weir_history_failures_total', help: 'Times that history could not be maintained' }).inc()
    log('history').error({ err: error }, 'history could not be maintained')
  }
}
