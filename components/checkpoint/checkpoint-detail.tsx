'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { inOrder } from '@/components/evidence/agreement'
import { SOURCE_ICON } from '@/components/evidence/evidence-strip'
import { Bytes } from '@/components/format/bytes'
import { CopiedPath } from '@/components/format/path'
import { ShortId } from '@/components/format/short-id'
import { Unknown } from '@/components/format/unknown'
import { useInstant } from '@/components/format/use-instant'
import type { JobAddress } from '@/components/job/job-address'
import { ProblemText } from '@/components/problem/problem-text'
import { Fact } from '@/components/ui/fact'
import { Icon } from '@/components/ui/icon'
import type { CheckpointRow, RunView } from '@/lib/fleet/view'
import { LazyBreakdown } from './breakdown/lazy-breakdown'
import { neverHas } from './checkpoint-figures'

/** Everything known of one checkpoint, with exact values, and what each source says. */
export function CheckpointDetail({
  row,
  run,
  address,
  clockSkewMs,
}: {
  row: CheckpointRow
  run: RunView | undefined
  address: JobAddress
  clockSkewMs: number
}) {
  const t = useTranslations('checkpoint')
  const names = useTranslations('sources')
  const verdicts = useTranslations('evidence')
  const job = useTranslations('job')
  const instant = useInstant()
  const time = (at: number | null) => (at === null ? <Unknown /> : instant(at - clockSkewMs))
  return (
    <div className="py-3 pl-4">
      {row.restored ? null : <LazyBreakdown row={row} address={address} />}
      <div className="grid grid-cols-2 gap-x-8 gap-y-4 pt-3 folded:grid-cols-1">
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] content-start gap-x-4 gap-y-1">
          {neverHas(row) ? null : (
            <Fact name={t('path')}>
              {row.path === null ? <Unknown title={t('pathUnknown')} /> : <CopiedPath path={row.path} />}
            </Fact>
          )}
          <Fact name={t('triggered')}>{time(row.triggeredAt)}</Fact>
          {row.status === 'in-progress' ? null : (
            <Fact name={t(row.status === 'failed' ? 'failedAt' : 'completed')}>{time(row.completedAt)}</Fact>
          )}
          {neverHas(row) ? null : (
            <>
              <Fact name={t('fullSize')}>
                <Bytes bytes={row.stateSizeBytes} source={t('fullSizeMeans')} />
              </Fact>
              <Fact name={t('coordinators')}>
                <Bytes bytes={row.coordinatorBytes} source={t('coordinatorsMeans')} />
              </Fact>
              <Fact name={t('files')}>
                {row.discarded === null ? <Unknown /> : t(row.discarded ? 'discarded' : 'kept')}
              </Fact>
            </>
          )}
          {run ? (
            <Fact name={t('run')}>
              <ShortId id={run.jobId} what={job('id')} />
            </Fact>
          ) : null}
          {row.failure ? (
            <Fact name={t('failure')}>
              <ProblemText problem={row.failure} />
            </Fact>
          ) : null}
        </dl>
        <div>
          <p className="text-meta text-ink-3">{t('evidence')}</p>
          <dl className="mt-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
            {inOrder(row.evidence).map(({ source, verdict, observedAt }) => (
              <Fragment key={source}>
                <dt className="flex items-center gap-1.5 text-ink-2">
                  <Icon name={SOURCE_ICON[source]} size={13} />
                  {names(source)}
                </dt>
                <dd className={verdict === 'contradicts' ? 'text-broken' : undefined}>
                  {verdicts(verdict)}
                  {observedAt === null ? null : (
                    <span className="text-ink-3">{verdicts('readAt', { time: instant(observedAt) })}</span>
                  )}
                </dd>
              </Fragment>
            ))}
          </dl>
          <p className="mt-2 text-meta text-ink-3">
            {t('seen', { first: instant(row.firstSeenAt), last: instant(row.lastSeenAt) })}
          </p>
        </div>
      </div>
    </div>
  )
}
