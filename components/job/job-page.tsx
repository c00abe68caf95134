'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { StreamState } from '@/components/live/live-view'
import { StatusBar } from '@/components/shell/status-bar'
import type { CheckpointRow, JobHeaderView, SourceStatus } from '@/lib/fleet/view'
import type { JobTab } from './job-address'
import { JobHeader } from './job-header'
import { JobScope } from './job-scope'
import { SourceStatusList } from './source-status-list'

// Loaded where something is wrong.
const OutOfStepBanner = dynamic(() =>
  import('@/components/shell/connection-banner').then((module) => module.OutOfStepBanner),
)

/** The frame of a job's tab: where it runs and how it fares above, how fresh all is below. */
export function JobPage({
  job,
  tab,
  counts = {},
  stream,
  sources,
  history = null,
  children,
}: {
  job: JobHeaderView
  tab: JobTab
  /** Figures beside the names of tabs. */
  counts?: Partial<Record<JobTab, number>>
  stream: StreamState
  sources: readonly SourceStatus[]
  /** The newest checkpoints, and how many there are in all. */
  history?: { rows: readonly CheckpointRow[]; total: number } | null
  children: ReactNode
}) {
  const t = useTranslations('status')
  return (
    <>
      <JobScope job={job} />
      {job.outOfStep ? <OutOfStepBanner connection={job.outOfStep} /> : null}
      <main id="main" className="flex min-h-0 flex-col [grid-area:main]">
        <JobHeader job={job} tab={tab} counts={counts} />
        <div className={`min-h-0 flex-1 overflow-x-hidden overflow-y-auto pb-4 ${job.stale ? 'stale' : ''}`}>
          {children}
        </div>
      </main>
      <StatusBar
        stream={stream}
        hints={[
          { keys: ['[', ']'], does: 'tabs' },
          { keys: ['j', 'k'], does: 'rows' },
          { keys: ['Enter'], does: 'open' },
          { keys: ['?'], does: 'help' },
        ]}
      >
        <SourceStatusList sources={sources} broken={job.state === 'broken'} />
        {history ? <span>{t('toldBy', toldBy(history))}</span> : null}
      </StatusBar>
    </>
  )
}

/** How many of a job's checkpoints its JobManager still tells of; the rest is known because Weir kept it. */
function toldBy({ rows, total }: { rows: readonly CheckpointRow[]; total: number }): { rest: number; record: number } {
  const rest = rows.filter(({ evidence }) =>
    evidence.some(({ source, verdict }) => source === 'rest' && verdict === 'names'),
  ).length
  return { rest, record: Math.max(0, total - rest) }
}
