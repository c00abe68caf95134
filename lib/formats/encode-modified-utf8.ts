/** Length of a string in modified UTF-8. */
export function modifiedUtf8Bytes(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    bytes += unit > 0 && unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
  }
  return bytes
}

/** Java's modified UTF-8 of a string, unit by unit: the opposite of `decodeModifiedUtf8`. */
export function encodeModifiedUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x01 && unit < 0x80) {
      bytes[length++] = unit
    } else if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6)
      bytes[length++] = 0x80 | (unit & 0x3f)
    } else {
      bytes[length++] = 0xe0 | (unit >> 12)
      bytes[length++] = 0x80 | ((unit >> 6) & 0x3f)
      bytes[length++] = 0x80 | (unit & 0x3f)
    }
  }
  return bytes.subarray(0, length)
}
