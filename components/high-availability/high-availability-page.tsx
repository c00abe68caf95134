'use client'

import { useTranslations } from 'next-intl'
import { JobHeader } from '@/components/job/job-header'
import { JobScope } from '@/components/job/job-scope'
import { applyToHighAvailability } from '@/components/live/apply-message'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { StatusBar } from '@/components/shell/status-bar'
import type { HighAvailabilityView } from '@/lib/fleet/view'
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
  const { job, maps, findings } = view
  return (
    <>
      <JobScope job={job} />
      <main id="main" className="flex min-h-0 flex-col [grid-area:main]">
        <JobHeader job={job} tab="high-availability" />
        <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto pb-4">
          <Findings findings={findings} maps={maps.length} />
          {maps.map((map, index) => (
            <HaMap key={map.uid} map={map} clockSkewMs={job.clockSkewMs} first={index === 0} />
          ))}
          {maps.length === 0 ? (
            <p className="px-page pt-4 text-ink-2">{t(job.leader.kind === 'no-ha' ? 'noHa' : 'noMaps')}</p>
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
      />
    </>
  )
}
