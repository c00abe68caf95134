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
  const wanted = [...ordered].sort((a, b) => sort.rank(a) - sort.rank(b))
  const ids = (of: readonly Row[]) => of.map(({ id }) => id)
  return { ordered, outOfPlace: rowsOutOfPlace(ids(ordered), ids(wanted)), sortNow: () => setStanding(sorted()) }
}
