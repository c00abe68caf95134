'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Passed } from '@/components/format/passed'
import { ShortId } from '@/components/format/short-id'
import { shortenPath } from '@/components/format/shorten'
import type { JobAddress } from '@/components/job/job-address'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { useColumnCount } from '@/components/table/use-column-count'
import { useOpenedRow } from '@/components/table/use-opened-row'
import { Figure } from '@/components/ui/figure'
import { reachable } from '@/components/ui/reachable'
import type { CheckpointRow, JobHeaderView, RunView } from '@/lib/fleet/view'
import { CheckpointTableRow } from './checkpoint-row'

// Loaded when the first row is opened.
const CheckpointDetail = dynamic(
  () => reachable(() => import('./checkpoint-detail').then((module) => module.CheckpointDetail)),
  {
    ssr: false,
  },
)

const COLUMNS = { all: 13, folded: 8, small: 5 }

/** Checkpoints newest first, run by run: ids start again with each run, so a run has a line of its own. */
export function CheckpointTable({
  job,
  address,
  rows,
}: {
  job: JobHeaderView
  address: JobAddress
  rows: readonly CheckpointRow[]
}) {
  const t = useTranslations('checkpoint')
  const columns = useColumnCount(COLUMNS)
  const longestMs = Math.max(
    1,
    ...rows.map(({ status, durationMs }) => (status === 'completed' ? (durationMs ?? 0) : 0)),
  )
  const runs = new Map(job.lineage.map((run) => [run.id, run]))
  const { grid, openId, fold } = useOpenedRow(
    'checkpoint',
    rows.map(({ id }) => id),
    { idToCopy: (id) => `${rows.find((row) => row.id === id)?.checkpointId}` },
  )
  return (
    <GridTable grid={grid.tableProps} label={t('table')}>
      <colgroup>
        <col className="w-[124px]" />
        <col className="w-[104px]" />
        <col className="w-[96px] folded:hidden" />
        <col className="w-[100px]" />
        <col className="w-[160px] folded:w-[112px]" />
        <col className="w-[72px] folded:hidden" />
        <col className="w-[66px] folded:hidden" />
        <col className="w-[66px] folded:hidden" />
        <col className="w-[76px] folded:hidden" />
        <col className="w-[76px] small:hidden" />
        <col className="w-[66px] small:hidden" />
        <col className="small:hidden" />
        <col className="w-[124px]" />
      </colgroup>
      <thead>
        <tr>
          <ColumnHead label={t('column.checkpoint')} />
          <ColumnHead label={t('column.state')} />
          <ColumnHead label={t('column.kind')} className="folded:hidden" />
          <ColumnHead label={t('column.triggered')} sorted="descending" />
          <ColumnHead label={t('column.duration')} />
          <ColumnHead label={t('column.alignment')} figure className="folded:hidden" />
          <ColumnHead label={t('column.sync')} figure className="folded:hidden" />
          <ColumnHead label={t('column.async')} figure className="folded:hidden" />
          <ColumnHead label={t('column.newData')} figure className="folded:hidden" />
          <ColumnHead label={t('column.fullSize')} figure className="small:hidden" />
          <ColumnHead label={t('column.acked')} figure className="small:hidden" />
          <ColumnHead label={t('column.slowest')} className="small:hidden" />
          <ColumnHead label={t('column.knownFrom')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const run = runs.get(row.runId)
          const newRun = job.lineage.length > 1 && row.runId !== rows[index - 1]?.runId
          const open = row.id === openId
          const detailId = `detail-${row.id}`
          return (
            <Fragment key={row.id}>
              {newRun && run ? <RunLine run={run} clockSkewMs={job.clockSkewMs} columns={columns} /> : null}
              <CheckpointTableRow
                row={row}
                clockSkewMs={job.clockSkewMs}
                longestMs={longestMs}
                open={open}
                onFold={fold}
                gridRow={grid.rowProps(row.id)}
                detailId={detailId}
              />
              {open ? (
                <tr className="detail" id={detailId}>
                  <td colSpan={columns}>
                    <CheckpointDetail row={row} run={run} address={address} clockSkewMs={job.clockSkewMs} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
        {rows.length === 0 ? (
          <tr>
            <td colSpan={columns} className="whitespace-normal text-ink-2">
              {t(job.intervalMs === null ? 'empty' : 'emptyPeriodic')}
            </td>
          </tr>
        ) : null}
      </tbody>
    </GridTable>
  )
}

function RunLine({ run, clockSkewMs, columns }: { run: RunView; clockSkewMs: number; columns: number }) {
  const t = useTranslations('run')
  const job = useTranslations('job')
  return (
    <tr className="bg-sunk">
      <td colSpan={columns} className="text-meta text-ink-2">
        <span className="flex items-center gap-3">
          <span className="flex items-center gap-1">
            {t('label')} <ShortId id={run.jobId} what={job('id')} tabIndex={-1} />
          </span>
          {run.startedAt === null ? null : (
            <span>{t.rich('started', { age: () => <Passed since={(run.startedAt ?? 0) - clockSkewMs} /> })}</span>
          )}
          {run.endedAt === null ? null : (
            <span>{t.rich('ended', { age: () => <Passed since={(run.endedAt ?? 0) - clockSkewMs} /> })}</span>
          )}
          {run.restoredFrom === null ? null : (
            <Figure className="truncate" tip={run.restoredFrom}>
              {t.rich('restoredFrom', {
                path: shortenPath(run.restoredFrom),
                mono: (text) => <span className="mono">{text}</span>,
              })}
            </Figure>
          )}
        </span>
      </td>
    </tr>
  )
}
