/** The length of the longest run of ascending numbers that can be left standing in `positions`. */
function longestAscending(positions: readonly number[]): number {
  // ends[n] is the smallest number a run of n + 1 can end with.
  const ends: number[] = []
  for (const position of positions) {
    ends[placeIn(ends, position)] = position
  }
  return ends.length
}

/** Where the first of some ascending numbers stands that is not below `position`: after the last where all are. */
function placeIn(ascending: readonly number[], position: number): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? 0) < position) from = middle + 1
    else to = middle
  }
  return from
}

/** How many rows a sort would move: the fewest that must change their place to come from `current` to `wanted`. */
export function rowsOutOfPlace(current: readonly string[], wanted: readonly string[]): number {
  const places = new Map(wanted.map((id, index) => [id, index]))
  const positions = current.flatMap((id) => places.get(id) ?? [])
  return positions.length - longestAscending(positions)
}

/** Rows in the order they stand in, new ones at the end as `compare` has them: nothing moves by itself. */
export function keepOrder<Row extends { id: string }>(
  rows: readonly Row[],
  standing: readonly string[],
  compare: (a: Row, b: Row) => number,
): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const kept = standing.flatMap((id) => byId.get(id) ?? [])
  const known = new Set(standing)
  return [...kept, ...rows.filter((row) => !known.has(row.id)).sort(compare)]
}
