'use client'

import { useTranslations } from 'next-intl'
import { ListToolbar } from '@/components/table/list-toolbar'
import { Menu } from '@/components/ui/menu'
import { Select } from '@/components/ui/select'
import { FLEET_COLUMNS, type FleetColumn, FOLD_CLASS, toggleColumn } from './fleet-columns'
import { FLEET_VIEWS, type FleetViewName, type Grouping } from './fleet-views'

/** What the table shows: which clusters, in what groups, with which columns. All of it stands in the address. */
export function FleetToolbar({
  view,
  counts,
  filter,
  grouping,
  hidden,
  columns,
  found,
  set,
}: {
  view: FleetViewName
  counts: Record<FleetViewName, number>
  filter: string
  grouping: Grouping | null
  /** The columns hidden, as the address says it. */
  hidden: string | null
  columns: readonly FleetColumn[]
  /** How many rows match. */
  found: number
  set: (changes: Record<string, string | null>) => void
}) {
  const t = useTranslations('fleet')
  const shown = new Set(columns.map(({ id }) => id))
  return (
    <ListToolbar
      views={FLEET_VIEWS.map((name) => ({
        name,
        label: t(`view.${name}`),
        count: counts[name],
        current: name === view,
      }))}
      filter={filter}
      filterLabel={t('filter')}
      filterHint={t('filterHint')}
      found={{ count: found, total: counts[view] }}
      set={set}
    >
      <span className="small:hidden">
        <Select
          icon="group"
          label={t('group')}
          value={grouping ?? 'none'}
          options={(['none', 'namespace', 'connection'] as const).map((name) => ({
            value: name,
            label: t(`groupBy.${name}`),
          }))}
          onChoose={(name) => set({ group: name === 'none' ? null : name })}
        />
      </span>
      <Menu icon="columns" label={t('columns')}>
        <fieldset className="flex flex-col py-1">
          <legend className="sr-only">{t('columnsShown')}</legend>
          {FLEET_COLUMNS.map(({ id, fixed, fold }) => (
            <label
              key={id}
              className={`flex h-7 items-center gap-2 px-3 whitespace-nowrap hover:bg-hover ${fixed ? 'text-ink-3' : ''} ${FOLD_CLASS[fold]}`}
            >
              <input
                type="checkbox"
                className="accent-accent"
                checked={shown.has(id)}
                disabled={fixed}
                onChange={() => set({ hide: toggleColumn(hidden, id) })}
              />
              {t(`column.${id}`)}
            </label>
          ))}
        </fieldset>
      </Menu>
    </ListToolbar>
  )
}
