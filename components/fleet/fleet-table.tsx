'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { jobHref } from '@/components/job/job-address'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { useGrid } from '@/components/table/use-grid'
import { useRowOrder } from '@/components/table/use-row-order'
import { button } from '@/components/ui/button'
import type { FleetJobView, FleetRow } from '@/lib/fleet/view'
import { compareFleet, type FleetSort, rankFleet } from './fleet-order'
import { ClusterRow, JobRow } from './fleet-row'

/** As many rows as the first page holds: the rest is a click, or a filter, away. */
const ROWS_AT_FIRST = 100

type Line = { id: string; row: FleetRow; job: FleetJobView | null }

/**
 * The table of clusters, each with its jobs below it when unfolded.
 *
 * @param props.rows the whole fleet: a filter hides rows and leaves the others where they stand.
 * @param props.matching ids of the rows the filter lets through.
 */
export function FleetTable({
  rows,
  matching,
  now,
  sort,
  reversed,
  onSort,
  emptyText,
}: {
  rows: readonly FleetRow[]
  matching: ReadonlySet<string>
  now: number
  sort: FleetSort
  reversed: boolean
  onSort: (sort: FleetSort) => void
  emptyText: ReactNode
}) {
  const t = useTranslations('fleet')
  const router = useRouter()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const { ordered, outOfPlace, sortNow } = useRowOrder(rows, {
    key: `${sort} ${reversed}`,
    compare: compareFleet(sort, reversed),
    rank: rankFleet(sort, reversed, now),
  })
  const found = ordered.filter(({ id }) => matching.has(id))
  const shown = all ? found : found.slice(0, ROWS_AT_FIRST)
  const lines: Line[] = shown.flatMap((row) => [
    { id: row.id, row, job: null },
    ...(open.has(row.id) ? row.jobList.map((job) => ({ id: `${row.id}/${job.jobId}`, row, job })) : []),
  ])

  const fold = (id: string, unfold: boolean) => {
    const line = lines.find((candidate) => candidate.id === id)
    if (!line || line.row.jobList.length < 2) return
    const next = new Set(open)
    if (unfold) next.add(line.row.id)
    else next.delete(line.row.id)
    setOpen(next)
  }
  const grid = useGrid({
    rowIds: lines.map(({ id }) => id),
    onOpen: (id) => {
      const line = lines.find((candidate) => candidate.id === id)
      const job = line?.job ?? (line?.row.jobList.length === 1 ? line.row.jobList[0] : undefined)
      if (!line) return
      const { connection, namespace, name } = line.row
      if (job) router.push(jobHref({ connection: connection.id, namespace, cluster: name, jobId: job.jobId }))
      else fold(id, !open.has(id))
    },
    onFold: fold,
  })

  const head = (column: FleetSort, options: { figure?: boolean; className?: string } = {}) => (
    <ColumnHead
      label={t(`column.${column}`)}
      sorted={sort === column ? (reversed ? 'ascending' : 'descending') : null}
      onSort={() => onSort(column)}
      {...options}
    />
  )

  return (
    <>
      {outOfPlace > 0 ? (
        <div className="flex h-7 flex-none items-center border-t border-line bg-sunk px-page">
          <button
            type="button"
            onClick={sortNow}
            className={button({ kind: 'quiet', size: 'small', className: '-ml-2' })}
          >
            {t('wouldMove', { count: outOfPlace })}
          </button>
        </div>
      ) : null}
      <div className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden">
        <GridTable grid={grid.tableProps} label={t('table')} rowCount={found.length + 1}>
          <colgroup>
            <col className="w-26" />
            <col className="w-47 small:w-auto" />
            <col className="w-38 folded:hidden" />
            <col className="w-16 folded:hidden" />
            <col className="w-13 small:hidden" />
            <col className="w-20" />
            <col className="w-27" />
            <col className="w-21 small:hidden" />
            <col className="w-34 folded:hidden" />
            <col className="w-22 folded:hidden" />
            <col />
          </colgroup>
          <thead>
            <tr>
              {head('state')}
              {head('cluster')}
              {head('mode', { className: 'folded:hidden' })}
              {head('flink', { className: 'folded:hidden' })}
              {head('jobs', { figure: true, className: 'small:hidden' })}
              {head('age', { figure: true })}
              <ColumnHead label={t('column.point')} />
              {head('size', { figure: true, className: 'small:hidden' })}
              {head('storage', { className: 'folded:hidden' })}
              <ColumnHead label={t('column.ha')} className="folded:hidden" />
              <ColumnHead label={t('column.trouble')} />
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, row, job }) =>
              job ? (
                <JobRow key={id} row={row} job={job} gridRow={grid.rowProps(id)} />
              ) : (
                <ClusterRow
                  key={id}
                  row={row}
                  open={open.has(id)}
                  onFold={() => fold(id, !open.has(id))}
                  gridRow={grid.rowProps(id)}
                />
              ),
            )}
            {lines.length === 0 ? (
              <tr>
                <td colSpan={11} className="whitespace-normal text-ink-2">
                  {emptyText}
                </td>
              </tr>
            ) : null}
          </tbody>
        </GridTable>
        {found.length > shown.length ? (
          <p className="flex items-center gap-2 px-page py-2 text-table text-ink-2">
            {t('shown', { shown: shown.length, total: found.length })}
            <button type="button" className={button({ size: 'small' })} onClick={() => setAll(true)}>
              {t('showAll')}
            </button>
          </p>
        ) : null}
      </div>
    </>
  )
}
