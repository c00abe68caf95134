'use client'

import { useTranslations } from 'next-intl'
import { agreement } from '@/components/evidence/agreement'
import { Icon } from '@/components/ui/icon'
import { StateShape } from '@/components/ui/state-mark'
import type { RecoveryPointView } from '@/lib/fleet/view'
import { pointName } from './point-name'

/** A recovery point's name with its marks: flag for a savepoint, clock for last known, triangle where sources disagree. */
export function PointLabel({ point }: { point: RecoveryPointView }) {
  const t = useTranslations('point')
  const sources = useTranslations('sources')
  const name = pointName(point)
  const { contradicting } = agreement(point.evidence)
  return (
    <span className="flex items-center gap-1 text-ink-2" title={point.path ?? t('pathUnknown')}>
      {point.kind === 'savepoint' ? <Mark icon="flag" label={t('savepoint')} /> : null}
      {name === null ? <span className="text-ink-3">{t('pathUnknown')}</span> : <span className="mono">{name}</span>}
      {point.lastKnown ? <Mark icon="clock" label={t('lastKnown')} /> : null}
      {contradicting.length > 0 ? (
        <span
          role="img"
          title={t('disagree', { sources: contradicting.map((source) => sources(source)).join(', ') })}
          aria-label={t('disagree', { sources: contradicting.map((source) => sources(source)).join(', ') })}
        >
          <StateShape state="attention" size={9} />
        </span>
      ) : null}
    </span>
  )
}

function Mark({ icon, label }: { icon: 'flag' | 'clock'; label: string }) {
  return (
    <span role="img" aria-label={label} title={label} className="text-ink-3">
      <Icon name={icon} size={11} />
    </span>
  )
}
