// A value in one cell: what it is in the upper four bits, where it is in the lower 28. Primitives, whose field tells their
// type, are the place of their bytes alone.

export const TAG = {
  /** Also a field that is not read yet. */
  null: 0,
  /** At a record of cells: class, place in the stream, fields, and what the classes wrote beside them. */
  object: 1,
  /** At a record: class, number of elements, elements. */
  array: 2,
  /** At a record: class, place of the number of elements in the stream. */
  primitives: 3,
  /** At a record: class, place of the name in the stream. */
  enum: 4,
  /** At its type code in the stream. */
  string: 5,
  /** At its type code in the stream. */
  blockData: 6,
  /** Of a class, by its number. */
  class: 7,
  /** Handles only: a class itself, by its number. */
  descriptor: 8,
  /** Handles only: a class whose description is not complete; it cannot be its own superclass. */
  pending: 9,
} as const

type Tag = (typeof TAG)[keyof typeof TAG]

const PLACE_BITS = 28

/** Streams are at most as long as places are told apart. */
export const MOST_PLACES = 2 ** PLACE_BITS

export function cellOf(tag: Tag, place: number): number {
  return ((tag << PLACE_BITS) | place) >>> 0
}

export function tagOf(cell: number): number {
  return cell >>> PLACE_BITS
}

export function placeOf(cell: number): number {
  return cell & (MOST_PLACES - 1)
}
