import { log } from '../log.ts'
import { counter } from '../metrics.ts'

/** A foreign name of this server, a foreign page that would change something, one that would read, a right that is missing. */
export type RefusalReason = 'host' | 'origin' | 'site' | 'right'

const WARN_EVERY_MS = 60_000
const warned = new Map<RefusalReason, { at: number; since: number }>()

/** Counts an attempt that was refused, and tells of it in the log: of many of one kind once a minute. */
export function countRefusal(reason: RefusalReason, now = Date.now()): void {
  const refused = counter({
    name: 'weir_refused_total',
    help: 'Requests that were refused, by reason.',
    labelNames: ['reason'],
  })
  refused.inc({ reason })
  const last = warned.get(reason)
  if (last !== undefined && now - last.at < WARN_EVERY_MS) {
    last.since += 1
    return
  }
  warned.set(reason, { at: now, since: 0 })
  log('auth').warn({ reason, more: last?.since ?? 0 }, 'a request was refused')
}
