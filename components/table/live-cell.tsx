'use client'

import { type ReactNode, useState } from 'react'

/** A cell that fades once when its value has changed. @param props.value what counts as the same: not a counting age. */
export function LiveCell({
  value,
  className = '',
  children,
}: {
  value: string
  className?: string
  children: ReactNode
}) {
  const [seen, setSeen] = useState({ value, changes: 0 })
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 })
  return (
    // A new element starts the animation again.
    <td key={seen.changes} className={seen.changes > 0 ? `changed ${className}` : className}>
      {children}
    </td>
  )
}
