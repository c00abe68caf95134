// Day before month, as the rest of the world writes it: 11/12 has cost people hours.
const DAY_FIRST_ENGLISH = 'en-GB'

/**
 * A point in time with date, milliseconds and zone, for titles: `21 Nov 2026, 16:47:12.345 CET`.
 *
 * @param at epoch milliseconds; outside what a Date holds (damaged input) the number itself is shown.
 */
export function instant(at: number, locale: string, timeZone: string): string {
  if (Number.isNaN(new Date(at).getTime())) return String(at)
  return new Intl.DateTimeFormat(locale === 'en' ? DAY_FIRST_ENGLISH : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
}
