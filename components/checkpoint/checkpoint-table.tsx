'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Passed } from '@/components/format/passed'
import { ShortId } from '@/components/format/short-id'
import { shortenPath } from '@/components/format/shorten'
import { ColumnHead } from '@/components/table/column-head'
import { GridTable } from '@/components/table/grid-table'
import { useGrid } from '@/components/table/use-grid'
import { useUrlParams } from '@/components/table/use-url-params'
import type { CheckpointRow, JobHeaderView, RunView } from '@/lib/fleet/view'
import { CheckpointDetail } from './checkpoint-detail'
import { CheckpointTableRow } from './checkpoint-row'

const COLUMNS = 10

/** Checkpoints newest first, run by run: ids start again with each run, so a run has a line of its own. */
export function CheckpointTable({ job, rows }: { job: JobHeaderView; rows: readonly CheckpointRow[] }) {
  const t = useTranslations('checkpoint')
  const [params, setParams] = useUrlParams()
  const openId = params.get('checkpoint')
  const runs = new Map(job.lineage.map((run) => [run.id, run]))
  const fold = (id: string, open: boolean) => setParams({ checkpoint: open ? id : null })
  const grid = useGrid({
    rowIds: rows.map(({ id }) => id),
    onOpen: (id) => fold(id, id !== openId),
    onFold: (id, open) => {
      if (open || id === openId) fold(id, open)
    },
  })
  return (
    <GridTable grid={grid.tableProps} label={t('table')}>
      <colgroup>
        <col className="w-34" />
        <col className="w-44 small:w-auto" />
        <col className="w-24 folded:hidden" />
        <col className="w-30" />
        <col className="w-22" />
        <col className="w-22 folded:hidden" />
        <col className="w-22 small:hidden" />
        <col className="w-17 small:hidden" />
        <col className="folded:hidden" />
        <col className="w-36" />
      </colgroup>
      <thead>
        <tr>
          <ColumnHead label={t('column.checkpoint')} />
          <ColumnHead label={t('column.state')} />
          <ColumnHead label={t('column.kind')} className="folded:hidden" />
          <ColumnHead label={t('column.triggered')} />
          <ColumnHead label={t('column.duration')} figure />
          <ColumnHead label={t('column.newData')} figure className="folded:hidden" />
          <ColumnHead label={t('column.fullSize')} figure className="small:hidden" />
          <ColumnHead label={t('column.acked')} figure className="small:hidden" />
          <ColumnHead label={t('column.path')} className="folded:hidden" />
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
              {newRun && run ? <RunLine run={run} clockSkewMs={job.clockSkewMs} /> : null}
              <CheckpointTableRow
                row={row}
                clockSkewMs={job.clockSkewMs}
                open={open}
                onFold={() => fold(row.id, !open)}
                gridRow={grid.rowProps(row.id)}
                detailId={detailId}
              />
              {open ? (
                <tr className="detail" id={detailId}>
                  <td colSpan={COLUMNS}>
                    <CheckpointDetail row={row} run={run} clockSkewMs={job.clockSkewMs} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
        {rows.length === 0 ? (
          <tr>
            <td colSpan={COLUMNS} className="whitespace-normal text-ink-2">
              {t(job.intervalMs === null ? 'empty' : 'emptyPeriodic')}
            </td>
          </tr>
        ) : null}
      </tbody>
    </GridTable>
  )
}

function RunLine({ run, clockSkewMs }: { run: RunView; clockSkewMs: number }) {
  const t = useTranslations('run')
  const job = useTranslations('job')
  return (
    <tr className="bg-sunk">
      <td colSpan={COLUMNS} className="text-meta text-ink-2">
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
            <span className="truncate" title={run.restoredFrom}>
              {t.rich('restoredFrom', {
                path: shortenPath(run.restoredFrom),
                mono: (text) => <span className="mono">{text}</span>,
              })}
            </span>
          )}
        </span>
      </td>
    </tr>
  )
}
