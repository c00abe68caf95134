'use client'

import { useTranslations } from 'next-intl'
import { agreement } from '@/components/evidence/agreement'
import { useList } from '@/components/format/use-list'
import { Figure } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import { StateShape } from '@/components/ui/state-mark'
import type { RecoveryPointView } from '@/lib/fleet/view'
import { pointName } from './point-name'

/** A recovery point's name with its marks: flag for a savepoint, clock for last known, triangle where sources disagree. */
export function PointLabel({ point }: { point: RecoveryPointView }) {
  const t = useTranslations('point')
  const sources = useTranslations('sources')
  const list = useList()
  const name = pointName(point)
  const { contradicting } = agreement(point.evidence)
  const disagree =
    contradicting.length > 0 ? t('disagree', { sources: list(contradicting.map((source) => sources(source))) }) : null
  const tip = [
    point.path ?? t('pathUnknown'),
    point.kind === 'savepoint' ? t('savepoint') : '',
    point.lastKnown ? t('lastKnown') : '',
    disagree ?? '',
  ]
  return (
    <Figure className="flex w-fit items-center gap-1 text-ink-2" tip={tip.filter(Boolean).join('\n')}>
      {point.kind === 'savepoint' ? <Mark icon="flag" label={t('savepoint')} /> : null}
      {name === null ? <span className="text-ink-3">{t('pathUnknown')}</span> : <span className="mono">{name}</span>}
      {point.lastKnown ? <Mark icon="clock" label={t('lastKnown')} /> : null}
      {disagree === null ? null : (
        <span role="img" aria-label={disagree}>
          <StateShape state="attention" size={9} />
        </span>
      )}
    </Figure>
  )
}

function Mark({ icon, label }: { icon: 'flag' | 'clock'; label: string }) {
  return (
    <span role="img" aria-label={label} className="text-ink-3">
      <Icon name={icon} size={11} />
    </span>
  )
}
