const INTERESTING = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 0x70, 0x71, 0x78, 0x7f, 0x80, 0xff]
const INTERESTING_INTS = [0, 1, -1, 2, 255, 256, 65_535, 2 ** 20, 2 ** 31 - 1, -(2 ** 31), 0x7e0000, 0x7e0001]

/** Changes bytes at random, in the ways of AFL, between inputs of one format. */
export class Mutator {
  readonly #random: () => number
  readonly #maxBytes: number
  readonly #scratch: Uint8Array
  readonly #view: DataView
  #length = 0

  constructor(random: () => number, maxBytes: number) {
    this.#random = random
    this.#maxBytes = maxBytes
    this.#scratch = new Uint8Array(maxBytes)
    this.#view = new DataView(this.#scratch.buffer)
  }

  /** @returns a view that the next call overwrites. */
  mutate(input: Uint8Array, other: Uint8Array): Uint8Array {
    this.#length = Math.min(input.length, this.#maxBytes)
    this.#scratch.set(input.subarray(0, this.#length))
    for (let times = 1 << this.#below(4); times > 0; times--) this.#once(other)
    return this.#scratch.subarray(0, this.#length)
  }

  #once(other: Uint8Array): void {
    const at = this.#below(this.#length)
    const bytes = this.#scratch
    switch (this.#below(9)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << this.#below(8))
        break
      case 1:
        bytes[at] = this.#below(256)
        break
      case 2:
        bytes[at] = pick(INTERESTING, this.#random)
        break
      case 3:
        bytes[at] = (bytes[at] ?? 0) + this.#below(33) - 16
        break
      case 4:
        if (at + 4 <= this.#length) this.#view.setInt32(at, pick(INTERESTING_INTS, this.#random))
        break
      case 5:
        this.#remove(at, 1 + this.#below(Math.min(32, this.#length - at)))
        break
      case 6:
        this.#insert(at, bytes.slice(at, at + 1 + this.#below(32)))
        break
      case 7: {
        const from = this.#below(other.length)
        this.#insert(at, other.subarray(from, from + 1 + this.#below(64)))
        break
      }
      case 8: {
        const from = this.#below(other.length)
        const piece = other.subarray(from, Math.min(from + 1 + this.#below(64), from + this.#length - at))
        bytes.set(piece, at)
        break
      }
    }
  }

  #remove(at: number, count: number): void {
    this.#scratch.copyWithin(at, at + count, this.#length)
    this.#length = Math.max(0, this.#length - count)
  }

  #insert(at: number, piece: Uint8Array): void {
    const count = Math.min(piece.length, this.#maxBytes - this.#length)
    this.#scratch.copyWithin(at + count, at, this.#length)
    this.#scratch.set(piece.subarray(0, count), at)
    this.#length += count
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }
}

function pick(values: readonly number[], random: () => number): number {
  return values[Math.floor(random() * values.length)] ?? 0
}
