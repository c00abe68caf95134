'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { StreamState } from '@/components/live/live-view'
import { ConnectionStatus } from '@/components/shell/connection-status'
import { StatusBar } from '@/components/shell/status-bar'
import { reachable } from '@/components/ui/reachable'
import type { ConnectionView, FleetView } from '@/lib/fleet/view'
import { FleetScopeBar } from './fleet-scope'
import { connectionsIn, type FleetScope } from './fleet-views'

// Loaded where something is wrong: the first load of a page has no room for what it seldom shows.
const ConnectionBanner = dynamic(() =>
  reachable(() => import('@/components/shell/connection-banner').then((module) => module.ConnectionBanner)),
)
const Unsearched = dynamic(() => reachable(() => import('./unsearched').then((module) => module.Unsearched)))

/** The frame of a list of the fleet: its scope and what is wrong with connections above, how fresh all is below. */
export function FleetFrame({
  title,
  view,
  stream,
  scope,
  set,
  byUrgency,
  copied,
  children,
}: {
  title: string
  view: FleetView
  stream: StreamState
  scope: FleetScope
  set: (changes: Record<string, string | null>) => void
  /** The list is in the order it has by itself. */
  byUrgency: boolean
  /** Says that something was copied. */
  copied: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('fleet')
  const connections = connectionsIn(view.connections, scope)
  return (
    <>
      <FleetScopeBar view={view} scope={scope} set={set} />
      {connections.some(isOutOfStep) ? <ConnectionBanner view={{ ...view, connections }} /> : null}
      <main id="main" className="flex min-h-0 flex-col [grid-area:main]">
        <h1 className="sr-only">{title}</h1>
        {children}
        {connections.some(({ forbidden }) => forbidden.length > 0) ? <Unsearched connections={connections} /> : null}
      </main>
      <StatusBar
        stream={stream}
        note={byUrgency ? t('sortedBy') : null}
        hints={[
          { keys: ['j', 'k'], does: 'rows' },
          { keys: ['Enter'], does: 'open' },
          { keys: ['?'], does: 'help' },
        ]}
      >
        <ConnectionStatus connections={view.connections} />
        {copied}
      </StatusBar>
    </>
  )
}

function isOutOfStep({ status }: ConnectionView): boolean {
  return status === 'failed' || status === 'stale'
}
