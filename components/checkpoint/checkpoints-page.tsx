'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { jobHref } from '@/components/job/job-address'
import { JobHeader } from '@/components/job/job-header'
import { JobScope } from '@/components/job/job-scope'
import { SourceStatusList } from '@/components/job/source-status-list'
import { applyToCheckpoints } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { StatusBar } from '@/components/shell/status-bar'
import { button } from '@/components/ui/button'
import type { CheckpointsView, StreamMessage } from '@/lib/fleet/view'
import { CheckpointSummary } from './checkpoint-summary'
import { CheckpointTable } from './checkpoint-table'

/** As many as the server puts on a page. */
const PAGE_ROWS = 100

const applyToNewest = (view: CheckpointsView, message: StreamMessage) => applyToCheckpoints(view, message, 'newest')
const applyToOlder = (view: CheckpointsView, message: StreamMessage) => applyToCheckpoints(view, message, 'older')

/** The Checkpoints tab of a job, live. @param props.older true on the pages behind the newest one. */
export function CheckpointsPage({ initial, older }: { initial: CheckpointsView; older: boolean }) {
  const { connection, namespace, cluster, jobId } = initial.job
  return (
    <LiveView
      subject={{ view: 'job', connection: connection.id, namespace, cluster, job: jobId }}
      initial={initial}
      apply={older ? applyToOlder : applyToNewest}
    >
      {(view, stream) => <Checkpoints view={view} stream={stream} older={older} />}
    </LiveView>
  )
}

function Checkpoints({ view, stream, older }: { view: CheckpointsView; stream: StreamState; older: boolean }) {
  const t = useTranslations('checkpoint')
  const { job, rows, total, sources } = view
  const here = jobHref({
    connection: job.connection.id,
    namespace: job.namespace,
    cluster: job.cluster,
    jobId: job.jobId,
  })
  const last = rows.at(-1)
  // A page that is not full is the last one, whatever is counted.
  const more = last !== undefined && rows.length >= PAGE_ROWS && (older || rows.length < total)
  return (
    <>
      <JobScope job={job} />
      <main id="main" className="flex min-h-0 flex-col [grid-area:main]">
        <JobHeader job={job} tab="checkpoints" />
        <CheckpointSummary view={view} />
        <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
          <CheckpointTable job={job} rows={rows} />
          {older || more ? (
            <nav aria-label={t('pages')} className="flex items-center gap-2 px-page py-2 text-table text-ink-2">
              {older ? (
                <Link href={here} className={button({ size: 'small' })}>
                  {t('newest')}
                </Link>
              ) : null}
              {more ? (
                <Link href={`${here}?before=${last.id}`} className={button({ size: 'small' })}>
                  {t('older')}
                </Link>
              ) : null}
            </nav>
          ) : null}
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
        <SourceStatusList sources={sources} />
      </StatusBar>
    </>
  )
}
