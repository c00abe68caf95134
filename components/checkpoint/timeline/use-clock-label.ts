'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { dateLocale } from '@/components/format/instant'

const DAY_MS = 24 * 3_600_000

/** Writes times for axes and marks in the reader's zone: `16:40`, and `21 Nov` where a day begins. */
export function useClockLabel(): {
  time: (at: number) => string
  day: (at: number) => string
  /** `today`, `yesterday`, or the day where it is none of these. */
  nearDay: (at: number, now: number) => string
  /** The midnight before a time: what asks the clock for it is drawn anew once a day. */
  startOfDay: (at: number) => number
  /** How far the reader's zone is ahead of UTC at a time. */
  offsetMs: (at: number) => number
} {
  const locale = useLocale()
  return useMemo(() => {
    const language = dateLocale(locale)
    const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
    const offsetMs = (at: number) => -new Date(at).getTimezoneOffset() * 60_000
    const dayNumber = (at: number) => Math.floor((at + offsetMs(at)) / DAY_MS)
    return {
      time: (at) => time.format(at),
      day: (at) => day.format(at),
      nearDay: (at, now) => {
        const distance = dayNumber(at) - dayNumber(now)
        return distance === 0 || distance === -1 ? relative.format(distance, 'day') : day.format(at)
      },
      startOfDay: (at) => dayNumber(at) * DAY_MS - offsetMs(at),
      offsetMs,
    }
  }, [locale])
}
