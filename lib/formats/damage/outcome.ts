import { FormatError } from '../format-error.ts'
import type { DamagedFormat } from './formats.ts'

/** What became of damaged bytes: an error with a place in them, a value that says the same bytes, or what went wrong. */
export function outcomeOf(format: DamagedFormat, damaged: Uint8Array): string {
  try {
    format.read(damaged)
  } catch (error) {
    if (!(error instanceof FormatError)) return `threw ${String(error)}`
    // A character may take several bytes, and a cut through one makes another of it.
    const isInside = Number.isSafeInteger(error.offset) && error.offset >= 0 && error.offset <= damaged.length * 3
    return isInside ? 'error' : `the error is at ${error.offset}`
  }
  try {
    const again = format.rewrite(damaged)
    if ('sameValue' in again) return again.sameValue === true ? 'value' : 'is written as something else'
    return Buffer.from(again.exact).equals(damaged)
      ? 'value'
      : `${firstDifference(again.exact, damaged)} is written anew`
  } catch (error) {
    return `is read and not written: ${String(error)}`
  }
}

function firstDifference(a: Uint8Array, b: Uint8Array): string {
  const at = a.findIndex((byte, i) => byte !== b[i])
  return at < 0 ? `the end at ${a.length}` : `byte ${at}`
}
