'use client'

import { useLocale, useTranslations } from 'next-intl'
import { age } from '@/components/format/age'
import { Passed } from '@/components/format/passed'
import { useDuration } from '@/components/format/use-duration'
import { useClock } from '@/components/live/live-view'
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
  return <OutOfStepBanner connection={gravest} clusters={clusters} others={failed.length + stale.length - 1} />
}

/**
 * A connection that is not in step.
 *
 * @param props.clusters how many of its clusters the page shows
 * @param props.others how many other connections of the page are in trouble, too
 */
export function OutOfStepBanner({
  connection,
  clusters = 0,
  others = 0,
}: {
  connection: ConnectionView
  clusters?: number
  others?: number
}) {
  const t = useTranslations('banner')
  const problem = useProblem()
  // A full stop of Chinese has its own room behind it.
  const blank = useLocale() === 'zh' ? '' : ' '
  const { lastSyncedAt } = connection
  return (
    <Banner
      tone={connection.status === 'failed' ? 'broken' : 'attention'}
      label={t('label')}
      title={t(lastSyncedAt === null ? 'neverReached' : 'stale', { name: connection.name })}
      since={lastSyncedAt === null ? undefined : t.rich('staleFor', { age: () => <Passed since={lastSyncedAt} /> })}
    >
      {connection.problem ? problem(connection.problem) : null}
      {clusters > 0 ? `${blank}${t('lastKnown', { count: clusters })}` : null}
      {connection.retryAt === null ? null : <NextTry at={connection.retryAt} blank={blank} />}
      {others > 0 ? `${blank}${t('others', { count: others })}` : null}
    </Banner>
  )
}

function NextTry({ at, blank }: { at: number; blank: string }) {
  const t = useTranslations('banner')
  const inSeconds = useClock((now) => Math.max(0, Math.ceil((at - now) / 1000)))
  const duration = useDuration()
  return `${blank}${inSeconds > 0 ? t('nextTry', { age: duration(age(inSeconds * 1000)) }) : t('tryingNow')}`
}
