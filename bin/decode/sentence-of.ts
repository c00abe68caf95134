import { DecodeError } from '../../lib/decode/index.ts'
import { FormatError } from '../../lib/formats/index.ts'

/** What went wrong with a file, in a line. @param bytes of the file, where they were read: a place in text has a line. */
export function sentenceOf(error: unknown, bytes: Uint8Array | null): string {
  if (error instanceof FormatError) return sentenceOf(new DecodeError(error, 'byte'), bytes)
  if (error instanceof DecodeError) {
    const isInFile = error.unit === 'character' && error.part === null
    return bytes && isInFile ? `${error.line} (${lineOf(bytes, error.offset)})` : error.line
  }
  if (error instanceof Error && 'syscall' in error) return `could not be read: ${reasonOf(error)}`
  return `a defect of weir-decode: ${error instanceof Error ? error.stack : String(error)}`
}

/** @param offset in characters, as editors count them: in UTF-16 units. */
function lineOf(bytes: Uint8Array, offset: number): string {
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).slice(0, offset)
  const lines = before.split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory; name the files in it',
  EACCES: 'reading it is not allowed',
}

function reasonOf(error: Error & { code?: unknown }): string {
  return REASONS[String(error.code)] ?? error.message
}

/** A name that cannot move a terminal's cursor, nor end a line. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]/gu, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
