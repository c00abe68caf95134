'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Bytes } from '@/components/format/bytes'
import { firstSentence } from '@/components/format/shorten'
import { Unknown } from '@/components/format/unknown'
import { useInstant } from '@/components/format/use-instant'
import { jobHref } from '@/components/job/job-address'
import { LeaderText } from '@/components/leader/leader-text'
import { useProblem } from '@/components/problem/use-problem'
import { type AgeSetting, PointAgeText } from '@/components/recovery/point-age-text'
import { PointLabel } from '@/components/recovery/point-label'
import { LiveCell } from '@/components/table/live-cell'
import type { GridRowProps } from '@/components/table/use-grid'
import { Icon } from '@/components/ui/icon'
import { StateMark } from '@/components/ui/state-mark'
import type { FleetJobView, FleetRow, RecoveryPointView, State } from '@/lib/fleet/view'
import type { Problem } from '@/lib/problem'

const TROUBLE_INK: Record<State, string> = {
  broken: 'text-broken',
  attention: 'text-attention',
  busy: 'text-ink-2',
  unknown: 'text-ink-2',
  healthy: 'text-ink-2',
}

function settingOf(row: FleetRow, intervalMs: number | null): AgeSetting {
  return { clockSkewMs: row.clockSkewMs, intervalMs, jobManagerGone: row.leader.kind === 'none' }
}

/** Age, name and size of a newest point: three cells, the same in a cluster's row and in a job's. */
function PointCells({ point, setting }: { point: RecoveryPointView | null; setting: AgeSetting }) {
  const t = useTranslations('point')
  if (!point) {
    return (
      <>
        <td className="figure text-ink-3">{t('none')}</td>
        <td />
        <td className="small:hidden" />
      </>
    )
  }
  return (
    <>
      <td className="figure font-semibold">
        <PointAgeText point={point} setting={setting} />
      </td>
      <LiveCell value={`${point.checkpointId} ${point.path}`}>
        <PointLabel point={point} />
      </LiveCell>
      <td className="figure text-ink-2 small:hidden">
        <Bytes bytes={point.sizeBytes} source={t('sizeSource')} />
      </td>
    </>
  )
}

function TroubleCell({ trouble, state }: { trouble: Problem | null; state: State }) {
  const problem = useProblem()
  const text = trouble ? problem(trouble) : ''
  return (
    <LiveCell value={trouble?.code ?? ''} className={TROUBLE_INK[state]}>
      <span title={text || undefined}>{firstSentence(text)}</span>
    </LiveCell>
  )
}

