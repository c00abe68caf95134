'use client'

import { useTranslations } from 'next-intl'
import { Passed } from '@/components/format/passed'
import { Unknown } from '@/components/format/unknown'
import { useInstant } from '@/components/format/use-instant'
import { Figure } from '@/components/ui/figure'
import type { RecoveryPointRow } from '@/lib/recovery/recovery-view'

type Times = Pick<RecoveryPointRow, 'triggeredAt' | 'writtenAt' | 'firstSeenAt'>

/** How old a point is: since it was triggered, or by when its file was written, or at least since Weir first saw it. */
export function TakenAge({ row, clockSkewMs }: { row: Times; clockSkewMs: number }) {
  const t = useTranslations('recoveryPoints')
  const tip = useTakenTitle()(row, clockSkewMs)
  const taken = row.triggeredAt === null ? row.writtenAt : row.triggeredAt - clockSkewMs
  const from = taken ?? row.firstSeenAt
  if (from === null) return <Unknown title={tip} />
  const passed = <Passed since={from} />
  return <Figure tip={tip}>{taken === null ? t.rich('atLeast', { age: () => passed }) : passed}</Figure>
}

/** When a point was taken, in full, and who says so. */
export function useTakenTitle(): (row: Times, clockSkewMs: number) => string {
  const t = useTranslations('recoveryPoints')
  const instant = useInstant()
  return (row, clockSkewMs) => {
    if (row.triggeredAt !== null) return t('taken.triggered', { time: instant(row.triggeredAt - clockSkewMs) })
    if (row.writtenAt !== null) return t('taken.written', { time: instant(row.writtenAt) })
    return row.firstSeenAt === null ? t('taken.unknown') : t('taken.seen', { time: instant(row.firstSeenAt) })
  }
}
