'use client'

import { useTranslations } from 'next-intl'
import { Figure } from '@/components/ui/figure'

/** The word for what nobody told: never a number. */
export function Unknown({ title }: { title?: string | undefined }) {
  const t = useTranslations('figure')
  return (
    <Figure className="font-normal text-ink-3" tip={title ?? ''}>
      {t('unknown')}
    </Figure>
  )
}
