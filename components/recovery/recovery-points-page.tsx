'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { DataError } from '@/components/job/fetch-job-data'
import { addressOf } from '@/components/job/job-address'
import { JobPage } from '@/components/job/job-page'
import { LiveView, type StreamState } from '@/components/live/live-view'
import { ProblemText } from '@/components/problem/problem-text'
import type { RecoveryPointsView } from '@/lib/recovery/recovery-view'
import { applyToRecoveryPoints, type LivePoints } from './apply-points'
import { RecoveryPoints } from './recovery-points'
import { useRecoveryPoints } from './use-recovery-points'

// Below the table, and rendered by the server: its script can wait.
const SearchedSentence = dynamic(() => import('./searched-sentence').then((module) => module.SearchedSentence))

/** The Recovery points tab of a job, live. */
export function RecoveryPointsPage({ initial }: { initial: RecoveryPointsView }) {
  const { connection, namespace, cluster, jobId } = initial.job
  const first = useMemo<LivePoints>(() => ({ ...initial, changes: 0 }), [initial])
  return (
    <LiveView
      subject={{ view: 'job', connection: connection.id, namespace, cluster, job: jobId }}
      initial={first}
      apply={applyToRecoveryPoints}
    >
      {(view, stream) => <Points view={view} stream={stream} />}
    </LiveView>
  )
}

function Points({ view, stream }: { view: LivePoints; stream: StreamState }) {
  const t = useTranslations('recoveryPoints')
  const { job } = view
  const address = addressOf(job)
  const { points, error } = useRecoveryPoints(view, address)
  return (
    <JobPage
      job={job}
      tab="recovery-points"
      counts={{ 'recovery-points': points.rows.length }}
      sources={view.sources}
      stream={stream}
    >
      {error instanceof DataError ? (
        <p className="px-page pt-3 text-table text-attention" role="status">
          {t('notRead')} <ProblemText problem={error.problem} />
        </p>
      ) : null}
      <RecoveryPoints job={job} address={address} points={points} />
      <SearchedSentence view={points} />
    </JobPage>
  )
}
