const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time in the words of `age.<form>` in the messages; the numbers are whole and padded where two stand together. */
export type Duration =
  | { form: 'milliseconds'; values: { milliseconds: number } }
  | { form: 'tenths'; values: { seconds: string } }
  | { form: 'seconds'; values: { seconds: number } }
  | { form: 'minutes'; values: { minutes: number } }
  | { form: 'minutesSeconds'; values: { minutes: number; seconds: string } }
  | { form: 'hours'; values: { hours: number } }
  | { form: 'hoursMinutes'; values: { hours: number; minutes: string } }
  | { form: 'days'; values: { days: number } }
  | { form: 'daysHours'; values: { days: number; hours: number } }

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/**
 * An age as people read one: two units, whole, rounded down so that it never claims more than has passed.
 *
 * @param ms may be negative where clocks disagree by less than was measured: an age is never below 0.
 * @param units 1 for places that only tell the order of magnitude ("leader 6 d").
 */
export function age(ms: number, units: 1 | 2 = 2): Duration {
  const passed = Math.max(0, ms)
  const days = Math.floor(passed / DAY)
  const hours = Math.floor((passed % DAY) / HOUR)
  const minutes = Math.floor((passed % HOUR) / MINUTE)
  const seconds = Math.floor((passed % MINUTE) / SECOND)
  if (passed < MINUTE) return { form: 'seconds', values: { seconds } }
  if (passed < HOUR) {
    return units === 1
      ? { form: 'minutes', values: { minutes } }
      : { form: 'minutesSeconds', values: { minutes, seconds: twoDigits(seconds) } }
  }
  if (passed < DAY) {
    return units === 1
      ? { form: 'hours', values: { hours } }
      : { form: 'hoursMinutes', values: { hours, minutes: twoDigits(minutes) } }
  }
  // From ten days on the hours say nothing any more.
  return units === 1 || days >= 10 ? { form: 'days', values: { days } } : { form: 'daysHours', values: { days, hours } }
}

/**
 * An age without what its words do not tell: the same number as long as `age` gives the same text, so that what shows it
 * need not be drawn again.
 */
export function toldAge(ms: number, units: 1 | 2 = 2): number {
  const passed = Math.max(0, ms)
  const [seconds, minutes, hours] = units === 1 ? [MINUTE, HOUR, DAY] : [HOUR, DAY, 10 * DAY]
  const step = passed < seconds ? SECOND : passed < minutes ? MINUTE : passed < hours ? HOUR : DAY
  return passed - (passed % step)
}

/** How long something took: below a second in milliseconds, below a minute in tenths, else like an age. */
export function elapsed(ms: number): Duration {
  if (ms < SECOND) return { form: 'milliseconds', values: { milliseconds: Math.max(0, Math.round(ms)) } }
  const tenths = Math.round(ms / 100)
  return tenths < 600 ? { form: 'tenths', values: { seconds: (tenths / 10).toFixed(1) } } : age(ms)
}

/** How often something happens, as people set it: 2 s and 60 s in seconds, 10 m in minutes, 2.5 s in tenths. */
export function interval(ms: number): Duration {
  if (ms % SECOND !== 0) return elapsed(ms)
  if (ms < 2 * MINUTE) return { form: 'seconds', values: { seconds: ms / SECOND } }
  return age(ms, ms < HOUR && ms % MINUTE === 0 ? 1 : 2)
}
