'use client'

import { type ReactNode, useState } from 'react'

/** A cell that fades once when its value has changed. @param props.value what counts as the same: not a counting age. */
export function LiveCell({
  value,
  className = '',
  colSpan,
  children,
}: {
  value: string
  className?: string
  colSpan?: number
  children: ReactNode
}) {
  const [seen, setSeen] = useState({ value, changes: 0 })
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 })
  // The one animation by two names: a change of the name starts it again, and what is in the cell keeps the focus.
  const fade = seen.changes === 0 ? '' : seen.changes % 2 === 1 ? 'changed' : 'changed-again'
  return (
    <td colSpan={colSpan} className={`${fade} ${className}`}>
      {children}
    </td>
  )
}
