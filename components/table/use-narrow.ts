'use client'

import { useSyncExternalStore } from 'react'

/** The widths at which things fold: the variants `folded` and `small` of the style sheet. */
const QUERY = { folded: '(width <= 1100px)', small: '(width <= 820px)' } as const

function useMatch(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
    () => false,
  )
}

/** Which folds are in effect. The server does not know and says none: what must be right at once is left to the style sheet. */
export function useNarrow(): Record<keyof typeof QUERY, boolean> {
  const folded = useMatch(QUERY.folded)
  const small = useMatch(QUERY.small)
  return { folded, small }
}
