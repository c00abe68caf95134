'use client'

import { useEffect, useRef, useState } from 'react'
import { useShortcuts } from '@/components/keyboard/use-shortcuts'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'

/** The field that filters a list: `/` leads into it, Esc empties and then leaves it. */
export function FilterField({
  label,
  hint,
  filter,
  onFilter,
}: {
  label: string
  hint: string
  filter: string
  onFilter: (text: string) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  // What is typed is shown at once; the address follows, and wins where it is changed from elsewhere.
  const [typed, setTyped] = useState(filter)
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(filter)
  }, [filter])
  const type = (text: string) => {
    setTyped(text)
    onFilter(text)
  }
  useShortcuts({ '/': () => input.current?.focus() })
  return (
    <search className="flex h-control w-59 max-w-full flex-none items-center gap-2 rounded-md border border-control px-2 text-ink-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus small:w-40 small:flex-initial">
      <Icon name="filter" />
      <input
        ref={input}
        type="text"
        value={typed}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        placeholder={hint}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (typed) type('')
          else event.currentTarget.blur()
        }}
        className="min-w-0 flex-1 truncate bg-transparent text-ink outline-none placeholder:text-ink-3"
      />
      <Kbd>/</Kbd>
    </search>
  )
}
