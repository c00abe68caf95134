import { isSecretKey, type Span } from './mask-secrets.ts'

/** `TC_STRING` of Java serialization; its length in two bytes, then its letters. */
const TC_STRING = 0x74
/** Longer ones are no keys. */
const LONGEST_KEY = 255

/**
 * Strings of a Java stream that follow the key of a secret, as in the entries of a map. Looked for in the bytes as they are:
 * a stream that is damaged, or too deep to be outlined, holds them too.
 */
export function secretStrings(bytes: Uint8Array): Span[] {
  const spans: Span[] = []
  for (let at = bytes.indexOf(TC_STRING); at >= 0; at = bytes.indexOf(TC_STRING, at + 1)) {
    const key = stringAt(bytes, at)
    if (key === null || key.end - key.start > LONGEST_KEY || bytes[key.end] !== TC_STRING) continue
    if (!isSecretKey(String.fromCharCode(...bytes.subarray(key.start, key.end)))) continue
    const value = stringAt(bytes, key.end)
    // Cut short, all that is left of it.
    spans.push(value ?? { start: key.end + 3, end: bytes.length })
  }
  return spans
}

/** Null where the bytes end before it. */
function stringAt(bytes: Uint8Array, at: number): Span | null {
  const start = at + 3
  const end = start + (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0)
  return end <= bytes.length ? { start, end } : null
}
