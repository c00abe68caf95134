'use client'

import { useTranslations } from 'next-intl'
import { agreement } from '@/components/evidence/agreement'
import { type AgeLevel, ageLevel } from '@/components/format/age-level'
import { Passed } from '@/components/format/passed'
import { useInstant } from '@/components/format/use-instant'
import { useList } from '@/components/format/use-list'
import { useClock } from '@/components/live/live-view'
import { Figure } from '@/components/ui/figure'
import type { RecoveryPointView } from '@/lib/fleet/view'
import { pointAge } from './point-age'

const INK: Record<AgeLevel, string> = { plain: '', attention: 'text-attention', broken: 'text-broken' }

/** What decides how an age looks, besides the point. */
export interface AgeSetting {
  clockSkewMs: number
  intervalMs: number | null
  jobManagerGone: boolean
}

/** The age of a recovery point, counting; its tip says when exactly, who names it and when that was last read. */
export function PointAgeText({ point, setting }: { point: RecoveryPointView; setting: AgeSetting }) {
  const t = useTranslations('point')
  const sources = useTranslations('sources')
  const instant = useInstant()
  const list = useList()
  const level = useClock((now) => ageLevel({ ageMs: pointAge(point, now, setting.clockSkewMs).ms, ...setting }))

  const naming = agreement(point.evidence).naming
  const read = point.evidence.flatMap(({ verdict, observedAt }) =>
    verdict === 'names' && observedAt ? [observedAt] : [],
  )
  const title = [
    point.triggeredAt === null
      ? t('firstSeen', { time: instant(point.firstSeenAt) })
      : t('triggered', { time: instant(point.triggeredAt - setting.clockSkewMs) }),
    naming.length > 0 ? t('namedBy', { sources: list(naming.map((source) => sources(source))) }) : '',
    read.length > 0 ? t('readAt', { time: instant(Math.max(...read)) }) : '',
  ]
  return (
    <Figure className={INK[level] || undefined} tip={title.filter(Boolean).join('\n')}>
      {point.triggeredAt === null ? (
        t.rich('atLeast', { age: () => <Passed since={point.firstSeenAt} /> })
      ) : (
        <Passed since={point.triggeredAt - setting.clockSkewMs} />
      )}
    </Figure>
  )
}
