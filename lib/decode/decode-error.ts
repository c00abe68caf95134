import { FormatError, type FormatUnit } from '../formats/index.ts'
import { maskText } from './mask-secrets.ts'

/** What an offset counts: bytes of the input, characters of its text, or bytes of what its Base64 stands for. */
export type OffsetUnit = FormatUnit | 'decodedByte'

const UNIT_WORDS: Record<OffsetUnit, string> = { byte: 'byte', character: 'character', decodedByte: 'decoded byte' }

/** Input that could not be decoded, with the place as a person finds it. */
export class DecodeError extends Error {
  readonly code: FormatError['code']
  readonly offset: number
  readonly unit: OffsetUnit
  readonly expected: string
  /** Quotes the input, never more than 160 characters of it, secrets masked. */
  readonly found: string
  /** What the offset counts in, where that is a part of the input: a key of a ConfigMap. */
  readonly part: string | null

  /** @param bytes what an offset in bytes counts. */
  constructor(error: FormatError, bytes: 'byte' | 'decodedByte', part: string | null = null) {
    super(maskText(error.message), { cause: error })
    this.name = 'DecodeError'
    this.code = error.code
    this.offset = error.offset
    this.unit = error.unit === 'character' ? 'character' : bytes
    this.expected = error.expected
    this.found = maskText(error.found)
    this.part = part
  }

  /** One line without line ends: "truncated at byte 12: expected a handle (4 bytes), found 2 bytes". */
  get line(): string {
    const part = this.part === null ? '' : `${this.part}: `
    const text = `${part}${this.code} at ${UNIT_WORDS[this.unit]} ${this.offset}: expected ${this.expected}, found ${this.found}`
    // Quoted input may hold line ends and what moves a terminal's cursor.
    return text.replace(/[\p{Cc}\u2028\u2029]/gu, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
  }
}

/** Runs a reader of text, or of the bytes named; what else is thrown is a defect and passes. */
export function reading<T>(bytes: 'byte' | 'decodedByte', read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof FormatError ? new DecodeError(error, bytes) : error
  }
}
