import { TextFormatError } from './format-error.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Beyond any sextet: one test finds it in four digits joined. */
const NONE = 0x80
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
    throw new TextFormatError('tooLarge', 0, `at most ${maxChars} characters of Base64`, `${text.length}`)
  }
  if (text.length % 4 !== 0) {
    throw new TextFormatError('truncated', text.length, 'Base64 in groups of four', `${text.length} characters`)
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const wholeGroups = padding === 0 ? text.length : text.length - 4
  let out = 0
  for (let at = 0; at < wholeGroups; at += 4) {
    const a = sextet(text, at)
    const b = sextet(text, at + 1)
    const c = sextet(text, at + 2)
    const d = sextet(text, at + 3)
    if ((a | b | c | d) & NONE) throw notADigit(text, at)
    bytes[out] = (a << 2) | (b >> 4)
    bytes[out + 1] = (b << 4) | (c >> 2)
    bytes[out + 2] = (c << 6) | d
    out += 3
  }
  if (padding > 0) {
    const a = sextet(text, wholeGroups)
    const b = sextet(text, wholeGroups + 1)
    const c = padding === 1 ? sextet(text, wholeGroups + 2) : 0
    if ((a | b | c) & NONE) throw notADigit(text, wholeGroups)
    const last = text.length - padding - 1
    if ((padding === 1 ? c & 0x03 : b & 0x0f) !== 0) {
      throw new TextFormatError('malformedText', last, 'zero bits before the padding', quote(text, last))
    }
    bytes[out] = (a << 2) | (b >> 4)
    if (padding === 1) bytes[out + 1] = (b << 4) | (c >> 2)
  }
  return bytes
}

/** One byte of what Base64 stands for, at an offset in bytes before any padding; -1 where there are no digits. */
export function base64Byte(text: string, offset: number): number {
  const group = Math.floor(offset / 3) * 4
  const place = offset % 3
  const high = sextet(text, group + place)
  const low = sextet(text, group + place + 1)
  if ((high | low) & NONE) return -1
  return ((high << (2 + place * 2)) | (low >> (4 - place * 2))) & 0xff
}

function sextet(text: string, at: number): number {
  return SEXTETS[text.charCodeAt(at)] ?? NONE
}

function notADigit(text: string, from: number): TextFormatError {
  let at = from
  while (sextet(text, at) !== NONE) at++
  return new TextFormatError('malformedText', at, 'a Base64 digit', quote(text, at))
}

function quote(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 1))
}
