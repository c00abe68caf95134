// Inputs that nobody's Flink wrote: made to be endless, deep or wide, and as long as they are asked for.

export interface HostileInput {
  name: string
  /** At most as long as it is asked for; text where the reader takes text. */
  make: (length: number) => Uint8Array
}

export const hex = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'))
export const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
export const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces))
export const int = (value: number) => (value >>> 0).toString(16).padStart(8, '0')

interface Ends {
  /** What stands before the pieces, of which there are so many. */
  head?: (count: number) => Uint8Array
  tail?: Uint8Array
}

/** `head`, then `piece` as often as there is room, then `tail`. @param change is told of each piece's place. */
export function repeated(piece: Uint8Array, ends: Ends = {}, change?: (bytes: Buffer, at: number, i: number) => void) {
  const { head = () => new Uint8Array(), tail = new Uint8Array() } = ends
  return (length: number) => {
    const count = Math.floor((length - head(0).length - tail.length) / piece.length)
    const pieces = Buffer.alloc(count * piece.length, piece)
    if (change) for (let i = 0; i < count; i++) change(pieces, i * piece.length, i)
    return joined([head(count), pieces, tail])
  }
}

/** The same with six hex digits of the piece's number in the place of `######`. */
export function numbered(piece: Uint8Array, ends: Ends = {}) {
  const digitsAt = Buffer.from(piece).indexOf('######')
  return repeated(piece, ends, (bytes, at, i) => {
    for (let digit = 0; digit < 6; digit++)
      bytes[at + digitsAt + digit] = DIGITS.charCodeAt((i >> (20 - digit * 4)) & 15)
  })
}

const DIGITS = '0123456789abcdef'
