'use client'

import { useTranslations } from 'next-intl'
import { inOrder } from '@/components/evidence/agreement'
import { useInstant } from '@/components/format/use-instant'
import type { CheckpointRow } from '@/lib/fleet/view'

/** Who tells the figures of a checkpoint, and when that was read: the first source that names it. */
export function useToldBy({ evidence }: Pick<CheckpointRow, 'evidence'>): string {
  const names = useTranslations('sources')
  const t = useTranslations('evidence')
  const instant = useInstant()
  const first = inOrder(evidence).find(({ verdict, observedAt }) => verdict === 'names' && observedAt !== null)
  return first?.observedAt == null ? '' : `${names(first.source)}${t('readAt', { time: instant(first.observedAt) })}`
}
