'use client'

import { useTranslations } from 'next-intl'
import { TopBar } from '@/components/shell/scope'
import { Select } from '@/components/ui/select'
import type { FleetView } from '@/lib/fleet/view'
import type { FleetScope } from './fleet-views'

const ALL = ''

/** Which part of the fleet the page is about: a connection, and a namespace in it. It stands in the address. */
export function FleetScopeBar({
  view,
  scope,
  set,
}: {
  view: FleetView
  scope: FleetScope
  set: (changes: Record<string, string | null>) => void
}) {
  const t = useTranslations('fleet')
  const inConnection = view.rows.filter(
    ({ connection }) => scope.connection === null || connection.name === scope.connection,
  )
  const options = (all: string, names: Iterable<string>, chosen: string | null) => [
    { value: ALL, label: all },
    // One that is gone stays in the list while it is chosen: else the page would say it shows all.
    ...[...new Set(chosen === null ? names : [...names, chosen])].sort().map((name) => ({ value: name, label: name })),
  ]
  return (
    <TopBar>
      <span className="-ml-2 flex min-w-0 items-center">
        <Select
          label={t('connection')}
          strong
          value={scope.connection ?? ALL}
          options={options(
            t('allConnections'),
            view.connections.map(({ name }) => name),
            scope.connection,
          )}
          onChoose={(name) => set({ connection: name || null, namespace: null })}
        />
        <span aria-hidden="true" className="text-faint">
          ▸
        </span>
        <Select
          label={t('namespace')}
          value={scope.namespace ?? ALL}
          options={options(
            t('allNamespaces'),
            inConnection.map(({ namespace }) => namespace),
            scope.namespace,
          )}
          onChoose={(name) => set({ namespace: name || null })}
        />
      </span>
    </TopBar>
  )
}
