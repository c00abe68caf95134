'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { button } from '@/components/ui/button'
import { FilterField } from './filter-field'
import { type ViewLink, ViewLinks } from './view-links'

/** What a list of the fleet shows: which view of it, and which rows of that. Both stand in the address. */
export function ListToolbar<Name extends string>({
  views,
  filter,
  filterLabel,
  filterHint,
  found,
  set,
  children,
}: {
  /** The first is the one that the address does not name. */
  views: readonly ViewLink<Name>[]
  filter: string
  filterLabel: string
  filterHint: string
  /** How many rows match, of how many. */
  found: { count: number; total: number }
  set: (changes: Record<string, string | null>) => void
  /** What else the list offers, behind the filter. */
  children?: ReactNode
}) {
  const t = useTranslations('table')
  return (
    <div className="flex h-11 flex-none items-center gap-2 px-page">
      <ViewLinks
        label={t('views')}
        views={views}
        onChoose={(name) => set({ view: name === views[0]?.name ? null : name })}
      />
      <p role="status" className="ml-auto truncate text-table text-ink-2">
        {filter ? t('matching', found) : null}
      </p>
      {filter ? (
        <button
          type="button"
          onClick={() => set({ filter: null })}
          className={button({ kind: 'quiet', size: 'small' })}
        >
          {t('clear')}
        </button>
      ) : null}
      <FilterField
        label={filterLabel}
        hint={filterHint}
        filter={filter}
        onFilter={(text) => set({ filter: text || null })}
      />
      {children}
    </div>
  )
}