export function ClusterRow({
  row,
  open,
  onFold,
  gridRow,
}: {
  row: FleetRow
  open: boolean
  onFold: () => void
  gridRow: GridRowProps
}) {
  const sources = useTranslations('sources')
  const t = useTranslations('fleet')
  const states = useTranslations('state')
  const instant = useInstant()
  const problem = useProblem()
  const [only, ...others] = row.jobList
  const several = others.length > 0
  const linkTab = gridRow.tabIndex

  return (
    <tr
      {...gridRow}
      aria-level={1}
      aria-expanded={several ? open : undefined}
      className={row.stale ? 'stale' : undefined}
    >
      <LiveCell value={row.state}>
        <StateMark state={row.state} word={states(row.state)} />
      </LiveCell>
      <td>
        <span className="flex items-center gap-1">
          <span className="truncate" title={`${row.connection.name} / ${row.namespace} / ${row.name}`}>
            {only && !several ? (
              <Link
                href={jobHref({
                  connection: row.connection.id,
                  namespace: row.namespace,
                  cluster: row.name,
                  jobId: only.jobId,
                })}
                prefetch={false}
                tabIndex={linkTab}
                className="font-medium hover:underline"
              >
                {row.name}
              </Link>
            ) : (
              <span className="font-medium">{row.name}</span>
            )}
            <span className="text-ink-3">{` · ${row.namespace}`}</span>
          </span>
          {several ? (
            <button
              type="button"
              tabIndex={linkTab}
              onClick={onFold}
              aria-label={t(open ? 'fold' : 'unfold', { name: row.name, count: row.jobList.length })}
              className="-my-1 grid size-6 flex-none place-items-center rounded-sm text-ink-3 hover:text-ink"
            >
              <Icon name={open ? 'down' : 'right'} size={12} />
            </button>
          ) : null}
          {row.stale ? (
            <span
              role="img"
              aria-label={t('stale')}
              title={[
                t('staleSince', { time: instant(row.stale.since) }),
                row.stale.reason ? problem(row.stale.reason) : '',
              ]
                .filter(Boolean)
                .join('\n')}
              className="text-ink-3"
            >
              <Icon name="clock" size={11} />
            </span>
          ) : null}
        </span>
      </td>
      <td className="text-ink-2 folded:hidden">
        {row.mode || row.manager
          ? [row.mode ? t(`mode.${row.mode}`) : null, row.manager ? t(`manager.${row.manager}`) : null]
              .filter((part) => part !== null)
              .join(' · ')
          : t('modeUnknown')}
      </td>
      <td className="text-ink-2 folded:hidden">
        {row.flinkVersion ? (
          <span
            title={t('versionRead', {
              source: sources(row.flinkVersion.source),
              time: instant(row.flinkVersion.observedAt),
            })}
          >
            {row.flinkVersion.value}
          </span>
        ) : (
          <Unknown />
        )}
      </td>
      <LiveCell value={JSON.stringify(row.jobs)} className="figure small:hidden">
        <JobCount jobs={row.jobs} />
      </LiveCell>
      <PointCells point={row.recoveryPoint} setting={settingOf(row, row.intervalMs)} />
      <td className="text-ink-2 folded:hidden">
        {row.storage ? (
          <span className="mono" title={row.storage}>
            {row.storage}
          </span>
        ) : (
          <Unknown />
        )}
      </td>
      <LiveCell value={`${row.leader.kind} ${row.leader.holder}`} className="folded:hidden">
        <LeaderText leader={row.leader} />
      </LiveCell>
      <TroubleCell trouble={row.trouble} state={row.state} />
    </tr>
  )
}

function JobCount({ jobs }: { jobs: FleetRow['jobs'] }) {
  const t = useTranslations('fleet')
  if (!jobs) return <Unknown title={t('jobsUnknown')} />
  const short = jobs.running < jobs.total
  return (
    <span className={short ? 'font-medium text-broken' : undefined} title={t('jobsRunning', jobs)}>
      {short ? `${jobs.running} / ${jobs.total}` : jobs.total}
    </span>
  )
}

/** A job of a cluster with several, below its cluster. */
export function JobRow({ row, job, gridRow }: { row: FleetRow; job: FleetJobView; gridRow: GridRowProps }) {
  const states = useTranslations('state')
  const t = useTranslations('fleet')
  return (
    <tr {...gridRow} aria-level={2} className={row.stale ? 'stale' : undefined}>
      <LiveCell value={job.state}>
        <StateMark state={job.state} word={states(job.state)} />
      </LiveCell>
      <td>
        <Link
          href={jobHref({
            connection: row.connection.id,
            namespace: row.namespace,
            cluster: row.name,
            jobId: job.jobId,
          })}
          prefetch={false}
          tabIndex={gridRow.tabIndex}
          title={job.jobId}
          className="ml-5 hover:underline"
        >
          {job.name ?? <span className="mono">{job.jobId}</span>}
        </Link>
      </td>
      <td className="mono text-ink-2 folded:hidden">{job.flinkState ?? t('flinkStateUnknown')}</td>
      <td className="folded:hidden" />
      <td className="small:hidden" />
      <PointCells point={job.recoveryPoint} setting={settingOf(row, job.intervalMs)} />
      <td className="folded:hidden" />
      <td className="folded:hidden" />
      <TroubleCell trouble={job.trouble} state={job.state} />
    </tr>
  )
}
