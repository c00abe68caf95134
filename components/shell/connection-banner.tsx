'use client'

import { useTranslations } from 'next-intl'
import { age } from '@/components/format/age'
import { Passed } from '@/components/format/passed'
import { useDuration } from '@/components/format/use-duration'
import { useNow } from '@/components/live/live-view'
import { useProblem } from '@/components/problem/use-problem'
import { Banner } from '@/components/ui/banner'
import type { ConnectionView, FleetView } from '@/lib/fleet/view'

/** The gravest connection that is not in step: since when, why, what it means for the rows, and when Weir tries again. */
export function ConnectionBanner({ view }: { view: FleetView }) {
  const failed = view.connections.filter(({ status }) => status === 'failed')
  const stale = view.connections.filter(({ status }) => status === 'stale')
  const gravest = failed[0] ?? stale[0]
  if (!gravest) return null
  const clusters = view.rows.filter(({ connection }) => connection.id === gravest.id).length
  return <OutOfStep connection={gravest} clusters={clusters} others={failed.length + stale.length - 1} />
}

function OutOfStep({ connection, clusters, others }: { connection: ConnectionView; clusters: number; others: number }) {
  const t = useTranslations('banner')
  const problem = useProblem()
  const title =
    connection.lastSyncedAt === null
      ? t('neverReached', { name: connection.name })
      : t.rich('stale', { name: connection.name, age: () => <Passed since={connection.lastSyncedAt ?? 0} /> })
  return (
    <Banner tone={connection.status === 'failed' ? 'broken' : 'attention'} label={t('label')} title={title}>
      {connection.problem ? problem(connection.problem) : null}{' '}
      {clusters > 0 ? t('lastKnown', { count: clusters }) : null}{' '}
      {connection.retryAt === null ? null : <NextTry at={connection.retryAt} />}{' '}
      {others > 0 ? t('others', { count: others }) : null}
    </Banner>
  )
}

function NextTry({ at }: { at: number }) {
  const t = useTranslations('banner')
  const now = useNow()
  const duration = useDuration()
  return at > now ? t('nextTry', { age: duration(age(at - now + 999)) }) : t('tryingNow')
}
