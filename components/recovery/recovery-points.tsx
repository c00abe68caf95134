'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Fragment, useEffect, useRef } from 'react'
import { SOURCES } from '@/components/evidence/agreement'
import { EvidenceLegend } from '@/components/evidence/evidence-mark'
import type { JobAddress } from '@/components/job/job-address'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { useColumnCount } from '@/components/table/use-column-count'
import { useOpenedRow } from '@/components/table/use-opened-row'
import { useUrlParams } from '@/components/table/use-url-params'
import { ViewLinks } from '@/components/table/view-links'
import { LegendKey } from '@/components/ui/legend-key'
import { reachable } from '@/components/ui/reachable'
import type { JobHeaderView } from '@/lib/fleet/view'
import type { RecoveryPointRow, RecoveryPointsView } from '@/lib/recovery/recovery-view'
import { POINT_FILTERS, passesPointFilter, pointFilterOf } from './point-filter'
import { RecoveryPointTableRow } from './recovery-point-row'

// Loaded when the first point is opened.
const RecoveryPointDetail = dynamic(
  () => reachable(() => import('./recovery-point-detail').then((module) => module.RecoveryPointDetail)),
  { ssr: false },
)

// Loaded where the next recovery would fail.
const RecoveryWarning = dynamic(() => import('./recovery-warning').then((module) => module.RecoveryWarning))

/** Of the columns, in their order. */
const WIDTHS = [
  'w-[58px] small:w-[54px]',
  'w-[116px]',
  'w-[164px] folded:w-36 small:w-auto',
  'w-[92px] folded:hidden',
  'w-[84px]',
  'w-[70px] small:hidden',
  'w-10 small:hidden',
  'w-8 small:hidden',
  'w-[58px] small:hidden',
  'w-[54px] small:hidden',
  'w-[42px] small:hidden',
  'w-[104px] folded:w-24 small:hidden',
  'w-[54px] folded:hidden',
  'w-[84px] folded:hidden',
  '',
]
const COLUMNS = { all: 15, folded: 12, small: 5 }

/** The points of a job by rank, each to be opened; filter and opened point are in the address. */
export function RecoveryPoints({
  job,
  address,
  points,
}: {
  job: JobHeaderView
  address: JobAddress
  points: Pick<RecoveryPointsView, 'rows' | 'warning'>
}) {
  const t = useTranslations('recoveryPoints')
  const sources = useTranslations('sources')
  const table = useTranslations('table')
  const columns = useColumnCount(COLUMNS)
  const { rows, warning } = points
  const [params, setParams] = useUrlParams()
  const filter = pointFilterOf(params.get('show'))
  const shown = rows.filter((row) => passesPointFilter(row, filter, job.currentJobId))
  const { grid, openId, fold } = useOpenedRow(
    'point',
    shown.map(({ id }) => id),
    { idToCopy: (id) => id },
  )
  // The row that is evidence: a filter may have to go before it is there.
  const wanted = useRef<string | null>(null)
  const { focus } = grid
  useEffect(() => {
    if (wanted.current === null || !shown.some(({ id }) => id === wanted.current)) return
    focus(wanted.current)
    wanted.current = null
  })
  const named = namedByHa(rows)
  const showEvidence = (id: string) => {
    wanted.current = id
    setParams({ show: null, point: id })
    focus(id)
  }
  return (
    <section aria-label={t('table')}>
      {warning ? (
        <RecoveryWarning warning={warning} showEvidence={named === null ? null : () => showEvidence(named)} />
      ) : null}
      <div className="flex min-h-[46px] flex-wrap items-center gap-x-4 gap-y-1 px-page py-2">
        <ViewLinks
          label={table('views')}
          views={POINT_FILTERS.map((name) => ({
            name,
            label: t(`filter.${name}`),
            count: rows.filter((row) => passesPointFilter(row, name, job.currentJobId)).length,
            current: name === filter,
          }))}
          onChoose={(name) => setParams({ show: name === 'all' ? null : name })}
        />
        <div className="ml-auto">
          <LegendKey label={t('key')}>
            <EvidenceLegend />
          </LegendKey>
        </div>
      </div>
      <GridTable grid={grid.tableProps} label={t('table')}>
        <colgroup>
          {WIDTHS.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
            <col key={index} className={width} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <ColumnHead label={t('column.rank')} />
            <ColumnHead label={t('column.verdict')} />
            <ColumnHead label={t('column.point')} />
            <ColumnHead label={t('column.kind')} className="folded:hidden" />
            <ColumnHead label={t('column.age')} figure />
            <ColumnHead label={t('column.size')} figure className="small:hidden" />
            {SOURCES.map((source) => (
              <ColumnHead key={source} label={sources(source)} className="px-0.5! text-center! small:hidden" />
            ))}
            <ColumnHead label={t('column.files')} figure className="small:hidden" />
            <ColumnHead label={t('column.owner')} className="folded:hidden" />
            <ColumnHead label={t('column.claim')} className="folded:hidden" />
            <ColumnHead label={t('column.why')} />
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const open = row.id === openId
            const detailId = `point-${row.id}`
            return (
              <Fragment key={row.id}>
                <RecoveryPointTableRow
                  row={row}
                  clockSkewMs={job.clockSkewMs}
                  open={open}
                  onFold={() => fold(row.id, !open)}
                  gridRow={grid.rowProps(row.id)}
                  detailId={detailId}
                />
                {open ? (
                  <tr className="detail" id={detailId}>
                    <td colSpan={columns}>
                      <RecoveryPointDetail row={row} job={job} address={address} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            )
          })}
          {shown.length === 0 ? (
            <tr>
              <td colSpan={columns} className="whitespace-normal text-ink-2">
                {rows.length === 0 ? t('empty') : t('noneMatches', { total: rows.length })}{' '}
                {rows.length === 0 ? null : (
                  <button type="button" className="link" onClick={() => setParams({ show: null })}>
                    {t('clear')}
                  </button>
                )}
              </td>
            </tr>
          ) : null}
        </tbody>
      </GridTable>
    </section>
  )
}

/** The checkpoint from which Flink would recover: the newest that HA names. */
function namedByHa(rows: readonly RecoveryPointRow[]): string | null {
  const named = rows.filter(({ evidence }) =>
    evidence.some(({ source, verdict }) => source === 'ha' && verdict === 'names'),
  )
  return named.toSorted((a, b) => (b.checkpointId ?? 0) - (a.checkpointId ?? 0))[0]?.id ?? null
}
