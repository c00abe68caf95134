'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Kbd } from '@/components/ui/kbd'

/** The bar below a page without live data: a word on the page, and the key that tells of all others. */
export function QuietBar({ children }: { children: ReactNode }) {
  const keys = useTranslations('keys')
  return (
    <footer className="flex items-center gap-4 overflow-hidden border-t border-line bg-sunk px-page text-meta whitespace-nowrap text-ink-3 [grid-area:status]">
      {children}
      <span className="ml-auto flex items-center gap-[5px] folded:hidden">
        <Kbd>?</Kbd>
        {keys('help')}
      </span>
    </footer>
  )
}
