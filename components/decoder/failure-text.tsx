'use client'

import { useTranslations } from 'next-intl'
import type { Failure } from './outcome'

/** Why an input, or a part of one, could not be decoded: where, what it means, what was expected there. */
export function FailureText({ name, error }: { name: string; error: Failure }) {
  const t = useTranslations('decoder')
  const { code, offset, unit, expected, found } = error
  return (
    <>
      <strong className="font-medium">{t(`failedAt.${unit}`, { name, offset })}</strong>
      <p>{t(`code.${code}`)}</p>
      <p className="text-ink-2">{t('expected', { expected, found })}</p>
    </>
  )
}
