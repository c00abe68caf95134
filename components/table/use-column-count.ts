'use client'

import { useNarrow } from './use-narrow'

/** How many columns of a table show: a cell that spans more than there are would add some, as wide as the others. */
export function useColumnCount(counts: { all: number; folded: number; small: number }): number {
  const { folded, small } = useNarrow()
  return small ? counts.small : folded ? counts.folded : counts.all
}
