'use client'

import { type Messages, useLocale, useMessages, useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { age } from '@/components/format/age'
import { binarySize } from '@/components/format/size'
import { useDuration } from '@/components/format/use-duration'
import { useInstant } from '@/components/format/use-instant'
import type { Problem } from '@/lib/problem'

/** The paths of all sentences below `problems`: `storage.missing`, … */
type Leaf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Leaf<Tree[Key]>}`
}[keyof Tree & string]
type ProblemCode = Leaf<Messages['problems']>

function isKnown(problems: Messages['problems'], code: string): code is ProblemCode {
  let node: unknown = problems
  for (const part of code.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return false
    node = Reflect.get(node, part)
  }
  // A message with parameters is a list once it is compiled.
  return typeof node === 'string' || Array.isArray(node)
}

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
      return isKnown(problems, code) ? t(code, Object.fromEntries(written)) : t('general', { code })
    },
    [t, problems, locale, duration, instant],
  )
}
