'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { jobHref } from '@/components/job/job-address'
import { useProblem } from '@/components/problem/use-problem'
import { Figure, FigureStop } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import type { FleetRow } from '@/lib/fleet/view'

/**
 * A cluster's name, which leads to its job where it has one, with a lock where a right is missing, and the
 * button that unfolds its jobs or, on narrow screens, what is folded away.
 */
export function ClusterName({ row, open, onFold }: { row: FleetRow; open: boolean; onFold: () => void }) {
  const t = useTranslations('fleet')
  const problem = useProblem()
  const stop = useContext(FigureStop)
  const [only, ...others] = row.jobList
  const several = others.length > 0
  const { connection, namespace, name } = row
  const whole = `${connection.name} / ${namespace} / ${name}`
  const words = { name, count: row.jobList.length }
  const label = several ? t(open ? 'fold' : 'unfold', words) : t(open ? 'foldRow' : 'unfoldRow', words)
  return (
    <span className="flex items-center gap-1">
      <span className="truncate" data-tip={whole} tabIndex={only && !several ? undefined : stop}>
        {only && !several ? (
          <Link
            data-tip={whole}
            href={jobHref({ connection: connection.id, namespace, cluster: name, jobId: only.jobId })}
            prefetch={false}
            tabIndex={stop}
            className="font-medium hover:underline"
          >
            {name}
          </Link>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <span className="text-ink-3">{` · ${namespace}`}</span>
      </span>
      <button
        type="button"
        tabIndex={stop}
        onClick={onFold}
        aria-label={label}
        className={`-my-1 size-6 flex-none place-items-center rounded-sm text-ink-3 hover:text-ink ${several ? 'grid' : 'hidden folded:grid'} folded:order-last folded:ml-auto`}
      >
        <Icon name={open ? 'down' : 'right'} size={12} />
      </button>
      {row.forbidden.length > 0 ? (
        <Figure label={t('forbiddenRow')} tip={row.forbidden.map(problem).join('\n')} className="text-ink-3">
          <Icon name="lock" size={11} />
        </Figure>
      ) : null}
    </span>
  )
}
