'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/problem'
import { useProblem } from './use-problem'

/** A problem in full: its sentences, and folded the raw text of whoever said so. */
export function ProblemText({ problem }: { problem: Problem }) {
  const t = useTranslations('problem')
  const sentence = useProblem()
  return (
    <>
      <span>{sentence(problem)}</span>
      {problem.raw ? (
        <details className="mt-0.5">
          <summary className="w-fit text-meta text-ink-3 hover:text-ink">{t('raw')}</summary>
          <pre className="mono mt-1 max-h-48 overflow-auto rounded-md border border-line bg-base p-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {problem.raw}
          </pre>
        </details>
      ) : null}
    </>
  )
}
