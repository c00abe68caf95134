'use client'

import { useState } from 'react'
import { keepOrder, rowsOutOfPlace } from './row-order'

/**
 * Keeps rows where they stand while their values change, and tells how many a sort would move.
 *
 * @param sort.key names the sort; a change of it sorts at once.
 * @param sort.compare the full order. @param sort.rank the coarse one: only who leaves a rank counts as out of place,
 *   else each new checkpoint of a healthy job would ask for a sort.
 */
export function useRowOrder<Row extends { id: string }>(
  rows: readonly Row[],
  sort: { key: string; compare: (a: Row, b: Row) => number; rank: (row: Row) => number },
): { ordered: Row[]; outOfPlace: number; sortNow: () => void } {
  const sorted = () => ({ key: sort.key, ids: [...rows].sort(sort.compare).map(({ id }) => id) })
  const [standing, setStanding] = useState(sorted)
  const current = standing.key === sort.key ? standing : sorted()
  if (current !== standing) setStanding(current)

  const ordered = keepOrder(rows, current.ids, sort.compare)
  const ranked = ordered.map((row) => ({ id: row.id, rank: sort.rank(row) }))
  const wanted = [...ranked].sort((a, b) => a.rank - b.rank)
  const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id)
  return { ordered, outOfPlace: rowsOutOfPlace(ids(ranked), ids(wanted)), sortNow: () => setStanding(sorted()) }
}
