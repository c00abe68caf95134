// Day before month, as the rest of the world writes it: 11/12 has cost people hours.
const DAY_FIRST_ENGLISH = 'en-GB'

/** The language in which dates are written for a reader of `locale`. */
export function dateLocale(locale: string): string {
  return locale === 'en' ? DAY_FIRST_ENGLISH : locale
}

const FORMS = {
  instant: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  dayOfYear: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

// One for each form, language and zone: to make a formatter takes a hundred times as long as to use it.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(form: keyof typeof FORMS, locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${form} ${locale} ${timeZone}`
  const known = formatters.get(name)
  if (known) return known
  const made = new Intl.DateTimeFormat(dateLocale(locale), { ...FORMS[form], timeZone })
  formatters.set(name, made)
  return made
}

/**
 * A point in time with date, milliseconds and zone, for titles: `21 Nov 2026, 16:47:12.345 CET`.
 *
 * @param at epoch milliseconds; outside what a Date holds (damaged input) the number itself is shown.
 */
export function instant(at: number, locale: string, timeZone: string): string {
  if (Number.isNaN(new Date(at).getTime())) return String(at)
  return formatterOf('instant', locale, timeZone).format(at)
}

/** The day of a point in time, for sentences: `21 Nov`, with its year where that is another than now. */
export function day(at: number, now: number, locale: string, timeZone: string): string {
  const long = formatterOf('day', locale, timeZone)
  const yearOf = (time: number) => long.formatToParts(time).find(({ type }) => type === 'year')?.value
  return yearOf(at) === yearOf(now) ? formatterOf('dayOfYear', locale, timeZone).format(at) : long.format(at)
}
