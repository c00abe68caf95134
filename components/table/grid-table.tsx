'use client'

import type { KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react'

export interface GridTableProps {
  ref: Ref<HTMLTableElement>
  onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => void
  onClick: (event: MouseEvent<HTMLTableElement>) => void
}

/** A table whose rows take the focus and unfold. @param props.rowCount all rows there are, where not all are in the page. */
export function GridTable({
  grid,
  label,
  rowCount,
  children,
}: {
  grid: GridTableProps
  label: string
  rowCount?: number
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA allows it, and a real table keeps its columns
    <table {...grid} role="treegrid" className="table" aria-label={label} aria-rowcount={rowCount}>
      {children}
    </table>
  )
}
