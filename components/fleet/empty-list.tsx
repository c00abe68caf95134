'use client'

import type { ReactNode } from 'react'
import type { HiddenBy } from './empty-reason'

/** The one sentence of a list without rows, and the way to what is there: clears what hides it. */
export function EmptyList({
  text,
  hiddenBy,
  clear,
  set,
}: {
  text: ReactNode
  hiddenBy: HiddenBy | null
  /** What clearing is called. */
  clear: string
  set: (changes: Record<string, string | null>) => void
}) {
  if (hiddenBy === null) return text
  return (
    <>
      {text}{' '}
      <button type="button" className="link" onClick={() => set(CLEARED[hiddenBy])}>
        {clear}
      </button>
    </>
  )
}

const CLEARED: Record<HiddenBy, Record<string, null>> = {
  filter: { filter: null },
  view: { view: null },
  scope: { connection: null, namespace: null },
}
