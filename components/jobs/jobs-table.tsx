'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { type CellContent, FlinkState, usePointCells } from '@/components/fleet/cluster-cells'
import { FOLD_CLASS } from '@/components/fleet/fleet-columns'
import { directionOf, rankFleet } from '@/components/fleet/fleet-order'
import { addressOfJob } from '@/components/fleet/fleet-row'
import { TroubleText } from '@/components/fleet/trouble-text'
import { jobHref } from '@/components/job/job-address'
import { JudgedState } from '@/components/job/job-state'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { LiveCell } from '@/components/table/live-cell'
import { MoreRows, usePagedRows } from '@/components/table/more-rows'
import { SortAgain } from '@/components/table/sort-again'
import { type GridRowProps, isSameRow, useGrid } from '@/components/table/use-grid'
import { useNarrow } from '@/components/table/use-narrow'
import { useRowOrder } from '@/components/table/use-row-order'
import { Figure, FigureStop } from '@/components/ui/figure'
import { compareJobs, type JobLine, type JobSort } from './job-lines'

type Column = 'state' | 'job' | 'cluster' | 'flinkState' | 'age' | 'point' | 'size' | 'spark' | 'trouble'

const COLUMNS: readonly { id: Column; width: string; fold?: 'folded' | 'small'; figure?: true; sort?: JobSort }[] = [
  { id: 'state', width: 'w-[107px]', sort: 'state' },
  { id: 'job', width: 'w-55 small:w-auto', sort: 'job' },
  { id: 'cluster', width: 'w-50', fold: 'small', sort: 'cluster' },
  { id: 'flinkState', width: 'w-28', fold: 'folded' },
  { id: 'age', width: 'w-20', figure: true, sort: 'age' },
  { id: 'point', width: 'w-24' },
  { id: 'size', width: 'w-17', fold: 'small', figure: true, sort: 'size' },
  { id: 'spark', width: 'w-29', fold: 'folded' },
  { id: 'trouble', width: '' },
]

/** The table of jobs: what the fleet shows of a cluster's jobs, over all clusters. */
export function JobsTable({
  lines,
  matching,
  now,
  sort,
  reversed,
  onSort,
  onCopy,
  emptyText,
}: {
  lines: readonly JobLine[]
  matching: ReadonlySet<string>
  now: number
  sort: JobSort
  reversed: boolean
  onSort: (sort: JobSort) => void
  onCopy: (jobId: string) => void
  emptyText: ReactNode
}) {
  const t = useTranslations('fleet')
  const jobs = useTranslations('jobs')
  const router = useRouter()
  const rank = rankFleet(sort === 'job' || sort === 'cluster' ? 'cluster' : sort, reversed, now)
  const { ordered, outOfPlace, sortNow } = useRowOrder(lines, {
    key: `${sort} ${reversed}`,
    compare: compareJobs(sort, reversed),
    rank: (line) => rank(line.asRow),
  })
  const paged = usePagedRows(ordered.filter(({ id }) => matching.has(id)))
  const narrow = useNarrow()
  const lineOf = (id: string) => paged.shown.find((line) => line.id === id)
  const grid = useGrid({
    rowIds: paged.shown.map(({ id }) => id),
    onOpen: (id) => {
      const line = lineOf(id)
      if (line) router.push(jobHref(addressOfJob(line.row, line.job)))
    },
    onEnd: paged.showMore,
    onCopy: (id) => {
      const line = lineOf(id)
      if (line) onCopy(line.job.jobId)
    },
  })
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden">
      <GridTable grid={grid.tableProps} label={jobs('table')}>
        <colgroup>
          {COLUMNS.map(({ id, width, fold }) => (
            <col key={id} className={`${width} ${fold ? FOLD_CLASS[fold] : ''}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ id, fold, figure = false, sort: by }) => (
              <ColumnHead
                key={id}
                label={t(`column.${id}`)}
                figure={figure}
                className={fold ? FOLD_CLASS[fold] : ''}
                sorted={by === sort ? directionOf(sort, reversed) : null}
                {...(by ? { onSort: () => onSort(by) } : {})}
              >
                {id === 'trouble' ? <SortAgain outOfPlace={outOfPlace} sortNow={sortNow} /> : null}
              </ColumnHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {paged.shown.map((line) => (
            <Row key={line.id} row={line.row} job={line.job} gridRow={grid.rowProps(line.id)} />
          ))}
          {paged.shown.length === 0 ? (
            <tr>
              <td
                colSpan={COLUMNS.filter(({ fold }) => !fold || !narrow[fold]).length}
                className="whitespace-normal text-ink-2"
              >
                {emptyText}
              </td>
            </tr>
          ) : null}
        </tbody>
      </GridTable>
      <MoreRows paged={paged} text={jobs('shown', { shown: paged.shown.length, total: paged.total })} />
    </div>
  )
}

const Row = memo(function Row({ row, job, gridRow }: Pick<JobLine, 'row' | 'job'> & { gridRow: GridRowProps }) {
  const ofPoint = usePointCells()
  const address = addressOfJob(row, job)
  const cells: Record<Column, CellContent> = {
    state: { content: <JudgedState of={job} />, value: job.state },
    job: {
      content: (
        <Link
          href={jobHref(address)}
          prefetch={false}
          tabIndex={gridRow.tabIndex}
          data-tip={job.jobId}
          className="font-medium hover:underline"
        >
          {job.name ?? <span className="mono">{job.jobId}</span>}
        </Link>
      ),
      value: job.name ?? '',
    },
    cluster: {
      content: (
        <Figure tip={`${row.connection.name} / ${row.namespace} / ${row.name}`} className="text-ink-2">
          {row.name}
          <span className="text-ink-3">{` · ${row.namespace}`}</span>
        </Figure>
      ),
      value: '',
    },
    flinkState: {
      content: <FlinkState of={job} />,
      value: job.flinkState ?? '',
    },
    trouble: {
      content: job.trouble ? <TroubleText trouble={job.trouble} state={job.state} row={row} job={address} /> : null,
      value: job.trouble?.code ?? '',
    },
    ...ofPoint(row, job),
  }
  return (
    <tr {...gridRow} aria-level={1} className={row.stale ? 'stale' : undefined}>
      <FigureStop value={gridRow.tabIndex}>
        {COLUMNS.map(({ id, fold, figure }) => (
          <LiveCell
            key={id}
            value={cells[id].value}
            className={`${fold ? FOLD_CLASS[fold] : ''} ${figure ? 'figure' : ''}`}
          >
            {cells[id].content}
          </LiveCell>
        ))}
      </FigureStop>
    </tr>
  )
}, isSameRow)
