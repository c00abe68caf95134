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
  children,
}: {
  label: ReactNode
  figure?: boolean
  sorted?: Direction | null
  onSort?: () => void
  className?: string
  /** What else stands in it. */
  children?: ReactNode
}) {
  const align = figure ? 'figure' : ''
  const arrow = sorted ? <Icon name={sorted} size={11} className={onSort ? '' : 'ml-[3px] inline-block'} /> : null
  if (!onSort) {
    return (
      <th scope="col" aria-sort={sorted ?? undefined} className={`${align} ${className}`}>
        {label}
        {arrow}
        {children}
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
        {arrow}
      </button>
      {children}
    </th>
  )
}
