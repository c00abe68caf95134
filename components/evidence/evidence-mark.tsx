'use client'

import { useTranslations } from 'next-intl'
import { Figure } from '@/components/ui/figure'
import { Icon } from '@/components/ui/icon'
import type { Evidence } from '@/lib/fleet/view'

type Verdict = Evidence['verdict']

/** What one source says of a point, for a column of its own: check, cross, question mark, or a dot. */
export function EvidenceMark({ word }: { word: Evidence | undefined }) {
  const t = useTranslations('evidence')
  const sources = useTranslations('sources')
  const verdict = word?.verdict ?? 'not-kept'
  const label = word ? t('one', { source: sources(word.source), verdict: t(verdict) }) : t(verdict)
  return (
    <Figure label={label} tip={label} className="inline-grid size-3.5 place-items-center align-middle">
      <VerdictShape verdict={verdict} />
    </Figure>
  )
}

function VerdictShape({ verdict, size = 14 }: { verdict: Verdict; size?: number }) {
  switch (verdict) {
    case 'names':
      return <Icon name="check" size={size} className="text-healthy" />
    case 'contradicts':
      return <Icon name="close" size={size} className="text-broken" />
    case 'not-asked':
      return <Icon name="question" size={size} className="text-ink-3" />
    case 'absent':
    case 'not-kept':
      return (
        <span aria-hidden="true" className="text-ink-3">
          ·
        </span>
      )
  }
}

/** What the marks mean. */
export function EvidenceLegend() {
  const t = useTranslations('evidence')
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 text-meta text-ink-2">
      {(['names', 'contradicts', 'not-asked', 'absent'] as const).map((verdict) => (
        <li key={verdict} className="flex items-center gap-[5px]">
          <VerdictShape verdict={verdict} size={12} />
          {t(verdict)}
        </li>
      ))}
    </ul>
  )
}
