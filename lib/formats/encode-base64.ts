const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Bytes turned into characters at a time: a multiple of three. */
const PIECE = 24 * 1024

/** Standard Base64 with padding, as `java.util.Base64.getEncoder()` writes it: the opposite of `decodeBase64`. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += PIECE) text += encodePiece(bytes.subarray(start, start + PIECE))
  return text
}

function encodePiece(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [first = 0, second, third] = [bytes[i], bytes[i + 1], bytes[i + 2]]
    text += digit(first >> 2) + digit(((first & 0x03) << 4) | ((second ?? 0) >> 4))
    text += second === undefined ? '=' : digit(((second & 0x0f) << 2) | ((third ?? 0) >> 6))
    text += third === undefined ? '=' : digit(third & 0x3f)
  }
  return text
}

function digit(sextet: number): string {
  return ALPHABET.charAt(sextet)
}
