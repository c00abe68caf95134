import type { Words } from './words.ts'

const FORMS = ['daysHours', 'days', 'hoursMinutes', 'hours', 'minutesSeconds', 'minutes', 'seconds'] as const
const UNITS = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 }

/** Matches an age as the product writes it in that language, at the start of the text: "4 m 35 s", "39 秒". */
function patterns(words: Words): RegExp[] {
  return FORMS.map((form) => {
    const named = words(`duration.${form}`, {
      days: '<days>',
      hours: '<hours>',
      minutes: '<minutes>',
      seconds: '<seconds>',
    })
    return new RegExp(`^${named.replaceAll(/<(\w+)>/g, (_, unit: string) => `(?<${unit}>\\d+)`)}`)
  })
}

/**
 * Reads an age back from a page.
 *
 * @returns seconds; null if the text does not begin with an age.
 */
export function secondsOf(text: string | null, words: Words): number | null {
  for (const pattern of patterns(words)) {
    const groups = pattern.exec(text?.trim() ?? '')?.groups
    if (!groups) continue
    return Object.entries(UNITS).reduce((sum, [unit, seconds]) => sum + Number(groups[unit] ?? 0) * seconds, 0)
  }
  return null
}
