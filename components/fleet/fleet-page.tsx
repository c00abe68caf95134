'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { applyToFleet } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { useUrlParams } from '@/components/table/use-url-params'
import { useUrlSort } from '@/components/table/use-url-sort'
import { useCopied } from '@/components/ui/use-copied'
import type { FleetRow, FleetView } from '@/lib/fleet/view'
import { EmptyList } from './empty-list'
import { emptyReason, hiddenBy } from './empty-reason'
import { shownColumns } from './fleet-columns'
import { filterFleet } from './fleet-filter'
import { FleetFrame } from './fleet-frame'
import { type FleetSort, isFleetSort } from './fleet-order'
import { FleetStrip } from './fleet-strip'
import type { FleetSummary } from './fleet-summary'
import { FleetTable } from './fleet-table'
import { FleetToolbar } from './fleet-toolbar'
import { connectionsIn, type FleetViewName, fleetViewOf, groupingOf, isInScope, isInView } from './fleet-views'

/** A fleet view of which the page was made with the first rows only: the stream brings all, figures are of all at once. */
export interface FirstFleet extends FleetView {
  /** Null once all rows are there. */
  summary: FleetSummary | null
}

const fleetSortOf = (column: string | null): FleetSort => (isFleetSort(column) ? column : 'state')

const applyToFirst = (view: FirstFleet, message: Parameters<typeof applyToFleet>[1]): FirstFleet => {
  const applied = applyToFleet(view, message)
  return applied === view ? view : { ...applied, summary: null }
}

/** The whole fleet, live. */
export function FleetPage({ initial }: { initial: FirstFleet }) {
  return (
    <LiveView subject={{ view: 'fleet' }} initial={initial} apply={applyToFirst}>
      {(view, stream) => <Fleet view={view} stream={stream} />}
    </LiveView>
  )
}

function Fleet({ view, stream }: { view: FirstFleet; stream: StreamState }) {
  const t = useTranslations('fleet')
  const [params, set] = useUrlParams()
  const words = useRowWords()
  const [copied, copy] = useCopied()
  const filter = params.get('filter') ?? ''
  const scope = { connection: params.get('connection'), namespace: params.get('namespace') }
  const chosen = fleetViewOf(params.get('view'))
  const { sort, reversed, byUrgency, sortBy } = useUrlSort(fleetSortOf)
  const hidden = params.get('hide')
  const columns = useMemo(() => shownColumns(hidden), [hidden])

  const inScope = view.rows.filter((row) => isInScope(row, scope))
  const count = (name: FleetViewName) => inScope.filter((row) => isInView(row, name)).length
  const inView = inScope.filter((row) => isInView(row, chosen))
  const matching = new Set(filterFleet(inView, filter, words).map(({ id }) => id))
  const connections = connectionsIn(view.connections, scope)
  const found = { scope: view.rows.length, view: inScope.length, filter: inView.length }
  const hidesAll = hiddenBy({ all: view.rows.length, inScope: inScope.length, inView: inView.length })
  const whole = scope.connection === null && scope.namespace === null

  return (
    <FleetFrame
      title={t('title')}
      view={view}
      stream={stream}
      scope={scope}
      set={set}
      byUrgency={byUrgency}
      copied={copied}
    >
      <FleetStrip
        view={whole ? view : { ...view, connections, rows: inScope }}
        known={whole ? view.summary : null}
        scope={scope}
      />
      <FleetToolbar
        view={chosen}
        counts={{ all: count('all'), attention: count('attention'), 'no-ha': count('no-ha') }}
        filter={filter}
        grouping={groupingOf(params.get('group'))}
        hidden={hidden}
        columns={columns}
        found={matching.size}
        set={set}
      />
      <FleetTable
        rows={view.rows}
        matching={matching}
        columns={columns}
        grouping={groupingOf(params.get('group'))}
        now={view.now}
        sort={sort}
        reversed={reversed}
        onSort={sortBy}
        onCopy={copy}
        emptyText={
          <EmptyList
            text={hidesAll ? t(`none.${hidesAll}`, { total: found[hidesAll] }) : t(emptyReason(view))}
            hiddenBy={hidesAll}
            clear={t(`clearAll.${hidesAll ?? 'filter'}`)}
            set={set}
          />
        }
      />
    </FleetFrame>
  )
}

/** What the page shows in place of a row's codes, in the reader's language: people filter by what they read. */
function useRowWords(): (row: FleetRow) => string {
  const t = useTranslations('fleet')
  const states = useTranslations('state')
  const leader = useTranslations('leader')
  return (row) =>
    [
      states(row.state),
      leader(row.leader.kind),
      row.mode && t(`mode.${row.mode}`),
      row.manager && t(`manager.${row.manager}`),
    ].join('\n')
}
