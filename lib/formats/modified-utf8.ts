import { FormatError } from './format-error.ts'

// For runs of ASCII, which is the same in both encodings and nearly all that occurs.
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
    let run = at
    while (run < end) {
      const byte = bytes[run] ?? 0
      if (byte === 0 || byte >= 0x80) break
      run++
    }
    if (run > at) {
      text += ascii.decode(bytes.subarray(at, run))
      at = run
      continue
    }
    const [unit, length] = codeUnit(bytes, at, end)
    text += String.fromCharCode(unit)
    at += length
  }
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
