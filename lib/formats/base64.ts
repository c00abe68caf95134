import { FormatError } from './format-error.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const NONE = 0xff
const SEXTETS = new Uint8Array(128).fill(NONE)
for (let i = 0; i < ALPHABET.length; i++) SEXTETS[ALPHABET.charCodeAt(i)] = i

/**
 * Decodes standard Base64 with padding and without line breaks: what `java.util.Base64.getEncoder()` writes.
 *
 * @param maxChars refuses longer texts before anything is allocated.
 * @throws FormatError with the offset in characters.
 */
export function decodeBase64(text: string, maxChars: number): Uint8Array {
  if (text.length > maxChars) {
    throw new FormatError('tooLarge', 0, `at most ${maxChars} characters of Base64`, `${text.length}`)
  }
  if (text.length % 4 !== 0) {
    throw new FormatError('truncated', text.length, 'Base64 in groups of four', `${text.length} characters`)
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const digits = text.length - padding
  let out = 0
  let bits = 0
  for (let at = 0; at < digits; at++) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? NONE
    if (sextet === NONE) throw new FormatError('malformedText', at, 'a Base64 digit', quote(text, at))
    bits = (bits << 6) | sextet
    // After the 2nd, 3rd and 4th digit of a group one more byte is complete.
    const digit = at & 3
    if (digit > 0) bytes[out++] = bits >> (6 - digit * 2)
  }
  const unused = padding === 2 ? bits & 0x0f : padding === 1 ? bits & 0x03 : 0
  if (unused !== 0)
    throw new FormatError('malformedText', digits - 1, 'zero bits before the padding', quote(text, digits - 1))
  return bytes
}

function quote(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 1))
}
