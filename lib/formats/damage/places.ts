import { ByteSink } from '../byte-sink.ts'

/** A fixed sequence of numbers from 0 to 1 (mulberry32): a failure is found again. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const METHODS = ['u1', 'u2', 'i4', 'i8', 'f4', 'f8', 'raw'] as const

/** Where values begin in what `write` writes: every place at which something is put into a sink. */
export function boundariesOf(write: () => Uint8Array): number[] {
  const boundaries = new Set<number>()
  const prototype: Record<string, unknown> = ByteSink.prototype as never
  const originals = METHODS.map((name) => [name, prototype[name]] as const)
  for (const [name, original] of originals) {
    if (typeof original !== 'function') throw new Error(`ByteSink has no ${name}`)
    prototype[name] = function (this: ByteSink, ...values: unknown[]) {
      boundaries.add(this.length)
      return Reflect.apply(original, this, values)
    }
  }
  try {
    const { length } = write()
    return [...boundaries].filter((at) => at < length).sort((a, b) => a - b)
  } finally {
    for (const [name, original] of originals) prototype[name] = original
  }
}
