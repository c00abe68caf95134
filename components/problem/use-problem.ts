'use client'

import { useLocale, useMessages, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { age } from '@/components/format/age'
import { binarySize } from '@/components/format/size'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import type { Problem } from '@/lib/problem'
import { isCodeOf } from './coded'

/**
 * Puts problems into sentences: what happened, what it means, what to do. Parameters are written by the unit their name
 * ends with (`…Ms` a duration, `…Bytes` a size, `…At` a time). A code without a sentence, as a newer server may send,
 * gets a general one that names it.
 */
export function useProblem(): (problem: Problem) => string {
  const t = useTranslations('problems')
  const { problems } = useMessages()
  const locale = useLocale()
  const duration = useDuration()
  const instant = useInstant()
  return useCallback(
    ({ code, params = {} }: Problem) => {
      const written = Object.entries(params).map(([name, value]) => {
        if (typeof value !== 'number') return [name, value]
        if (name.endsWith('Ms')) return [name, duration(age(value))]
        if (name.endsWith('Bytes')) return [name, binarySize(value, locale)]
        return [name, name.endsWith('At') ? instant(value) : value]
      })
      return isCodeOf(problems, code) ? t(code, Object.fromEntries(written)) : t('general', { code })
    },
    [t, problems, locale, duration, instant],
  )
}
