'use client'

import type { FocusEvent, KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react'

export interface GridTableProps {
  ref: Ref<HTMLTableElement>
  onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => void
  onClick: (event: MouseEvent<HTMLTableElement>) => void
  onFocus: (event: FocusEvent<HTMLTableElement>) => void
  /** What is said of the id that was copied; where the page says it itself, nothing. */
  copied?: ReactNode
}

/** A table whose rows take the focus and unfold. */
export function GridTable({
  grid: { copied, ...grid },
  label,
  children,
}: {
  grid: GridTableProps
  label: string
  children: ReactNode
}) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA allows it, and a real table keeps its columns */}
      <table {...grid} role="treegrid" className="table" aria-label={label}>
        {children}
      </table>
      {copied ? <p className="copied">{copied}</p> : null}
    </>
  )
}
