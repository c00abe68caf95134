// Constants of java.io.ObjectStreamConstants and the limits that are this reader's own.

import { MOST_PLACES } from './cell.ts'

export interface StreamLimits {
  /** Longest stream that is read at all; 256 MiB is the most. */
  maxBytes: number
  /** Deepest nesting of objects, arrays, superclasses and annotations. */
  maxDepth: number
}

export const DEFAULT_LIMITS: StreamLimits = { maxBytes: MOST_PLACES, maxDepth: 400 }

export const MAGIC = 0xaced
export const VERSION = 5
export const FIRST_HANDLE = 0x7e0000

export const TC = {
  null: 0x70,
  reference: 0x71,
  classDescriptor: 0x72,
  object: 0x73,
  string: 0x74,
  array: 0x75,
  class: 0x76,
  blockData: 0x77,
  endBlockData: 0x78,
  reset: 0x79,
  blockDataLong: 0x7a,
  exception: 0x7b,
  longString: 0x7c,
  proxyClassDescriptor: 0x7d,
  enum: 0x7e,
} as const

export const PRIMITIVE_BYTES: Record<string, number> = { B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 }

/** What an array costs at least per element of type `L` or `[`: the byte of a null. */
export const SMALLEST_CONTENT = 1
