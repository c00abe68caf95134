/**
 * Why bytes could not be read.
 *
 * - truncated: the bytes end inside a value
 * - unexpected: something else stands there than the format asks for
 * - unsupported: well-formed as far as it goes, but of a class, type or version this reader does not know
 * - versionTooOld: of a version that only Flink releases of long ago read
 * - versionTooNew: of a version that no Flink release wrote when this reader was made
 * - tooLarge, tooDeep: a limit that protects the reader was reached
 * - outOfRange: a number that no JavaScript number holds exactly, or that makes no sense where it stands
 * - malformedText: Base64, modified UTF-8, JSON or a duration that is none
 * - trailingBytes: something follows where the format ends
 * - writeAborted: the stream says itself that its writer failed
 */
export type FormatErrorCode =
  | 'truncated'
  | 'unexpected'
  | 'unsupported'
  | 'versionTooOld'
  | 'versionTooNew'
  | 'tooLarge'
  | 'tooDeep'
  | 'outOfRange'
  | 'malformedText'
  | 'trailingBytes'
  | 'writeAborted'

/** What an offset counts: bytes, or UTF-16 units of a text. */
export type FormatUnit = 'byte' | 'character'

/** What a FormatError tells people: `problems.formats.<code>` names its sentence. */
export interface FormatProblem {
  code: `formats.${FormatErrorCode}`
  params: { offset: number; unit: FormatUnit; expected: string; found: string }
}

const LONGEST_QUOTE = 160

/** The one error of lib/formats: input that could not be read. Anything else thrown here is a defect of the reader. */
export class FormatError extends Error {
  readonly code: FormatErrorCode
  /** Where the value begins that could not be read. */
  readonly offset: number
  readonly unit: FormatUnit
  readonly expected: string
  /** Quotes the input: data, at most 160 characters of it. */
  readonly found: string

  constructor(code: FormatErrorCode, offset: number, expected: string, found: string, unit: FormatUnit = 'byte') {
    const quote = found.length > LONGEST_QUOTE ? `${found.slice(0, LONGEST_QUOTE)}…` : found
    super(`${code} at ${offset}: expected ${expected}, found ${quote}`)
    this.name = 'FormatError'
    this.code = code
    this.offset = offset
    this.unit = unit
    this.expected = expected
    this.found = quote
  }

  get problem(): FormatProblem {
    const { offset, unit, expected, found } = this
    return { code: `formats.${this.code}`, params: { offset, unit, expected, found } }
  }
}

/** The same of a text: Base64 before it is decoded, JSON, YAML. */
export class TextFormatError extends FormatError {
  constructor(code: FormatErrorCode, offset: number, expected: string, found: string) {
    super(code, offset, expected, found, 'character')
  }
}
