'use client'

import { useTranslations } from 'next-intl'
import { JobPage } from '@/components/job/job-page'
import { applyToHighAvailability } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import type { HighAvailabilityView } from '@/lib/fleet/high-availability-view'
import { Findings } from './findings'
import { HaMap } from './ha-map'

/** The High availability tab of a job, live. */
export function HighAvailabilityPage({ initial }: { initial: HighAvailabilityView }) {
  const { connection, namespace, cluster, jobId } = initial.job
  return (
    <LiveView
      subject={{ view: 'high-availability', connection: connection.id, namespace, cluster, job: jobId }}
      initial={initial}
      apply={applyToHighAvailability}
    >
      {(view, stream) => <HighAvailability view={view} stream={stream} />}
    </LiveView>
  )
}

function HighAvailability({ view, stream }: { view: HighAvailabilityView; stream: StreamState }) {
  const t = useTranslations('ha')
  const { job, maps, findings, sources } = view
  return (
    <JobPage job={job} tab="high-availability" sources={sources} stream={stream}>
      {maps.length > 0 || findings.length > 0 ? <Findings findings={findings} /> : null}
      {maps.map((map, index) => (
        <HaMap key={map.uid} map={map} clockSkewMs={job.clockSkewMs} first={index === 0} />
      ))}
      {/* Without a right to read them nobody knows whether there are any: the finding says so. */}
      {maps.length === 0 && findings.length === 0 ? (
        <p className="px-page pt-4 text-ink-2">{t(job.leader.kind === 'no-ha' ? 'noHa' : 'noMaps')}</p>
      ) : null}
    </JobPage>
  )
}
