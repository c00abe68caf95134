'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { jobHref } from '@/components/job/job-address'
import { button } from '@/components/ui/button'
import { StateShape } from '@/components/ui/state-mark'
import type { OperationView } from '@/lib/fleet/operation-view'

/** How many operations are under way, how far they are, and the way to the newest. @param props.underWay newest first */
export function OperationsLink({ underWay }: { underWay: readonly OperationView[] }) {
  const t = useTranslations('operation')
  const [newest] = underWay
  if (newest === undefined) return null
  const { connection, namespace, cluster, jobId, jobName } = newest
  return (
    <Link
      href={jobHref({ connection: connection.id, namespace, cluster, jobId })}
      data-tip={t('chipMeans', { job: jobName ?? jobId, cluster })}
      className={button({ className: 'border-line font-normal text-ink-2' })}
    >
      <StateShape state="busy" size={9} />
      {t('chip', { count: underWay.length })}
      <Progress of={underWay} />
    </Link>
  )
}

const BAR = { width: 44, height: 4 }

/** Steps that are behind them, of those of all: one that was left out is, too. */
function Progress({ of }: { of: readonly OperationView[] }) {
  const t = useTranslations('operation')
  const steps = of.flatMap((operation) => operation.steps)
  const done = steps.filter(({ status }) => status === 'done' || status === 'skipped').length
  if (steps.length === 0) return null
  return (
    <svg {...BAR} role="img" aria-label={t('progress', { done, total: steps.length })} className="folded:hidden">
      <rect {...BAR} rx={2} className="fill-line" />
      <rect {...BAR} width={(BAR.width * done) / steps.length} rx={2} className="fill-busy" />
    </svg>
  )
}
