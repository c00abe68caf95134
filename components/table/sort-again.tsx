'use client'

import { useTranslations } from 'next-intl'

/** Rows stay where they are while they change: tells how many would move by now, and lets them. */
export function SortAgain({ outOfPlace, sortNow }: { outOfPlace: number; sortNow: () => void }) {
  const t = useTranslations('table')
  if (outOfPlace === 0) return null
  return (
    <button
      type="button"
      onClick={sortNow}
      data-tip={t('sortAgain')}
      className="float-right h-6 rounded-sm text-accent hover:underline"
    >
      {t('wouldMove', { count: outOfPlace })}
    </button>
  )
}
