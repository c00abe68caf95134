import { FormatError } from './format-error.ts'

// Up to here V8 joins text into one string; from there on into a rope, which takes five times the memory for good.
const SHORT = 12
/** Units that are joined in one call. */
const PIECE = 4096
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
  const run = endOfAscii(bytes, start, end)
  const text = run - start <= SHORT ? shortAscii(bytes, start, run) : ascii.decode(bytes.subarray(start, run))
  return run === end ? text : text + otherText(bytes, run, end)
}

/** In pieces: one unit joined to the next at a time would be a rope too. */
function otherText(bytes: Uint8Array, start: number, end: number): string {
  const units = new Uint16Array(Math.min(end - start, PIECE))
  let text = ''
  for (let at = start; at < end; ) {
    let count = 0
    while (at < end && count < units.length) {
      const first = bytes[at] ?? 0
      const isAscii = first > 0 && first < 0x80
      const [unit, length] = isAscii ? [first, 1] : codeUnit(bytes, at, end)
      units[count++] = unit
      at += length
    }
    text += String.fromCharCode(...units.subarray(0, count))
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
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0)
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
