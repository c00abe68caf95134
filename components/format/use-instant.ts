'use client'

import { useLocale } from 'next-intl'
import { useCallback, useSyncExternalStore } from 'react'
import { instant } from './instant'

const never = () => () => {}
const ofBrowser = () => Intl.DateTimeFormat().resolvedOptions().timeZone
// The server does not know where the reader sits: it writes UTC, and the browser puts its own zone in after hydration.
const ofServer = () => 'UTC'

/** Writes points in time for titles, in the reader's language and time zone. */
export function useInstant(): (at: number) => string {
  const locale = useLocale()
  const timeZone = useSyncExternalStore(never, ofBrowser, ofServer)
  return useCallback((at: number) => instant(at, locale, timeZone), [locale, timeZone])
}
