'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CheckpointSpark } from '@/components/checkpoint/checkpoint-spark'
import { Bytes } from '@/components/format/bytes'
import { Unknown } from '@/components/format/unknown'
import { useInstant } from '@/components/format/use-instant'
import { GitOpsMark, gitOpsOwner } from '@/components/job/git-ops-mark'
import { LeaderText } from '@/components/leader/leader-text'
import { useProblem } from '@/components/problem/use-problem'
import { PointAgeText } from '@/components/recovery/point-age-text'
import { PointLabel } from '@/components/recovery/point-label'
import { Figure } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import type { FleetJobView, FleetRow, RecoveryPointView, SparkSlot } from '@/lib/fleet/view'

/** What stands in a cell, and what of it counts as a change: a counting age does not. */
export interface CellContent {
  content: ReactNode
  value: string
}

/** What a row or a job has to go back to. */
interface OfPoint {
  recoveryPoint: RecoveryPointView | null
  intervalMs: number | null
  spark: readonly SparkSlot[]
}

/** The same of a cluster: the last checkpoints are those of the job whose point is shown. */
export function pointOfCluster(row: FleetRow): OfPoint {
  const spark = row.jobList.find(({ jobId }) => jobId === row.pointJobId)?.spark ?? []
  return { recoveryPoint: row.recoveryPoint, intervalMs: row.intervalMs, spark }
}

/** Age, name, size and last checkpoints: the same in a cluster's row and in a job's. */
export function usePointCells(): (
  row: FleetRow,
  of: OfPoint,
) => Record<'age' | 'point' | 'size' | 'spark', CellContent> {
  const t = useTranslations('point')
  return (row, { recoveryPoint: point, intervalMs, spark }) => ({
    age: {
      content: point ? (
        <span className="font-semibold [.stale_&]:font-normal">
          <PointAgeText
            point={point}
            setting={{ clockSkewMs: row.clockSkewMs, intervalMs, jobManagerGone: row.leader.kind === 'none' }}
          />
        </span>
      ) : (
        <span className="text-ink-3">{t('none')}</span>
      ),
      value: '',
    },
    point: {
      content: (
        <span className="flex items-center gap-1">
          {point ? <PointLabel point={point} /> : null}
          {row.stale ? <StaleMark stale={row.stale} /> : null}
        </span>
      ),
      value: point ? `${point.checkpointId} ${point.path}` : '',
    },
    size: {
      content: point ? (
        <span className="text-ink-2">
          <Bytes bytes={point.sizeBytes} source={t('sizeSource')} />
        </span>
      ) : null,
      value: '',
    },
    spark: {
      content: spark.length > 0 ? <CheckpointSpark slots={spark} className="[.stale_&]:opacity-55" /> : null,
      value: '',
    },
  })
}

/** Mode, version, jobs, storage and HA of a cluster: what its row shows, and its panel where they are folded. */
export function useClusterCells(): (
  row: FleetRow,
) => Record<'mode' | 'flink' | 'jobs' | 'storage' | 'ha', CellContent> {
  const t = useTranslations('fleet')
  return (row) => ({
    mode: { content: <Mode row={row} />, value: `${row.mode} ${row.manager}` },
    flink: { content: <Version version={row.flinkVersion} />, value: row.flinkVersion?.value ?? '' },
    jobs: { content: <JobCount row={row} />, value: JSON.stringify(row.jobs) },
    storage: {
      content: row.storage ? (
        <Figure tip={t('storageMeans', { storage: row.storage })} className="mono text-ink-2">
          {row.storage}
        </Figure>
      ) : (
        <Unknown />
      ),
      value: row.storage ?? '',
    },
    ha: { content: <LeaderText leader={row.leader} />, value: `${row.leader.kind} ${row.leader.holder}` },
  })
}

/** A clock where what is shown is the last known: since when, and why. */
function StaleMark({ stale }: { stale: NonNullable<FleetRow['stale']> }) {
  const t = useTranslations('fleet')
  const instant = useInstant()
  const problem = useProblem()
  const tip = [t('staleSince', { time: instant(stale.since) }), stale.reason ? problem(stale.reason) : '']
  return (
    <Figure label={t('stale')} tip={tip.filter(Boolean).join('\n')} className="text-ink-3">
      <Icon name="clock" size={11} />
    </Figure>
  )
}

/** Flink's own word on a job, where anybody tells it now. */
export function FlinkState({ of }: { of: FleetJobView }) {
  const t = useTranslations('fleet')
  if (of.flinkState === null) return <span className="text-ink-3">{t('flinkStateUnknown')}</span>
  return <span className="mono text-ink-2">{of.flinkState}</span>
}

function Mode({ row }: { row: FleetRow }) {
  const t = useTranslations('fleet')
  const { mode, manager, gitOps } = row
  if (!mode && !manager) return <Unknown />
  const words = [mode ? t(`mode.${mode}`) : null, manager ? t(`manager.${manager}`) : null]
  const tip = [
    mode ? t(`modeMeans.${mode}`) : '',
    manager ? t(`managerMeans.${manager}`) : '',
    gitOps ? t('gitOps', { owner: gitOpsOwner(gitOps) }) : '',
    t('modeFrom'),
  ]
  return (
    <Figure tip={tip.filter(Boolean).join('\n')} className="inline-flex items-center text-ink-2">
      {words.filter((word) => word !== null).join(' · ')}
      {gitOps ? (
        <span className="ml-1.5 inline-flex text-ink-3">
          <GitOpsMark tool={gitOps.tool} />
        </span>
      ) : null}
    </Figure>
  )
}

function Version({ version }: { version: FleetRow['flinkVersion'] }) {
  const t = useTranslations('fleet')
  const sources = useTranslations('sources')
  const instant = useInstant()
  if (!version) return <Unknown />
  const tip = t('versionRead', { source: sources(version.source), time: instant(version.observedAt) })
  return (
    <Figure tip={tip} className="text-ink-2">
      {version.value}
    </Figure>
  )
}

function JobCount({ row: { jobs, state, stale } }: { row: FleetRow }) {
  const t = useTranslations('fleet')
  if (!jobs || jobs.running === null) {
    return (
      <Figure className="text-ink-3" tip={t('jobsUnknown')}>
        {jobs ? `? / ${jobs.total}` : '?'}
      </Figure>
    )
  }
  const { running, total } = jobs
  const short = running < total
  // While a job starts, or was stopped on purpose, it is no fault that it does not run.
  const fault = short && (state === 'broken' || state === 'attention')
  return (
    <Figure
      className={fault ? 'font-medium text-broken' : undefined}
      tip={t(stale ? 'jobsLastKnown' : 'jobsRunning', { running, total })}
    >
      {short ? `${running} / ${total}` : total}
    </Figure>
  )
}
