import { createHash } from 'node:crypto'

/** A seed of 32 bits from a name: the same name gives the same fleet in every start. */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** A number from 0 to below 1 that looks random and depends on seed and coordinates alone. */
export function noise(seed: number, ...coordinates: number[]): number {
  return bitsOf(seed, ...coordinates) / 2 ** 32
}

/** Lower-case hex digits, as Flink's ids and RocksDB's file names have them, from seed and coordinates. */
export function hexDigits(length: number, seed: number, ...coordinates: number[]): string {
  let text = ''
  for (let i = 0; text.length < length; i += 1) {
    text += bitsOf(seed, ...coordinates, i)
      .toString(16)
      .padStart(8, '0')
  }
  return text.slice(0, length)
}

/** A uuid of version 4 from seed and coordinates. */
export function seededUuid(seed: number, ...coordinates: number[]): string {
  return asUuid(hexDigits(32, seed, ...coordinates))
}

/** Flink's id of a job or an operator, 32 hex digits, from a name. */
export function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

/** A uuid of version 4 from a name. */
export function uuidOf(name: string): string {
  return asUuid(idOf(name))
}

function asUuid(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return parts.join('-')
}

function bitsOf(seed: number, ...coordinates: number[]): number {
  let hash = seed
  for (const coordinate of coordinates) {
    hash = Math.imul(hash ^ (coordinate | 0), 0xcc9e2d51)
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
    hash ^= hash >>> 13
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
