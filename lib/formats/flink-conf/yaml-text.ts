import type { Scalar } from 'yaml'
import { javaDouble } from './java-double.ts'

/** A scalar as Flink's configuration holds it: text as it is, numbers and truth values as Java prints them. */
export function scalarText({ value }: Scalar): string {
  return typeof value === 'number' ? javaDouble(value) : String(value)
}

/** The same as an element of a list in one line, in quotes where it would read as something else without. */
export function flowText(scalar: Scalar): string {
  const text = scalarText(scalar)
  return typeof scalar.value === 'string' ? quoteIfNeeded(text) : text
}

/** What YAML 1.2's core schema reads as null, a truth value or a number. */
const NOT_TEXT =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))?$/
const PLAIN = /^(?![-?:](?:\s|$))[^\s,[\]{}#&*!|>'"%@`][^\p{Cc},[\]{}]*$/u

/** Text as a YAML scalar that reads back as this text, in a block and in a list alike. */
export function quoteIfNeeded(text: string): string {
  const plain = PLAIN.test(text) && !NOT_TEXT.test(text) && !/: |:$| #|\s$/.test(text)
  if (plain) return text
  // JSON's escapes are YAML's, but for the line ends of Unicode, which YAML takes as text.
  return /\p{Cc}|[\u2028\u2029\ufeff\ud800-\udfff]/u.test(text)
    ? JSON.stringify(text)
    : `'${text.replaceAll("'", "''")}'`
}
