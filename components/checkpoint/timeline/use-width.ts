'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of an element in whole pixels; null before it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useLayoutEffect(() => {
    const watched = element.current
    if (watched === null) return
    // It tells the first width as well.
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
