'use client'

import { useTranslations } from 'next-intl'
import { Figure } from '@/components/ui/figure'
import { Icon, type IconName } from '@/components/ui/icon'
import type { Source } from '@/lib/fleet/observed'
import type { Evidence } from '@/lib/fleet/view'
import { inOrder } from './agreement'

export const SOURCE_ICON: Record<Source, IconName> = {
  rest: 'rest',
  ha: 'ha',
  operator: 'operator',
  storage: 'storage',
  weir: 'weir',
}

const INK: Record<Evidence['verdict'], string> = {
  names: 'text-ink-2',
  contradicts: 'text-broken',
  'not-asked': 'text-faint',
  absent: 'text-faint',
  'not-kept': 'text-faint',
}

/** Who names a point, in the order that is the same everywhere; said in words to those who don't see icons. */
export function EvidenceStrip({ evidence }: { evidence: readonly Evidence[] }) {
  const t = useTranslations('evidence')
  const sources = useTranslations('sources')
  const ordered = inOrder(evidence)
  const words = ordered.map(({ source, verdict }) => t('one', { source: sources(source), verdict: t(verdict) }))
  return (
    <Figure label={words.join('; ')} tip={words.join('\n')} className="inline-flex gap-1.5 align-middle">
      {ordered.map(({ source, verdict }) => (
        <span key={source} className={`relative ${INK[verdict]}`}>
          <Icon name={SOURCE_ICON[source]} size={13} />
          {verdict === 'contradicts' ? <Icon name="close" size={8} className="absolute -right-1 -bottom-0.5" /> : null}
        </span>
      ))}
    </Figure>
  )
}
