'use client'

import { useTranslations } from 'next-intl'

/** The word for what nobody told: never a number. */
export function Unknown({ title }: { title?: string | undefined }) {
  const t = useTranslations('figure')
  return (
    <span className="font-normal text-ink-3" title={title}>
      {t('unknown')}
    </span>
  )
}
