'use client'

import { useTranslations } from 'next-intl'
import { interval } from '@/components/format/age'
import { useDuration } from '@/components/format/use-duration'
import type { CheckpointsView } from '@/lib/fleet/view'

/** What the table holds, in numbers: counted over the rows shown, and said so where there are more. */
export function CheckpointSummary({ view: { rows, total, job } }: { view: CheckpointsView }) {
  const t = useTranslations('checkpoint')
  const duration = useDuration()
  const count = (status: string) => rows.filter((row) => row.status === status).length
  const failed = count('failed')
  const savepoints = rows.filter(({ kind }) => kind === 'savepoint').length
  return (
    <p className="flex h-10 flex-none items-center gap-3 px-page text-table whitespace-nowrap text-ink-2">
      <span>{t('count.completed', { count: count('completed') })}</span>
      {failed > 0 ? <span className="text-broken">{t('count.failed', { count: failed })}</span> : null}
      {savepoints > 0 ? <span>{t('count.savepoints', { count: savepoints })}</span> : null}
      {rows.length < total ? <span>{t('shown', { shown: rows.length, total })}</span> : null}
      <span>
        {job.intervalMs === null
          ? t('intervalUnknown')
          : t('interval', { interval: duration(interval(job.intervalMs)) })}
      </span>
    </p>
  )
}
