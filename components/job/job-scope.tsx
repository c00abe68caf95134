'use client'

import { useTranslations } from 'next-intl'
import { Scope } from '@/components/shell/scope'
import type { JobHeaderView } from '@/lib/fleet/view'

/** The way from the fleet to a job. Clusters have no page of their own yet: the fleet, filtered, stands for it. */
export function JobScope({ job }: { job: JobHeaderView }) {
  const t = useTranslations('fleet')
  const filtered = (...terms: string[]) => `/?${new URLSearchParams({ filter: terms.join(' ') })}`
  return (
    <Scope
      parts={[
        { label: t('title'), href: '/' },
        { label: job.connection.name, href: filtered(job.connection.name) },
        { label: job.namespace, href: filtered(job.connection.name, job.namespace) },
        { label: job.cluster, href: filtered(job.connection.name, job.namespace, job.cluster) },
        { label: job.name ?? job.currentJobId },
      ]}
    />
  )
}
