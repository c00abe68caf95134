'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { ProblemText } from '@/components/problem/problem-text'
import { StateShape } from '@/components/ui/state-mark'
import type { Problem } from '@/lib/problem'

/** What does not fit together in the HA data, gravest first; said also when all fits. */
export function Findings({ findings, maps }: { findings: readonly Problem[]; maps: number }) {
  const t = useTranslations('ha')
  const heading = useId()
  if (maps === 0) return null
  return (
    <section aria-labelledby={heading} className="px-page pt-4">
      <h2 id={heading} className="flex items-center gap-1.5 font-semibold">
        {findings.length === 0 ? <StateShape state="healthy" /> : <StateShape state="attention" />}
        {t('findings', { count: findings.length })}
      </h2>
      {findings.length === 0 ? null : (
        <ul className="mt-1.5 grid gap-1 text-table">
          {findings.map((finding) => (
            <li key={`${finding.code} ${JSON.stringify(finding.params)}`} className="pl-4 text-ink-2">
              <ProblemText problem={finding} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
