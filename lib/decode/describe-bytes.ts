const UTF_16 = 'UTF-16: save it as UTF-8'

/** What people give to a decoder by mistake, by its first bytes, and what to do with it. */
const KNOWN: readonly [head: readonly number[], what: string][] = [
  [[0x1f, 0x8b], 'gzip: unpack it first'],
  [[0x50, 0x4b, 3, 4], 'a zip or jar file'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'Zstandard: unpack it first'],
  [[0xff, 0xfe], 'UTF-16, as PowerShell writes it: save it as UTF-8'],
  [[0xfe, 0xff], UTF_16],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
]

const SHOWN = 8

/** What bytes are that nobody here reads, as far as their beginning tells: a few of them are quoted, no more. */
export function describeBytes(bytes: Uint8Array): string {
  const known = KNOWN.find(([head]) => head.every((byte, at) => bytes[at] === byte))
  if (known) return known[1]
  const first = bytes.subarray(0, SHOWN)
  const more = bytes.length > SHOWN ? ' …' : ''
  // `{` and its like in UTF-16 without a mark.
  if (first.length >= 4 && first.every((byte, at) => (byte === 0) === (at % 2 === 1))) return UTF_16
  if (first.every((byte) => byte >= 0x20 && byte < 0x7f)) return `text: ${String.fromCharCode(...first)}${more}`
  return `bytes ${Array.from(first, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}${more}`
}
