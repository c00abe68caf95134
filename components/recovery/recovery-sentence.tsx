'use client'

import { useLocale, useTranslations } from 'next-intl'
import { agreement } from '@/components/evidence/agreement'
import { EvidenceStrip } from '@/components/evidence/evidence-strip'
import { shortenPath } from '@/components/format/shorten'
import { binarySize } from '@/components/format/size'
import { Copy } from '@/components/ui/copy'
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
      {point ? <WithPoint job={job} point={point} /> : <p className="text-ink-2">{t('none')}</p>}
    </div>
  )
}

function WithPoint({ job, point }: { job: JobHeaderView; point: RecoveryPointView }) {
  const t = useTranslations('recovery')
  const words = useTranslations('point')
  const locale = useLocale()
  const gone = job.leader.kind === 'none'
  const place = point.path === null ? words('pathUnknown') : shortenPath(point.path)
  return (
    <>
      <p className="min-w-0 flex-1 basis-96">
        {t.rich(gone ? 'whenGone' : 'whenAlive', {
          point: pointName(point) ?? words('unnamed'),
          size: point.sizeBytes === null ? words('sizeUnknown') : binarySize(point.sizeBytes, locale),
          place,
          name: (text) => <span className="mono text-accent">{text}</span>,
          age: () => (
            <span className="text-lead font-semibold">
              <PointAgeText
                point={point}
                setting={{ clockSkewMs: job.clockSkewMs, intervalMs: job.intervalMs, jobManagerGone: gone }}
              />
            </span>
          ),
          where: (text) => (
            <span
              className={point.path === null ? 'text-ink-2' : 'mono [overflow-wrap:anywhere]'}
              title={point.path ?? undefined}
            >
              {text}
            </span>
          ),
        })}
        {point.path === null ? null : <Copy text={point.path} what={words('path')} />}
      </p>
      <Agreement point={point} />
      <EvidenceStrip evidence={point.evidence} />
    </>
  )
}

function Agreement({ point }: { point: RecoveryPointView }) {
  const t = useTranslations('recovery')
  const { naming, contradicting } = agreement(point.evidence)
  if (contradicting.length > 0) {
    return (
      <span className="flex items-center gap-1.5 text-attention">
        <StateShape state="attention" size={9} />
        {t('disagree', { count: contradicting.length })}
      </span>
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
