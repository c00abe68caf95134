'use client'

import { useParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { PlainPage } from '@/components/shell/plain-page'

function part(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join('/') : (value ?? '')
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** There is no such job, or none this person may see: the two look the same. */
export function JobNotFound() {
  const t = useTranslations('notFound')
  const params = useParams()
  return (
    <PlainPage title={t('job')}>
      <p>
        {t.rich('jobMeans', {
          job: part(params.job),
          cluster: part(params.cluster),
          namespace: part(params.namespace),
          connection: part(params.connection),
          mono: (text) => <span className="mono [overflow-wrap:anywhere] text-ink">{text}</span>,
        })}
      </p>
    </PlainPage>
  )
}
