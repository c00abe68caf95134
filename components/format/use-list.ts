'use client'

import { useLocale } from 'next-intl'
import { useCallback } from 'react'

/** Writes names one after the other as the reader's language does: "REST, HA", "REST、HA". */
export function useList(): (names: readonly string[]) => string {
  const locale = useLocale()
  return useCallback(
    (names) => new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(names),
    [locale],
  )
}
