'use client'

import { useTranslations } from 'next-intl'
import { agreement } from '@/components/evidence/agreement'
import { age } from '@/components/format/age'
import { type AgeLevel, ageLevel } from '@/components/format/age-level'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import { useNow } from '@/components/live/live-view'
import type { RecoveryPointView } from '@/lib/fleet/view'
import { pointAge } from './point-age'

const INK: Record<AgeLevel, string> = { plain: '', attention: 'text-attention', broken: 'text-broken' }

/** What decides how an age looks, besides the point. */
export interface AgeSetting {
  clockSkewMs: number
  intervalMs: number | null
  jobManagerGone: boolean
}

/** The age of a recovery point, counting; its title says when exactly, who names it and when that was last read. */
export function PointAgeText({ point, setting }: { point: RecoveryPointView; setting: AgeSetting }) {
  const t = useTranslations('point')
  const sources = useTranslations('sources')
  const now = useNow()
  const duration = useDuration()
  const instant = useInstant()
  const { ms, atLeast } = pointAge(point, now, setting.clockSkewMs)
  const level = ageLevel({ ageMs: ms, ...setting })
  const text = duration(age(ms))

  const naming = agreement(point.evidence).naming
  const read = point.evidence.flatMap(({ verdict, observedAt }) =>
    verdict === 'names' && observedAt ? [observedAt] : [],
  )
  const title = [
    point.triggeredAt === null
      ? t('firstSeen', { time: instant(point.firstSeenAt) })
      : t('triggered', { time: instant(point.triggeredAt - setting.clockSkewMs) }),
    naming.length > 0 ? t('namedBy', { sources: naming.map((source) => sources(source)).join(', ') }) : '',
    read.length > 0 ? t('readAt', { time: instant(Math.max(...read)) }) : '',
  ]
  return (
    <span className={INK[level]} title={title.filter(Boolean).join('\n')}>
      {atLeast ? t('atLeast', { age: text }) : text}
    </span>
  )
}
