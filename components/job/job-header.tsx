'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { ShortId } from '@/components/format/short-id'
import { SavepointButton } from '@/components/operation/savepoint-button'
import { SavepointNote } from '@/components/operation/savepoint-note'
import { useSavepoint } from '@/components/operation/use-savepoint'
import { ProblemText } from '@/components/problem/problem-text'
import { useProblem } from '@/components/problem/use-problem'
import { RecoverySentence } from '@/components/recovery/recovery-sentence'
import { StateShape } from '@/components/ui/state-mark'
import { Tabs } from '@/components/ui/tabs'
import type { JobHeaderView, State } from '@/lib/fleet/view'
import { addressOf, type JobTab, jobHref } from './job-address'
import { JobFacts } from './job-facts'
import { JudgedState, stoppedBy } from './job-state'
import { lackingFor } from './lacking-right'

// Of an old address only.
const EarlierRun = dynamic(() => import('./earlier-run').then((module) => module.EarlierRun))

const TABS: readonly JobTab[] = ['checkpoints', 'recovery-points', 'high-availability']

/**
 * What stands above all of a job's tabs: what it is, how it is, and what it would go back to.
 *
 * @param props.counts how many things a tab holds, where that is known
 */
export function JobHeader({
  job,
  tab,
  counts = {},
}: {
  job: JobHeaderView
  tab: JobTab
  counts?: Partial<Record<JobTab, number>>
}) {
  const t = useTranslations('job')
  const fleet = useTranslations('fleet')
  const problem = useProblem()
  const address = addressOf(job)
  const savepoint = useSavepoint(job)
  return (
    <>
      <header className="flex-none px-page pt-3.5">
        <div className="flex min-h-7 flex-wrap items-center gap-x-2.5 gap-y-1">
          <JobState job={job} />
          <h1 className="text-title font-semibold tracking-[-0.012em]">{job.name ?? t('unnamed')}</h1>
          <span className="text-ink-3">
            <ShortId id={job.currentJobId} what={t('id')} />
          </span>
          <JobFacts job={job} />
          <div className="ml-auto flex flex-wrap items-center gap-2">
            <SavepointButton job={job} savepoint={savepoint} />
          </div>
        </div>
        {job.jobId === job.currentJobId ? null : <EarlierRun job={job} tab={tab} />}
        {job.trouble && !(savepoint.busy && job.trouble.code === 'job.savepoint') ? (
          <div className="mt-2 flex items-baseline gap-2 text-table">
            <StateShape state={troubleShape(job)} size={9} />
            <div className="min-w-0">
              <ProblemText problem={job.trouble} />
            </div>
          </div>
        ) : null}
        <SavepointNote savepoint={savepoint} />
        <RecoverySentence job={job} />
      </header>
      <Tabs
        label={t('tabs')}
        lock={fleet('forbiddenRow')}
        tabs={TABS.map((name) => ({
          href: jobHref(address, name),
          label: t(`tab.${name}`),
          count: counts[name],
          lacks: lackingFor(name, job.forbidden).map(problem).join('\n'),
          current: name === tab,
        }))}
      />
    </>
  )
}

function troubleShape(job: JobHeaderView): State {
  if (job.state === 'broken' || job.state === 'busy') return job.state
  return stoppedBy(job) === null ? 'attention' : 'unknown'
}

function JobState({ job }: { job: JobHeaderView }) {
  const t = useTranslations('job')
  const title = job.flinkState === null ? t('flinkStateUnknown') : t('flinkState', { state: job.flinkState })
  return <JudgedState of={job} tip={title} />
}
