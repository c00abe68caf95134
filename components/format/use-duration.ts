'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { Duration } from './age'

/** Puts a length of time into words: "3 h 12 m", "3 时 12 分". */
export function useDuration(): (duration: Duration) => string {
  const t = useTranslations('duration')
  return useCallback((duration: Duration) => t(duration.form, duration.values), [t])
}
