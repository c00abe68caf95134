'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Scope } from './scope'

/** A page without data: what happened, what it means, and the way back. */
export function PlainPage({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <>
      <Scope parts={[{ label: t('fleet'), href: '/' }, { label: title }]} />
      <main id="main" className="overflow-auto p-page [grid-area:main]">
        <h1 className="text-title font-semibold">{title}</h1>
        <div className="mt-2 max-w-160 text-ink-2">{children}</div>
        <div className="mt-4 flex items-center gap-3">
          {action}
          <Link href="/" className="link">
            {t('toFleet')}
          </Link>
        </div>
      </main>
    </>
  )
}
