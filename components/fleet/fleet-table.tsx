'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ComponentProps, type ReactNode, useCallback, useState } from 'react'
import { jobHref } from '@/components/job/job-address'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { MoreRows, usePagedRows } from '@/components/table/more-rows'
import { SortAgain } from '@/components/table/sort-again'
import { useGrid } from '@/components/table/use-grid'
import { useNarrow } from '@/components/table/use-narrow'
import { useRowOrder } from '@/components/table/use-row-order'
import { reachable } from '@/components/ui/reachable'
import type { FleetJobView, FleetRow } from '@/lib/fleet/view'
import { type FleetColumn, FOLD_CLASS } from './fleet-columns'
import { compareFleet, directionOf, type FleetSort, rankFleet } from './fleet-order'
import { addressOfJob, ClusterRow, JobRow } from './fleet-row'
import { type Grouping, groupFleet } from './fleet-views'

// Loaded when a row is unfolded on a narrow screen.
const RowPanel = dynamic(() => reachable(() => import('./row-panel').then((module) => module.RowPanel)), { ssr: false })

interface Line {
  id: string
  row: FleetRow
  job: FleetJobView | null
}

/**
 * The table of clusters, each with its jobs below it when unfolded.
 *
 * @param props.rows the whole fleet: a filter hides rows and leaves the others where they stand.
 * @param props.matching ids of the rows the filter lets through.
 */
export function FleetTable({
  rows,
  matching,
  columns,
  grouping,
  now,
  sort,
  reversed,
  onSort,
  onCopy,
  emptyText,
}: {
  rows: readonly FleetRow[]
  matching: ReadonlySet<string>
  columns: readonly FleetColumn[]
  grouping: Grouping | null
  now: number
  sort: FleetSort
  reversed: boolean
  onSort: (sort: FleetSort) => void
  /** The id of the row that has the focus: of its job, or of the cluster. */
  onCopy: (id: string) => void
  emptyText: ReactNode
}) {
  const t = useTranslations('fleet')
  const router = useRouter()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { ordered, outOfPlace, sortNow } = useRowOrder(rows, {
    key: `${sort} ${reversed}`,
    compare: compareFleet(sort, reversed),
    rank: rankFleet(sort, reversed, now),
  })
  const paged = usePagedRows(ordered.filter(({ id }) => matching.has(id)))
  const narrow = useNarrow()
  // A cell over more columns than are seen would make room for those that are not.
  const span = columns.filter(({ fold: at }) => at === 'never' || !narrow[at]).length
  const linesOf = (row: FleetRow): Line[] => [
    { id: row.id, row, job: null },
    ...(open.has(row.id) && row.jobList.length > 1
      ? row.jobList.map((job) => ({ id: `${row.id}/${job.jobId}`, row, job }))
      : []),
  ]
  const groups = groupFleet(paged.shown, grouping).map((group) => ({ ...group, lines: group.rows.flatMap(linesOf) }))
  const lines = groups.flatMap((group) => group.lines)

  const fold = useCallback((id: string, unfold: boolean) => {
    setOpen((before) => {
      const next = new Set(before)
      if (unfold) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])
  const lineOf = (id: string) => lines.find((candidate) => candidate.id === id)
  const grid = useGrid({
    rowIds: lines.map(({ id }) => id),
    onOpen: (id) => {
      const line = lineOf(id)
      if (!line) return
      const job = line.job ?? (line.row.jobList.length === 1 ? line.row.jobList[0] : undefined)
      if (job) router.push(jobHref(addressOfJob(line.row, job)))
      else fold(line.row.id, !open.has(id))
    },
    onFold: (id, unfold) => {
      const line = lineOf(id)
      if (line) fold(line.row.id, unfold)
    },
    onEnd: paged.showMore,
    onCopy: (id) => {
      const line = lineOf(id)
      if (line) onCopy((line.job ?? line.row.jobList[0])?.jobId ?? line.row.name)
    },
  })

  return (
    <div className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden">
      <GridTable grid={grid.tableProps} label={t('table')}>
        <colgroup>
          {columns.map(({ id, width, fold: at }) => (
            <col key={id} className={`${width} ${FOLD_CLASS[at]}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                sorted={sort === column.sort ? directionOf(sort, reversed) : null}
                onSort={onSort}
                outOfPlace={column.id === 'trouble' ? outOfPlace : 0}
                sortNow={sortNow}
              />
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.name ?? ''}>
            {group.name === null ? null : (
              <tr className="group">
                <th colSpan={span} scope="rowgroup">
                  {group.name}{' '}
                  <span className="ml-1 font-normal text-ink-3">{t('groupCount', { count: group.rows.length })}</span>
                </th>
              </tr>
            )}
            {group.lines.map(({ id, row, job }) =>
              job ? (
                <JobRow key={id} row={row} job={job} columns={columns} gridRow={grid.rowProps(id)} />
              ) : (
                <ClusterLines
                  key={id}
                  row={row}
                  columns={columns}
                  span={span}
                  open={open.has(id)}
                  unfolds={row.jobList.length > 1 || span < columns.length}
                  onFold={fold}
                  gridRow={grid.rowProps(id)}
                />
              ),
            )}
            {lines.length === 0 ? (
              <tr>
                <td colSpan={span} className="whitespace-normal text-ink-2">
                  {emptyText}
                </td>
              </tr>
            ) : null}
          </tbody>
        ))}
      </GridTable>
      <MoreRows paged={paged} text={t('shown', { shown: paged.shown.length, total: paged.total })} />
    </div>
  )
}

function ClusterLines({ span, ...props }: ComponentProps<typeof ClusterRow> & { span: number }) {
  return (
    <>
      <ClusterRow {...props} />
      {props.open && span < props.columns.length ? (
        <RowPanel row={props.row} columns={props.columns} span={span} tabIndex={props.gridRow.tabIndex} />
      ) : null}
    </>
  )
}

/** A column's head; the last one also tells how many rows a sort would move, where nothing moves for it. */
function Head({
  column: { id, figure, fold, sort },
  sorted,
  onSort,
  outOfPlace,
  sortNow,
}: {
  column: FleetColumn
  sorted: 'ascending' | 'descending' | null
  onSort: (sort: FleetSort) => void
  outOfPlace: number
  sortNow: () => void
}) {
  const t = useTranslations('fleet')
  const label = t(`column.${id}`)
  return (
    <ColumnHead
      label={label}
      figure={figure ?? false}
      className={FOLD_CLASS[fold]}
      sorted={sort ? sorted : null}
      {...(sort ? { onSort: () => onSort(sort) } : {})}
    >
      <SortAgain outOfPlace={outOfPlace} sortNow={sortNow} />
    </ColumnHead>
  )
}
