'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { agreement } from '@/components/evidence/agreement'
import { EvidenceStrip } from '@/components/evidence/evidence-strip'
import { PathText } from '@/components/format/path'
import { shortenPath } from '@/components/format/shorten'
import { binarySize } from '@/components/format/size'
import { addressOf, jobHref } from '@/components/job/job-address'
import { stoppedBy } from '@/components/job/job-state'
import { Copy } from '@/components/ui/copy'
import { Figure } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import { StateShape } from '@/components/ui/state-mark'
import type { JobHeaderView, RecoveryPointView } from '@/lib/fleet/view'
import { PointAgeText } from './point-age-text'
import { pointName } from './point-name'

/** What would be lost if the job died now, in one sentence, and who says so. */
export function RecoverySentence({ job }: { job: JobHeaderView }) {
  const t = useTranslations('recovery')
  const point = job.recoveryPoint
  return (
    <div className="mt-2.5 flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 rounded-md border border-line bg-sunk px-3 py-1.5">
      <Icon name="history" size={15} className="text-accent" />
      {point ? (
        <WithPoint job={job} point={point} />
      ) : (
        <p className="text-ink-2">{t(stoppedBy(job) === null ? 'none' : 'noneStopped')}</p>
      )}
    </div>
  )
}

const WHEN = {
  alive: 'whenAlive',
  gone: 'whenGone',
  suspended: 'whenSuspended',
  canceled: 'whenEnded',
  finished: 'whenEnded',
} as const

function WithPoint({ job, point }: { job: JobHeaderView; point: RecoveryPointView }) {
  const t = useTranslations('recovery')
  const words = useTranslations('point')
  const locale = useLocale()
  const stopped = stoppedBy(job)
  const gone = job.leader.kind === 'none' && stopped === null
  const lost = point.evidence.some(({ source, verdict }) => source === 'storage' && verdict === 'contradicts')
  const place = point.path === null ? words('pathUnknown') : shortenPath(point.path)
  return (
    <>
      <p className="min-w-0 flex-1 basis-96">
        {t.rich(lost ? 'whenLost' : WHEN[stopped ?? (gone ? 'gone' : 'alive')], {
          point: pointName(point) ?? words('unnamed'),
          size: point.sizeBytes === null ? words('sizeUnknown') : binarySize(point.sizeBytes, locale),
          place,
          kind: point.kind,
          name: (text) => (
            <Link className="mono link" href={pointHref(job)} title={t('openPoint')}>
              {text}
            </Link>
          ),
          age: () => (
            <span className="text-lead font-semibold">
              <PointAgeText
                point={point}
                setting={{
                  clockSkewMs: job.clockSkewMs,
                  // A point does not get late where none is to follow.
                  intervalMs: stopped === null ? job.intervalMs : null,
                  jobManagerGone: gone,
                }}
              />
            </span>
          ),
          where: (text) => (
            <Figure
              className={point.path === null ? 'text-ink-2' : 'mono [overflow-wrap:anywhere]'}
              tip={point.path ?? ''}
            >
              {point.path === null ? text : <PathText path={place} />}
            </Figure>
          ),
        })}
        {point.path === null ? null : <Copy text={point.path} what={words('path')} />}
      </p>
      <Agreement point={point} />
      <EvidenceStrip evidence={point.evidence} />
    </>
  )
}

/** The tab of recovery points, with this one opened where its row is known. */
function pointHref(job: JobHeaderView): string {
  const tab = jobHref(addressOf(job), 'recovery-points')
  return job.recoveryPointId === null ? tab : `${tab}?${new URLSearchParams({ point: job.recoveryPointId })}`
}

function Agreement({ point }: { point: RecoveryPointView }) {
  const t = useTranslations('recovery')
  const words = useTranslations('point')
  const names = useTranslations('sources')
  const { naming, contradicting } = agreement(point.evidence)
  if (contradicting.length > 0) {
    const sources = contradicting.map((source) => names(source)).join(', ')
    return (
      <Figure className="flex items-center gap-1.5 text-attention" tip={words('disagree', { sources })}>
        <StateShape state="attention" size={9} />
        {t('disagree', { count: contradicting.length, sources })}
      </Figure>
    )
  }
  if (point.lastKnown) {
    return (
      <span className="flex items-center gap-1.5 text-ink-2">
        <Icon name="clock" size={12} />
        {t('lastKnown')}
      </span>
    )
  }
  return (
    <span className="flex items-center gap-1.5 text-healthy">
      <StateShape state="healthy" size={9} />
      {t('agree', { count: naming.length })}
    </span>
  )
}
