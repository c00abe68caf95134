'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FigureStop } from '@/components/ui/figure'
import type { FleetRow } from '@/lib/fleet/view'
import { pointOfCluster, useClusterCells, usePointCells } from './cluster-cells'
import type { FleetColumn, Fold } from './fleet-columns'

/** Shown exactly where the column is not. */
const PANEL_CLASS: Record<Fold, string> = { folded: 'hidden folded:flex', small: 'hidden small:flex', never: 'hidden' }

/** What is folded away on narrow screens, below its row. */
export function RowPanel({
  row,
  columns,
  span,
  tabIndex,
}: {
  row: FleetRow
  columns: readonly FleetColumn[]
  /** How many columns are seen. */
  span: number
  tabIndex: 0 | -1
}) {
  const t = useTranslations('fleet')
  const cells: Partial<Record<FleetColumn['id'], { content: ReactNode }>> = {
    ...useClusterCells()(row),
    ...usePointCells()(row, pointOfCluster(row)),
  }
  return (
    <tr className={`detail hidden folded:table-row ${row.stale ? 'stale' : ''}`}>
      <td colSpan={span}>
        <FigureStop value={tabIndex}>
          <dl aria-label={t('panel', { name: row.name })} className="flex flex-wrap gap-x-6 gap-y-1 py-2">
            {columns.map(({ id, fold }) => (
              <div key={id} className={`items-center gap-2 ${PANEL_CLASS[fold]}`}>
                <dt className="text-meta text-ink-3">{t(`column.${id}`)}</dt>
                <dd>{cells[id]?.content}</dd>
              </div>
            ))}
          </dl>
        </FigureStop>
      </td>
    </tr>
  )
}
