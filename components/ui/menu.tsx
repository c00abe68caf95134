'use client'

import { type ReactNode, useRef, useState } from 'react'
import { button } from './button'
import { Icon, type IconName } from './icon'
import { useDismissal } from './use-dismissal'

/** A button with a panel below it that stays while something in it is changed, and goes with Esc or a click elsewhere. */
export function Menu({ icon, label, children }: { icon: IconName; label: string; children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null)
  const [open, setOpen] = useState(false)
  useDismissal(box, open, (by) => {
    setOpen(false)
    if (by === 'escape') box.current?.querySelector('summary')?.focus()
  })
  return (
    <details
      ref={box}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="relative flex-none"
    >
      {/* Opened here and not by the browser, which tells of it later: Esc may come before. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is the button of its details */}
      <summary
        onClick={(event) => {
          event.preventDefault()
          setOpen(!open)
        }}
        className={button({ kind: 'quiet', className: 'list-none [&::-webkit-details-marker]:hidden' })}
      >
        <Icon name={icon} className="text-ink-3" />
        <span className="folded:sr-only">{label}</span>
      </summary>
      <div className="absolute top-full right-0 z-10 mt-1 rounded-md border border-line-2 bg-raised">{children}</div>
    </details>
  )
}
