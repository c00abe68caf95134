'use client'

import { useLocale } from 'next-intl'
import { useCallback, useSyncExternalStore } from 'react'
import { day, instant } from './instant'

const never = () => () => {}
const ofBrowser = () => Intl.DateTimeFormat().resolvedOptions().timeZone
// The server does not know where the reader sits: it writes UTC, and the browser puts its own zone in after hydration.
const ofServer = () => 'UTC'

function useTimeZone(): string {
  return useSyncExternalStore(never, ofBrowser, ofServer)
}

/** Writes points in time for titles, in the reader's language and time zone. */
export function useInstant(): (at: number) => string {
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useCallback((at: number) => instant(at, locale, timeZone), [locale, timeZone])
}

/** Writes days for sentences, as `useInstant` does times. */
export function useDay(): (at: number, now: number) => string {
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useCallback((at: number, now: number) => day(at, now, locale, timeZone), [locale, timeZone])
}
