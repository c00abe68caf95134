import { FLAG } from './class-descriptor.ts'

/** A class as a writer describes it. */
export interface WritableClass {
  name: string
  serialVersionUID: bigint
  /** `SC_…` flags: 2 for a serializable class, 3 for one with a `writeObject`, 18 for an enum. */
  flags: number
  /** In the order of the stream: primitives first, each group by name. Signatures for objects and arrays. */
  fields: readonly { type: string; name: string; signature: string | null }[]
  superclass: WritableClass | null
}

/**
 * An object graph to be written. The same object twice is written once and referred to after; strings are the same
 * object where their text is the same.
 */
export type Writable = null | string | WritableObject | WritableArray | WritableBytes | WritableEnum

export type WritableField = Writable | number | bigint | boolean

export interface WritableObject {
  kind: 'object'
  class: WritableClass
  /** Values of all fields, the superclasses' among them. */
  fields: Readonly<Record<string, WritableField>>
  /** What the `writeObject` of a class of the chain writes after its fields, by class name; bytes are block data. */
  written: Readonly<Record<string, readonly (Writable | Uint8Array)[]>>
}

export interface WritableArray {
  kind: 'array'
  class: WritableClass
  elements: readonly Writable[]
}

/** An array of primitives, as the big-endian bytes of its elements. */
export interface WritableBytes {
  kind: 'bytes'
  class: WritableClass
  length: number
  bytes: Uint8Array
}

export interface WritableEnum {
  kind: 'enum'
  class: WritableClass
  name: string
}

export function objectOf(
  described: WritableClass,
  fields: WritableObject['fields'],
  written: WritableObject['written'] = {},
): WritableObject {
  return { kind: 'object', class: described, fields, written }
}

/**
 * Describes a class by its fields as Java prints them: `J stateSize`, `L filePath Lorg/apache/flink/core/fs/Path;`,
 * separated by commas.
 */
export function classOf(
  name: string,
  serialVersionUID: bigint,
  fields = '',
  options: { superclass?: WritableClass | null; flags?: number } = {},
): WritableClass {
  return {
    name,
    serialVersionUID,
    flags: options.flags ?? FLAG.serializable,
    fields: fields === '' ? [] : fields.split(', ').map(fieldOf),
    superclass: options.superclass ?? null,
  }
}

function fieldOf(text: string): WritableClass['fields'][number] {
  const [type = '', name = '', signature = null] = text.split(' ')
  return { type, name, signature }
}
