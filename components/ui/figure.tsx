'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** Whether figures are stops in the tab order here: in a table only those of the row that has the focus are. */
export const FigureStop = createContext<0 | -1>(0)

/**
 * A figure that says more when it is pointed at or has the focus: its exact value, its source and when that was read, a
 * line each. `TipLayer` shows it.
 */
export function Figure({
  tip,
  className,
  label,
  children,
}: {
  tip: string
  className?: string | undefined
  /** What it is called, where it is drawn and not written. */
  label?: string
  children: ReactNode
}) {
  const stop = useContext(FigureStop)
  if (tip === '') return <span className={className}>{children}</span>
  return (
    <span data-tip={tip} tabIndex={stop} className={className} {...(label ? { role: 'img', 'aria-label': label } : {})}>
      {children}
    </span>
  )
}
