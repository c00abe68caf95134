export const ROW_BYTES = 16

export interface Span {
  start: number
  end: number
}

/** A run of bytes of a row that look the same. */
export interface HexPiece {
  hex: string
  text: string
  selected: boolean
}

export interface HexRow {
  offset: number
  pieces: HexPiece[]
}

/**
 * The bytes from `from` on as rows of sixteen, split where the selection begins or ends. Masked bytes are `**`.
 *
 * @param rows how many at most.
 */
export function hexRows(
  bytes: Uint8Array,
  from: number,
  rows: number,
  selection: Span | null,
  masked: readonly Span[],
): HexRow[] {
  const result: HexRow[] = []
  const end = Math.min(bytes.length, from + rows * ROW_BYTES)
  for (let offset = from; offset < end; offset += ROW_BYTES) {
    const pieces: HexPiece[] = []
    for (let at = offset; at < Math.min(offset + ROW_BYTES, end); at++) {
      const selected = selection !== null && at >= selection.start && at < selection.end
      const byte = masked.some((span) => at >= span.start && at < span.end) ? null : (bytes[at] ?? 0)
      const hex = byte === null ? '**' : byte.toString(16).padStart(2, '0')
      const text = byte === null ? '*' : byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'
      const last = pieces.at(-1)
      if (last && last.selected === selected) {
        last.hex += ` ${hex}`
        last.text += text
      } else pieces.push({ hex, text, selected })
    }
    result.push({ offset, pieces })
  }
  return result
}

/** Where the rows begin that have `offset` in one of the first of them. */
export function firstOffset(offset: number): number {
  return Math.max(0, Math.floor(offset / ROW_BYTES) - 2) * ROW_BYTES
}
