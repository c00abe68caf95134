import { FormatError } from './format-error.ts'

// A decoder's call costs as much as this many characters joined by hand.
const SHORT = 64
const ascii = new TextDecoder()

/**
 * Decodes Java's modified UTF-8 (`DataOutput.writeUTF`): U+0000 is `C0 80`, and characters outside the BMP are two
 * surrogates of three bytes each, which join to the same UTF-16 string.
 *
 * Only the form Java writes is taken (no overlong sequences), so that equal strings are equal bytes.
 *
 * @param start, end byte range within `bytes`, already checked by the caller.
 */
export function decodeModifiedUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  let at = start
  while (at < end) {
    const run = endOfAscii(bytes, at, end)
    if (run > at) {
      text += run - at <= SHORT ? shortAscii(bytes, at, run) : ascii.decode(bytes.subarray(at, run))
      at = run
      continue
    }
    const [unit, length] = codeUnit(bytes, at, end)
    text += String.fromCharCode(unit)
    at += length
  }
  return text
}

/**
 * Checks what `decodeModifiedUtf8` would decode, without making a string of it.
 *
 * @throws FormatError as that does.
 */
export function checkModifiedUtf8(bytes: Uint8Array, start: number, end: number): void {
  let at = endOfAscii(bytes, start, end)
  while (at < end) at = endOfAscii(bytes, at + codeUnit(bytes, at, end)[1], end)
}

/** Where the run of bytes ends that are the same in ASCII: nearly all that occurs. */
function endOfAscii(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const byte = bytes[at] ?? 0
    if (byte === 0 || byte >= 0x80) break
    at++
  }
  return at
}

function shortAscii(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  let at = start
  for (; at + 8 <= end; at += 8) {
    text += String.fromCharCode(
      bytes[at] ?? 0,
      bytes[at + 1] ?? 0,
      bytes[at + 2] ?? 0,
      bytes[at + 3] ?? 0,
      bytes[at + 4] ?? 0,
      bytes[at + 5] ?? 0,
      bytes[at + 6] ?? 0,
      bytes[at + 7] ?? 0,
    )
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

function codeUnit(bytes: Uint8Array, at: number, end: number): [unit: number, length: number] {
  const first = bytes[at] ?? 0
  if (first >> 5 === 0b110) {
    const unit = ((first & 0x1f) << 6) | continuation(bytes, at, 1, end)
    if (unit >= 0x80 || unit === 0) return [unit, 2]
  } else if (first >> 4 === 0b1110) {
    const unit = ((first & 0x0f) << 12) | (continuation(bytes, at, 1, end) << 6) | continuation(bytes, at, 2, end)
    if (unit >= 0x800) return [unit, 3]
  }
  throw malformed(bytes, at)
}

function continuation(bytes: Uint8Array, at: number, distance: number, end: number): number {
  const byte = at + distance < end ? (bytes[at + distance] ?? 0) : 0
  if (byte >> 6 !== 0b10) throw malformed(bytes, at)
  return byte & 0x3f
}

function malformed(bytes: Uint8Array, at: number): FormatError {
  return new FormatError('malformedText', at, 'modified UTF-8', `byte 0x${(bytes[at] ?? 0).toString(16)}`)
}
