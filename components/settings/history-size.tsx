'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { binarySize } from '@/components/format/size'
import type { HistorySettingsView } from '@/lib/services/settings/history-settings'

/** How much history there is, and how fast it grows. */
export function HistorySize({ view }: { view: HistorySettingsView }) {
  const t = useTranslations('settings.history')
  const locale = useLocale()
  const format = useFormatter()
  const { rows, rowBytes, binBytes, perDay } = view
  const figures = [
    { name: t('rows'), value: t('about', { rows: format.number(rows), size: binarySize(rowBytes, locale) }) },
    { name: t('bins'), value: binarySize(binBytes, locale) },
    {
      name: t('rate'),
      value:
        perDay === null
          ? t('rateUnknown')
          : t('about', { rows: format.number(perDay.rows), size: binarySize(perDay.bytes, locale) }),
    },
  ]
  return (
    <dl className="mt-3 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1 text-table">
      {figures.map(({ name, value }) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-3">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
