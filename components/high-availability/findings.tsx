'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { ProblemText } from '@/components/problem/problem-text'
import { StateShape } from '@/components/ui/state-mark'
import type { Problem } from '@/lib/problem'

/** What could not be read of the HA data or does not fit together, gravest first; said also when all fits. */
export function Findings({ findings }: { findings: readonly Problem[] }) {
  const t = useTranslations('ha')
  const heading = useId()
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
