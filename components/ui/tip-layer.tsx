'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

const TIP_ID = 'tip'
const POINTED_MS = 250
const GAP_PX = 6
const EDGE_PX = 8

interface Shown {
  text: string
  target: HTMLElement
}

const tipped = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null

/**
 * Shows the tip of whatever is pointed at or focused, one for the whole page. It stays while the pointer is on it, goes
 * with Esc and before anything else that Esc would close (WCAG 1.4.13), and is read out as the description of what has the
 * focus, where that has none of its own.
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (target: HTMLElement) => setShown({ target, text: target.dataset.tip ?? '' })
    const hide = () => {
      clearTimeout(timer)
      setShown(null)
    }
    // What is below a pointer that rests changes with the page: no reason to take the tip from what has the focus.
    const ofFocus = (before: Shown | null) => (before?.target === document.activeElement ? before : null)
    const inTip = (target: EventTarget | null) => target instanceof Node && box.current?.contains(target)
    const handlers: { [Type in keyof DocumentEventMap]?: (event: DocumentEventMap[Type]) => void } = {
      pointerover: (event) => {
        if (event.pointerType === 'touch') return
        const target = tipped(event.target)
        clearTimeout(timer)
        if (target) timer = setTimeout(() => show(target), POINTED_MS)
        else if (!inTip(event.target)) timer = setTimeout(() => setShown(ofFocus), POINTED_MS)
      },
      focusin: (event) => {
        const target = tipped(event.target)
        if (!target || target !== event.target) return hide()
        clearTimeout(timer)
        show(target)
      },
      focusout: hide,
      // Who acts needs no tip any more; who can't wants to know why.
      click: (event) => {
        if (event.target instanceof Element && event.target.closest('a, button:not([aria-disabled="true"])')) hide()
      },
      pointerdown: (event) => {
        if (!inTip(event.target)) hide()
      },
    }
    // The focus may have come before this page did anything.
    const focused = tipped(document.activeElement)
    if (focused && focused === document.activeElement) show(focused)
    const gone = new AbortController()
    for (const [type, handle] of Object.entries(handlers))
      document.addEventListener(type, handle as EventListener, { signal: gone.signal })
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !box.current) return
      event.preventDefault()
      event.stopPropagation()
      hide()
    }
    document.addEventListener('keydown', closeByKey, { capture: true, signal: gone.signal })
    // What it belongs to has moved away.
    document.addEventListener('scroll', hide, { capture: true, signal: gone.signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [])

  useLayoutEffect(() => {
    const tip = box.current
    if (!shown || !tip) return
    const at = shown.target.getBoundingClientRect()
    const { width, height } = tip.getBoundingClientRect()
    const below = at.bottom + GAP_PX + height + EDGE_PX <= innerHeight
    // What it says may change while it is shown.
    const changes = new MutationObserver(() => {
      const { tip: text } = shown.target.dataset
      setShown(text === undefined ? null : { ...shown, text })
    })
    changes.observe(shown.target, { attributeFilter: ['data-tip'] })
    tip.style.left = `${Math.max(EDGE_PX, Math.min(at.left, innerWidth - width - EDGE_PX))}px`
    tip.style.top = `${below ? at.bottom + GAP_PX : Math.max(EDGE_PX, at.top - GAP_PX - height)}px`
    const describes = !shown.target.hasAttribute('aria-describedby')
    if (describes) shown.target.setAttribute('aria-describedby', TIP_ID)
    return () => {
      changes.disconnect()
      if (describes) shown.target.removeAttribute('aria-describedby')
    }
  }, [shown])

  if (!shown) return null
  // Within the landmark of what it belongs to: content outside of all landmarks is passed over by those who go by them.
  const landmark = shown.target.closest('[role="dialog"], main, nav, header, footer') ?? document.body
  return createPortal(
    <div
      ref={box}
      id={TIP_ID}
      role="tooltip"
      className="fixed z-30 max-w-100 rounded-md border border-line-2 bg-raised px-2 py-1 text-table whitespace-pre-line text-ink [overflow-wrap:anywhere]"
    >
      {shown.text}
    </div>,
    landmark,
  )
}
