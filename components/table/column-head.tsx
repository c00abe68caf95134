'use client'

import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

export type Direction = 'ascending' | 'descending'

/** The head of a column; with `onSort` a button that sorts by it, and turns the order round when it already does. */
export function ColumnHead({
  label,
  figure = false,
  sorted,
  onSort,
  className = '',
}: {
  label: ReactNode
  figure?: boolean
  sorted?: Direction | null
  onSort?: () => void
  className?: string
}) {
  const align = figure ? 'figure' : ''
  if (!onSort) {
    return (
      <th scope="col" className={`${align} ${className}`}>
        {label}
      </th>
    )
  }
  return (
    <th scope="col" aria-sort={sorted ?? undefined} className={`${align} ${className}`}>
      <button
        type="button"
        onClick={onSort}
        className={`inline-flex h-6 max-w-full items-center gap-[3px] rounded-sm hover:text-ink ${sorted ? 'text-ink-2' : ''}`}
      >
        {label}
        {sorted ? <Icon name={sorted} size={11} /> : null}
      </button>
    </th>
  )
}
