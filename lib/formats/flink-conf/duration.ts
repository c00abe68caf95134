import { TextFormatError } from '../format-error.ts'
import { javaTrim } from './java-trim.ts'

const NANOS: Record<string, bigint> = {}
const UNITS: [nanos: bigint, labels: string][] = [
  [86_400_000_000_000n, 'd day days'],
  [3_600_000_000_000n, 'h hour hours'],
  [60_000_000_000n, 'min m minute minutes'],
  [1_000_000_000n, 's sec secs second seconds'],
  [1_000_000n, 'ms milli millis millisecond milliseconds'],
  [1000n, 'µs micro micros microsecond microseconds'],
  [1n, 'ns nano nanos nanosecond nanoseconds'],
]
for (const [nanos, labels] of UNITS) for (const label of labels.split(' ')) NANOS[label] = nanos

/** What `java.time.Duration` holds: seconds of 63 bits. */
const MOST_SECONDS = 2n ** 63n - 1n
const NANOS_PER_SECOND = 1_000_000_000n
const ISO = /^P(?:\+?(?<d>\d+)D)?(?:T(?:\+?(?<h>\d+)H)?(?:\+?(?<m>\d+)M)?(?:\+?(?<s>\d+)(?:[.,](?<f>\d{0,9}))?S)?)?$/i

/**
 * Reads a duration as Flink does: a whole number with a unit (`10 min`, `500ms`; without one milliseconds), or ISO-8601
 * (`PT10M`), which Flink takes from 2.0 on. Negative ones are none, and so are fractions but in ISO-8601.
 *
 * 1.14 and before do not know the unit `m`. Numbers are limited to 2^63 - 1 up to 1.20.
 *
 * @returns nanoseconds, which is what Flink holds: a day is 8.64e13 of them, more than fits into 32 bits of anything.
 * @throws FormatError with the offset in characters.
 * Source: Flink `TimeUtils.parseDuration`; compared with 1.14.6, 1.20.5 and 2.3.0.
 */
export function parseDurationNanos(text: string): bigint {
  if (text.length > 200)
    throw new TextFormatError('tooLarge', 0, 'a duration of at most 200 characters', `${text.length}`)
  const trimmed = javaTrim(text)
  const match = /^(?<number>\d+)(?<unit>[\s\S]*)$/.exec(trimmed)
  const number = match?.groups?.number
  const nanos = number === undefined ? isoNanos(trimmed) : unitNanos(BigInt(number), match?.groups?.unit ?? '', text)
  if (nanos / NANOS_PER_SECOND > MOST_SECONDS) {
    throw new TextFormatError('outOfRange', 0, 'a duration below 2^63 seconds', text)
  }
  return nanos
}

/**
 * The same in milliseconds, rounded down as Flink does where it wants milliseconds.
 *
 * @throws FormatError also for what a JavaScript number does not hold exactly.
 */
export function parseDurationMs(text: string): number {
  const ms = Number(parseDurationNanos(text) / 1_000_000n)
  if (!Number.isSafeInteger(ms)) throw new TextFormatError('outOfRange', 0, 'a duration below 2^53 ms', text)
  return ms
}

/** The way Flink prints one: in the largest unit that leaves a whole number (`10 min`, `0 ms`). */
export function formatDuration(nanos: bigint): string {
  if (nanos === 0n) return '0 ms'
  const unit = UNITS.find(([size]) => nanos % size === 0n)
  return unit ? `${nanos / unit[0]} ${unit[1].split(' ')[0]}` : `${nanos} ns`
}

function unitNanos(number: bigint, unit: string, text: string): bigint {
  const label = javaTrim(unit).toLowerCase()
  const nanos = Object.hasOwn(NANOS, label) ? NANOS[label] : label === '' ? 1_000_000n : undefined
  if (nanos === undefined) {
    throw new TextFormatError('malformedText', text.lastIndexOf(unit), 'a unit such as ms, s, min, h or d', label)
  }
  return number * nanos
}

function isoNanos(text: string): bigint {
  const groups = ISO.exec(text)?.groups
  const { d, h, m, s, f = '' } = groups ?? {}
  const none = d === undefined && h === undefined && m === undefined && s === undefined
  if (none || (/T/i.test(text) && h === undefined && m === undefined && s === undefined)) {
    throw new TextFormatError('malformedText', 0, 'a duration such as 10 min or PT10M', text)
  }
  const seconds = ((BigInt(d ?? 0) * 24n + BigInt(h ?? 0)) * 60n + BigInt(m ?? 0)) * 60n + BigInt(s ?? 0)
  return seconds * NANOS_PER_SECOND + BigInt(f.padEnd(9, '0'))
}
