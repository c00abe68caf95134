'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useShortcuts } from '@/components/keyboard/use-shortcuts'
import { applyToFleet } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { ConnectionBanner } from '@/components/shell/connection-banner'
import { ConnectionStatus } from '@/components/shell/connection-status'
import { Scope } from '@/components/shell/scope'
import { StatusBar } from '@/components/shell/status-bar'
import { useUrlParams } from '@/components/table/use-url-params'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'
import type { FleetRow, FleetView } from '@/lib/fleet/view'
import { filterFleet } from './fleet-filter'
import { type FleetSort, isFleetSort } from './fleet-order'
import { FleetStrip } from './fleet-strip'
import { FleetTable } from './fleet-table'

/** The whole fleet, live. */
export function FleetPage({ initial }: { initial: FleetView }) {
  return (
    <LiveView subject={{ view: 'fleet' }} initial={initial} apply={applyToFleet}>
      {(view, stream) => <Fleet view={view} stream={stream} />}
    </LiveView>
  )
}

function Fleet({ view, stream }: { view: FleetView; stream: StreamState }) {
  const t = useTranslations('fleet')
  const states = useTranslations('state')
  const leader = useTranslations('leader')
  const [params, setParams] = useUrlParams()
  const [filter, setFilter] = useState(params.get('filter') ?? '')
  const chosen = params.get('sort')
  const sort: FleetSort = isFleetSort(chosen) ? chosen : 'state'
  const reversed = params.get('order') === 'reversed'

  const words = (row: FleetRow) =>
    [
      states(row.state),
      leader(row.leader.kind),
      row.mode && t(`mode.${row.mode}`),
      row.manager && t(`manager.${row.manager}`),
    ].join('\n')
  const matching = new Set(filterFleet(view.rows, filter, words).map(({ id }) => id))

  const find = (text: string) => {
    setFilter(text)
    setParams({ filter: text || null })
  }
  const sortBy = (column: FleetSort) => {
    const turn = column === sort && !reversed
    setParams({ sort: column === 'state' ? null : column, order: turn ? 'reversed' : null })
  }

  return (
    <>
      <Scope parts={[{ label: t('title') }]} />
      <ConnectionBanner view={view} />
      <main id="main" className="flex min-h-0 flex-col [grid-area:main]">
        <h1 className="sr-only">{t('title')}</h1>
        <FleetStrip view={view} />
        <div className="flex h-11 flex-none items-center gap-2 px-page">
          <FleetFilter filter={filter} onFilter={find} />
          <p role="status" className="text-table text-ink-2">
            {filter ? t('matching', { count: matching.size, total: view.rows.length }) : null}
          </p>
          {filter ? (
            <button type="button" onClick={() => find('')} className={button({ kind: 'quiet', size: 'small' })}>
              {t('clear')}
            </button>
          ) : null}
        </div>
        <FleetTable
          rows={view.rows}
          matching={matching}
          now={view.now}
          sort={sort}
          reversed={reversed}
          onSort={sortBy}
          emptyText={view.rows.length > 0 ? t('noneMatch', { total: view.rows.length }) : t(emptyReason(view))}
        />
      </main>
      <StatusBar
        stream={stream}
        hints={[
          { keys: ['j', 'k'], does: 'rows' },
          { keys: ['Enter'], does: 'open' },
          { keys: ['/'], does: 'filter' },
          { keys: ['?'], does: 'help' },
        ]}
      >
        <ConnectionStatus connections={view.connections} />
      </StatusBar>
    </>
  )
}

function emptyReason({ connections }: FleetView): 'noConnection' | 'reaching' | 'empty' {
  if (connections.length === 0) return 'noConnection'
  return connections.some(({ status }) => status === 'connecting') ? 'reaching' : 'empty'
}

function FleetFilter({ filter, onFilter }: { filter: string; onFilter: (text: string) => void }) {
  const t = useTranslations('fleet')
  const input = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => input.current?.focus() })
  return (
    <search className="flex h-control w-75 max-w-full items-center gap-2 rounded-md border border-control px-2 text-ink-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus">
      <Icon name="filter" />
      <input
        ref={input}
        type="text"
        value={filter}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        aria-label={t('filter')}
        placeholder={t('filterHint')}
        onChange={(event) => onFilter(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (filter) onFilter('')
          else event.currentTarget.blur()
        }}
        className="min-w-0 flex-1 bg-transparent text-ink outline-none placeholder:text-ink-3"
      />
      <Kbd>/</Kbd>
    </search>
  )
}
