'use client'

import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * Closes what floats over the page: with Esc, by a click elsewhere, and when the focus goes elsewhere.
 *
 * @param box what belongs to it, the button that opens it included
 * @param close is told whether it was closed by Esc: the focus then goes back to that button
 */
export function useDismissal(
  box: RefObject<HTMLElement | null>,
  open: boolean,
  close: (by: 'escape' | 'leaving') => void,
): void {
  const dismiss = useEffectEvent(close)
  useEffect(() => {
    if (!open) return
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) dismiss('leaving')
    }
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      dismiss('escape')
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', closeByKey)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', closeByKey)
    }
  }, [box, open])
}
