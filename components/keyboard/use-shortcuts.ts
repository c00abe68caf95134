'use client'

import { useEffect, useEffectEvent } from 'react'
import { useSingleKeys } from './single-keys'

/** How long the second key of a pair such as `g f` may take. */
const PAIR_MS = 1000

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/**
 * Keys that act anywhere on the page: not while typing, not while a dialog is open, not with Ctrl, Alt or ⌘.
 *
 * @param bindings by key as the event names it, or by two keys with a space between (`g f`).
 */
export function useShortcuts(bindings: Readonly<Record<string, () => void>>): void {
  const [on] = useSingleKeys()
  const act = useEffectEvent((keys: string): boolean => {
    const binding = bindings[keys]
    binding?.()
    return binding !== undefined
  })

  useEffect(() => {
    if (!on) return
    let before = { key: '', at: 0 }
    const isForPage = (event: KeyboardEvent) =>
      !event.defaultPrevented &&
      !(event.ctrlKey || event.altKey || event.metaKey) &&
      !isTyping(event.target) &&
      !document.querySelector('[role="dialog"]')
    // On the way down: a row that has the focus must not take the second key for itself.
    const listenForPairs = (event: KeyboardEvent) => {
      if (!isForPage(event)) return
      const pair = event.timeStamp - before.at < PAIR_MS ? `${before.key} ${event.key}` : ''
      before = { key: event.key, at: event.timeStamp }
      if (!act(pair)) return
      event.preventDefault()
      event.stopPropagation()
    }
    const listen = (event: KeyboardEvent) => {
      if (isForPage(event) && act(event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', listenForPairs, { capture: true })
    document.addEventListener('keydown', listen)
    return () => {
      document.removeEventListener('keydown', listenForPairs, { capture: true })
      document.removeEventListener('keydown', listen)
    }
  }, [on])
}
