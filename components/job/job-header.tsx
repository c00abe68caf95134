'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { ShortId } from '@/components/format/short-id'
import { useInstant } from '@/components/format/use-instant'
import { LeaderText } from '@/components/leader/leader-text'
import { ProblemText } from '@/components/problem/problem-text'
import { useProblem } from '@/components/problem/use-problem'
import { RecoverySentence } from '@/components/recovery/recovery-sentence'
import { Icon } from '@/components/ui/icon'
import { StateMark, StateShape } from '@/components/ui/state-mark'
import { Tabs } from '@/components/ui/tabs'
import type { JobHeaderView } from '@/lib/fleet/view'
import { jobHref } from './job-address'

export type JobTab = 'checkpoints' | 'high-availability'

/** What stands above all of a job's tabs: what it is, how it is, and what it would go back to. */
export function JobHeader({ job, tab }: { job: JobHeaderView; tab: JobTab }) {
  const t = useTranslations('job')
  const address = { connection: job.connection.id, namespace: job.namespace, cluster: job.cluster, jobId: job.jobId }
  return (
    <>
      <header className="flex-none px-page pt-3.5">
        <div className="flex min-h-7 flex-wrap items-center gap-x-2.5 gap-y-1">
          <JobState job={job} />
          <h1 className="text-title font-semibold tracking-[-0.012em]">{job.name ?? t('unnamed')}</h1>
          <span className="text-ink-3">
            <ShortId id={job.currentJobId} what={t('id')} />
          </span>
          <Facts job={job} />
        </div>
        {job.jobId === job.currentJobId ? null : <EarlierRun job={job} tab={tab} />}
        {job.trouble ? (
          <div className="mt-2 flex items-baseline gap-2 text-table">
            <StateShape state={job.state === 'broken' ? 'broken' : 'attention'} size={9} />
            <div className="min-w-0">
              <ProblemText problem={job.trouble} />
            </div>
          </div>
        ) : null}
        <RecoverySentence job={job} />
      </header>
      <Tabs
        label={t('tabs')}
        tabs={(['checkpoints', 'high-availability'] as const).map((name) => ({
          href: jobHref(address, name),
          label: t(`tab.${name}`),
          current: name === tab,
        }))}
      />
    </>
  )
}

function JobState({ job }: { job: JobHeaderView }) {
  const states = useTranslations('state')
  const t = useTranslations('job')
  const title = job.flinkState === null ? t('flinkStateUnknown') : t('flinkState', { state: job.flinkState })
  return <StateMark state={job.state} word={states(job.state)} title={title} />
}

function Facts({ job }: { job: JobHeaderView }) {
  const t = useTranslations('job')
  const instant = useInstant()
  const problem = useProblem()
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-table text-ink-2">
      <li>{t('cluster', { cluster: job.cluster })}</li>
      {job.flinkVersion ? (
        <li title={t('versionRead', { time: instant(job.flinkVersion.observedAt) })}>
          {t('flink', { version: job.flinkVersion.value })}
        </li>
      ) : null}
      {job.startedAt === null ? null : (
        <li title={t('startedAt', { time: instant(job.startedAt - job.clockSkewMs) })}>
          {t.rich('started', {
            age: () => <Passed since={job.startedAt === null ? 0 : job.startedAt - job.clockSkewMs} />,
          })}
        </li>
      )}
      <li>
        <LeaderText leader={job.leader} />
      </li>
      {job.lineage.length > 1 ? <li>{t('runs', { count: job.lineage.length })}</li> : null}
      {job.stale ? (
        <li
          className="flex items-center gap-1 text-attention"
          title={job.stale.reason ? problem(job.stale.reason) : undefined}
        >
          <Icon name="clock" size={11} />
          {t.rich('stale', { age: () => <Passed since={job.stale?.since ?? 0} /> })}
        </li>
      ) : null}
    </ul>
  )
}

/** An old id leads to the job it became: said, so that nobody wonders why the id is another. */
function EarlierRun({ job, tab }: { job: JobHeaderView; tab: JobTab }) {
  const t = useTranslations('job')
  const current = {
    connection: job.connection.id,
    namespace: job.namespace,
    cluster: job.cluster,
    jobId: job.currentJobId,
  }
  return (
    <p className="mt-2 text-table text-ink-2">
      {t.rich('earlierRun', {
        id: job.jobId,
        mono: (text) => <span className="mono">{text}</span>,
        link: (text) => (
          <Link className="link" href={jobHref(current, tab)}>
            {text}
          </Link>
        ),
      })}
    </p>
  )
}
