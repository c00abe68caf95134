'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { JobHeaderView } from '@/lib/fleet/view'
import { addressOf, type JobTab, jobHref } from './job-address'

/** An old id leads to the job it became: said, so that nobody wonders why the id is another. */
export function EarlierRun({ job, tab }: { job: JobHeaderView; tab: JobTab }) {
  const t = useTranslations('job')
  const current = { ...addressOf(job), jobId: job.currentJobId }
  return (
    <p className="mt-2 text-table text-ink-2">
      {t.rich('earlierRun', {
        id: job.jobId,
        mono: (text) => <span className="mono">{text}</span>,
        link: (text) => (
          <Link className="link" href={jobHref(current, tab)}>
            {text}
          </Link>
        ),
      })}
    </p>
  )
}
