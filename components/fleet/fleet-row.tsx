'use client'

import Link from 'next/link'
import { memo } from 'react'
import { type JobAddress, jobHref } from '@/components/job/job-address'
import { JudgedState } from '@/components/job/job-state'
import { LiveCell } from '@/components/table/live-cell'
import { type GridRowProps, isSameRow } from '@/components/table/use-grid'
import { FigureStop } from '@/components/ui/figure'
import type { FleetJobView, FleetRow } from '@/lib/fleet/view'
import { type CellContent, FlinkState, pointOfCluster, useClusterCells, usePointCells } from './cluster-cells'
import { ClusterName } from './cluster-name'
import { type ColumnId, type FleetColumn, FOLD_CLASS } from './fleet-columns'
import { TroubleText } from './trouble-text'

const EMPTY: CellContent = { content: null, value: '' }

export function addressOfJob(row: FleetRow, job: FleetJobView): JobAddress {
  return { connection: row.connection.id, namespace: row.namespace, cluster: row.name, jobId: job.jobId }
}

/** The job that the trouble of a cluster is about: the worst come first. Null where it is about none, or about several. */
function troubledJob({ jobList, trouble, stale }: FleetRow): FleetJobView | null {
  if (jobList.length === 1) return jobList[0] ?? null
  return stale ? null : (jobList.find((job) => job.trouble?.code === trouble?.code) ?? null)
}

function Cells({ columns, cells }: { columns: readonly FleetColumn[]; cells: Record<ColumnId, CellContent> }) {
  return columns.map(({ id, fold, figure }) => (
    <LiveCell key={id} value={cells[id].value} className={`${FOLD_CLASS[fold]} ${figure ? 'figure' : ''}`}>
      {cells[id].content}
    </LiveCell>
  ))
}

export const ClusterRow = memo(function ClusterRow({
  row,
  columns,
  open,
  unfolds,
  onFold,
  gridRow,
}: {
  row: FleetRow
  columns: readonly FleetColumn[]
  open: boolean
  /** There is something to show below it. */
  unfolds: boolean
  onFold: (id: string, open: boolean) => void
  gridRow: GridRowProps
}) {
  const ofCluster = useClusterCells()
  const ofPoint = usePointCells()
  const job = troubledJob(row)
  const cells: Record<ColumnId, CellContent> = {
    state: { content: <JudgedState of={row} />, value: row.state },
    cluster: { content: <ClusterName row={row} open={open} onFold={() => onFold(row.id, !open)} />, value: '' },
    trouble: {
      content: row.trouble ? (
        <TroubleText
          trouble={row.trouble}
          state={row.state}
          row={row}
          job={job && addressOfJob(row, job)}
          named={row.jobList.length > 1 ? (job?.name ?? null) : null}
        />
      ) : null,
      value: row.trouble?.code ?? '',
    },
    ...ofCluster(row),
    ...ofPoint(row, pointOfCluster(row)),
  }
  return (
    <tr
      {...gridRow}
      aria-level={1}
      aria-expanded={unfolds ? open : undefined}
      className={row.stale ? 'stale' : undefined}
    >
      <FigureStop value={gridRow.tabIndex}>
        <Cells columns={columns} cells={cells} />
      </FigureStop>
    </tr>
  )
}, isSameRow)

/** A job of a cluster with several, below its cluster. */
export const JobRow = memo(function JobRow({
  row,
  job,
  columns,
  gridRow,
}: {
  row: FleetRow
  job: FleetJobView
  columns: readonly FleetColumn[]
  gridRow: GridRowProps
}) {
  const ofPoint = usePointCells()
  const address = addressOfJob(row, job)
  const cells: Record<ColumnId, CellContent> = {
    state: { content: <JudgedState of={job} />, value: job.state },
    cluster: {
      content: (
        <Link
          href={jobHref(address)}
          prefetch={false}
          tabIndex={gridRow.tabIndex}
          data-tip={job.jobId}
          className="ml-5 hover:underline"
        >
          {job.name ?? <span className="mono">{job.jobId}</span>}
        </Link>
      ),
      value: '',
    },
    mode: {
      content: <FlinkState of={job} />,
      value: job.flinkState ?? '',
    },
    flink: EMPTY,
    jobs: EMPTY,
    storage: EMPTY,
    ha: EMPTY,
    trouble: {
      content: job.trouble ? <TroubleText trouble={job.trouble} state={job.state} row={row} job={address} /> : null,
      value: job.trouble?.code ?? '',
    },
    ...ofPoint(row, job),
  }
  return (
    <tr {...gridRow} aria-level={2} className={row.stale ? 'stale' : undefined}>
      <FigureStop value={gridRow.tabIndex}>
        <Cells columns={columns} cells={cells} />
      </FigureStop>
    </tr>
  )
}, isSameRow)
