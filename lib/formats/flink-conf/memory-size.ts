import { TextFormatError } from '../format-error.ts'
import { javaTrim } from './java-trim.ts'

const UNITS: [bytes: number, labels: string][] = [
  [2 ** 40, 'tb t tebibytes'],
  [2 ** 30, 'gb g gibibytes'],
  [2 ** 20, 'mb m mebibytes'],
  [2 ** 10, 'kb k kibibytes'],
  [1, 'bytes b'],
]
const BYTES = new Map(UNITS.flatMap(([bytes, labels]) => labels.split(' ').map((label) => [label, bytes] as const)))

/**
 * Reads a memory size as Flink does: a whole number with a unit, all of them powers of 1024 (`64 mb`, `1g`; without one
 * bytes).
 *
 * @returns bytes.
 * @throws FormatError with the offset in characters; also for what Flink holds and a JavaScript number does not (from
 * 8 PiB on).
 * Source: Flink `MemorySize.parseBytes`; compared with 1.14.6, 1.20.5 and 2.3.0.
 */
export function parseMemorySize(text: string): number {
  if (text.length > 200) throw new TextFormatError('tooLarge', 0, 'a size of at most 200 characters', `${text.length}`)
  const groups = /^(?<number>\d+)(?<unit>[\s\S]*)$/.exec(javaTrim(text))?.groups
  if (groups?.number === undefined) throw new TextFormatError('malformedText', 0, 'a size such as 64 mb', text)
  const unit = groups.unit ?? ''
  const label = javaTrim(unit).toLowerCase()
  const factor = label === '' ? 1 : BYTES.get(label)
  if (factor === undefined) {
    throw new TextFormatError('malformedText', text.lastIndexOf(unit), 'a unit b, kb, mb, gb or tb', label)
  }
  const bytes = BigInt(groups.number) * BigInt(factor)
  if (bytes > Number.MAX_SAFE_INTEGER) throw new TextFormatError('outOfRange', 0, 'a size below 2^53 bytes', text)
  return Number(bytes)
}

/** In the largest unit that leaves a whole number (`20 kb`), which Flink reads back exactly. */
export function formatMemorySize(bytes: number): string {
  if (bytes === 0) return '0 bytes'
  const unit = UNITS.find(([size]) => bytes % size === 0)
  return unit ? `${bytes / unit[0]} ${unit[1].split(' ')[0]}` : `${bytes} bytes`
}
