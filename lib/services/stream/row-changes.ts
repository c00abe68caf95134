import { READ_TIMES_EVERY_MS, withoutReadTimes } from '../../fleet/change-feed.ts'

/** What changed between two readings of a list of rows. */
export interface RowChanges<Row> {
  upserted: Row[]
  removed: string[]
}

/**
 * Compares each reading of a list with what was told of the one before. A JobManager is asked every three seconds, and each
 * answer moves the time of reading of every row it names: alone, that is told every 15 s only.
 *
 * @param clock epoch milliseconds
 */
export function rowChanges<Row extends { id: string }>(
  clock: () => number = Date.now,
): (rows: readonly Row[]) => RowChanges<Row> {
  let told = new Map<string, { content: string; whole: string }>()
  let timesToldAt = Number.NEGATIVE_INFINITY
  return (rows) => {
    const now = clock()
    const timesToo = now - timesToldAt >= READ_TIMES_EVERY_MS
    if (timesToo) timesToldAt = now
    const next: typeof told = new Map()
    const upserted = rows.filter((row) => {
      const before = told.get(row.id)
      const is = { content: withoutReadTimes(row), whole: JSON.stringify(row) }
      const changed = before?.content !== is.content || (timesToo && before.whole !== is.whole)
      next.set(row.id, changed ? is : before)
      return changed
    })
    const removed = [...told.keys()].filter((id) => !next.has(id))
    told = next
    return { upserted, removed }
  }
}
