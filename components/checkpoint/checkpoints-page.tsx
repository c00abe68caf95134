'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { addressOf, jobHref } from '@/components/job/job-address'
import { JobPage } from '@/components/job/job-page'
import { applyToCheckpoints } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { button } from '@/components/ui/button'
import type { StreamMessage } from '@/lib/fleet/stream-message'
import type { CheckpointsView } from '@/lib/fleet/view'
import { CheckpointTable } from './checkpoint-table'
import { LazyTimeline } from './timeline/lazy-timeline'

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
  const address = addressOf(job)
  const here = jobHref(address)
  const last = rows.at(-1)
  // A page that is not full is the last one, whatever is counted.
  const more = last !== undefined && rows.length >= PAGE_ROWS && (older || rows.length < total)
  return (
    <JobPage job={job} tab="checkpoints" sources={sources} history={older ? null : { rows, total }} stream={stream}>
      <LazyTimeline job={job} address={address} rows={rows} />
      <CheckpointTable job={job} address={address} rows={rows} />
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
          <span>{t('shown', { shown: rows.length, total })}</span>
        </nav>
      ) : null}
    </JobPage>
  )
}
