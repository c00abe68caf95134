'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { agreement } from '@/components/evidence/agreement'
import { jobHref } from '@/components/job/job-address'
import { useOperationsUnderWay } from '@/components/operation/use-operations-under-way'
import { PointAgeText } from '@/components/recovery/point-age-text'
import { STATE_INK, StateShape } from '@/components/ui/state-mark'
import { Tag } from '@/components/ui/tag'
import type { FleetView } from '@/lib/fleet/view'
import { type FleetSummary, type OldestPoint, summarise } from './fleet-summary'
import type { FleetScope } from './fleet-views'

function Figure({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div
      className={`min-w-0 border-l border-line px-4 pt-[9px] pb-2.5 whitespace-nowrap first:border-l-0 first:pl-page last:pr-page ${className}`}
    >
      <dt className="text-meta text-ink-3">{label}</dt>
      <dd className="flex items-baseline gap-2 text-lead">{children}</dd>
    </div>
  )
}

/**
 * The fleet in four figures: how many, in what state, what would be lost at worst, and what is being done.
 *
 * @param props.known the figures, where not all rows are here yet
 */
export function FleetStrip({ view, known, scope }: { view: FleetView; known: FleetSummary | null; scope: FleetScope }) {
  const t = useTranslations('fleet')
  const states = useTranslations('state')
  const { clusters, connections, jobs, oldest, withoutPoint } = known ?? summarise(view)
  return (
    <dl className="flex flex-none overflow-hidden border-b border-line">
      <Figure label={t('clusters')} className="small:hidden">
        <span className="font-medium">{clusters}</span>
        <span className="text-table text-ink-2">{t('inConnections', { count: connections })}</span>
      </Figure>
      <Figure label={t('jobsByState')} className="small:pl-page small:border-l-0">
        <span className="flex items-baseline gap-3.5">
          {jobs.map(({ state, count }) => (
            <span key={state} className={`inline-flex items-center gap-[5px] ${STATE_INK[state]}`}>
              <StateShape state={state} />
              <span className="font-medium">{count}</span>
              <span className="text-table text-ink-2 small:sr-only">{states(state)}</span>
            </span>
          ))}
        </span>
      </Figure>
      <Figure label={t('oldestPoint')} className="flex-1">
        {oldest ? <Oldest oldest={oldest} /> : <span className="text-ink-3">{t('noPointYet')}</span>}
        {withoutPoint > 0 ? <Tag>{t('withoutPoint', { count: withoutPoint })}</Tag> : null}
      </Figure>
      <Figure label={t('operations')} className="folded:hidden">
        <Operations scope={scope} />
      </Figure>
    </dl>
  )
}

function Operations({ scope: { connection, namespace } }: { scope: FleetScope }) {
  const t = useTranslations('fleet')
  const count = useOperationsUnderWay().filter(
    (operation) =>
      (connection === null || operation.connection.name === connection) &&
      (namespace === null || operation.namespace === namespace),
  ).length
  return (
    <>
      <span className="font-medium">{count}</span>
      {count > 0 ? <span className="text-table text-ink-2">{t('savepoints', { count })}</span> : null}
    </>
  )
}

function Oldest({ oldest: { row, job, point } }: { oldest: OldestPoint }) {
  const t = useTranslations('fleet')
  return (
    <>
      <span className="font-semibold">
        <PointAgeText
          point={point}
          setting={{
            clockSkewMs: row.clockSkewMs,
            intervalMs: job.intervalMs,
            jobManagerGone: row.leader.kind === 'none',
          }}
        />
      </span>
      <Link
        href={jobHref({ connection: row.connection.id, namespace: row.namespace, cluster: row.name, jobId: job.jobId })}
        prefetch={false}
        className="flex min-w-0 items-baseline gap-2 hover:underline"
      >
        <span className="truncate text-table text-ink-2">{`${row.name} · ${row.namespace}`}</span>
        {agreement(point.evidence).contradicting.length > 0 ? (
          <Tag tone="attention">
            <StateShape state="attention" size={8} />
            {t('disagree')}
          </Tag>
        ) : null}
      </Link>
    </>
  )
}
