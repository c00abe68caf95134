'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Figure } from '@/components/ui/figure'
import { binarySize } from './size'
import { Unknown } from './unknown'

/** A size in binary units, exact when pointed at or focused. @param source what the figure is and who says so. */
export function Bytes({ bytes, source }: { bytes: number | null; source: string }) {
  const t = useTranslations('figure')
  const locale = useLocale()
  if (bytes === null) return <Unknown title={source} />
  return <Figure tip={t('bytes', { bytes, source })}>{binarySize(bytes, locale)}</Figure>
}
