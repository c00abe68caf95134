'use client'

import { useMessages, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { firstSentence } from '@/components/format/shorten'
import type { Problem } from '@/lib/problem'
import { isCodeOf } from './coded'
import { useProblem } from './use-problem'

/**
 * A problem's cause in at most 36 characters and, where it is known, Flink's own word for it, for a column; a code without a short form gives its first sentence.
 *
 * @returns a function of the problem and of what its short form may name besides the problem's own parameters
 */
export function useTrouble(): (problem: Problem, names?: Record<string, string>) => string {
  const t = useTranslations('trouble')
  const { trouble } = useMessages()
  const whole = useProblem()
  return useCallback(
    (problem, names = {}) => {
      const { code, params } = problem
      return isCodeOf(trouble, code) ? t(code, { ...params, ...names }) : firstSentence(whole(problem))
    },
    [t, trouble, whole],
  )
}
