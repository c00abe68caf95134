'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { button } from '@/components/ui/button'

/** As many rows as a page holds at first, and as many as come with each step. */
const PAGE_ROWS = 100

export interface PagedRows<Row> {
  shown: Row[]
  total: number
  showMore: () => void
}

/** The first rows of a long list, and more when they are asked for: a page of a thousand rows is slow to draw and to search. */
export function usePagedRows<Row>(rows: Row[]): PagedRows<Row> {
  const [pages, setPages] = useState(1)
  const shown = rows.length > pages * PAGE_ROWS ? rows.slice(0, pages * PAGE_ROWS) : rows
  const showMore = () => {
    if (shown.length < rows.length) setPages(pages + 1)
  }
  return { shown, total: rows.length, showMore }
}

/** Below a list: how much of it is shown. Brings the next rows in when it comes into view, or by its button. */
export function MoreRows({ paged, text }: { paged: PagedRows<unknown>; text: string }) {
  const t = useTranslations('table')
  const end = useRef<HTMLParagraphElement>(null)
  const rest = paged.total - paged.shown.length
  const showMore = useEffectEvent(paged.showMore)
  useEffect(() => {
    if (rest === 0 || !end.current) return
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) showMore()
    })
    seen.observe(end.current)
    return () => seen.disconnect()
  }, [rest])
  if (rest === 0) return null
  return (
    <p ref={end} className="flex items-center gap-2 px-page py-2 text-table text-ink-2">
      {text}
      <button type="button" className={button({ size: 'small' })} onClick={paged.showMore}>
        {t('showAll', { count: Math.min(rest, PAGE_ROWS) })}
      </button>
    </p>
  )
}
