'use client'

import { useTranslations } from 'next-intl'
import { useInstant } from '@/components/format/use-instant'
import { Figure } from '@/components/ui/figure'
import type { CheckedFiles } from '@/lib/recovery/recovery-view'

/** How many of a point's files were found where they belong; `_metadata` is one of them. */
export function FilesVerified({ files }: { files: CheckedFiles | null }) {
  const t = useTranslations('recoveryPoints')
  const instant = useInstant()
  if (files === null) return <span className="text-ink-3">{t('files.notRead')}</span>
  const bad = files.missing + files.short > 0
  const title = t('files.checked', {
    missing: files.missing,
    short: files.short,
    unknown: files.unknown,
    time: instant(files.checkedAt),
  })
  return (
    <Figure className={bad ? 'text-broken' : files.unknown > 0 ? 'text-ink-3' : undefined} tip={title}>
      {t('files.of', { found: files.found, total: files.total })}
    </Figure>
  )
}
