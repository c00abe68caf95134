/**
 * A Java serialization stream as it is spelled: which of the protocol's forms stands where, at which bytes. Values
 * (java-value.ts) do not tell a string from a reference to an equal one, or a short form from a long one; this does, so
 * that writing it gives the very bytes it was read from, and so that bytes can be shown beside what they mean.
 */
export type ContentSyntax =
  | NullSyntax
  | ReferenceSyntax
  | StringSyntax
  | ObjectSyntax
  | ArraySyntax
  | EnumSyntax
  | ClassSyntax
  | DescriptorSyntax
  | BlockDataSyntax
  | ResetSyntax
  | RestSyntax

/** Bytes from `start` up to, not including, `end`. */
export interface Span {
  start: number
  end: number
}

export interface NullSyntax extends Span {
  form: 'null'
}

export interface ReferenceSyntax extends Span {
  form: 'reference'
  /** Counted from 0: the wire adds 0x7e0000. */
  handle: number
}

export interface StringSyntax extends Span {
  form: 'string'
  text: string
  /** TC_LONGSTRING, with a length of eight bytes. */
  long: boolean
}

export interface BlockDataSyntax extends Span {
  form: 'blockData'
  bytes: Uint8Array
  /** TC_BLOCKDATALONG, with a length of four bytes. */
  long: boolean
}

export interface ResetSyntax extends Span {
  form: 'reset'
}

/** All that follows, where only the start of a stream was read. */
export interface RestSyntax extends Span {
  form: 'rest'
}

export interface ObjectSyntax extends Span {
  form: 'object'
  descriptor: DescriptorPosition
  /** One for each class that has data, superclass first. */
  layers: LayerSyntax[]
}

/** What a class wrote of an object. */
export interface LayerSyntax {
  /** That class: its name and fields. */
  class: { name: string; fields: readonly { type: string; name: string }[] }
  fields: FieldSyntax[]
  /** Null where the class has no `writeObject` of its own, and so no mark of its end either. */
  annotation: ContentSyntax[] | null
}

/** The bytes of a primitive, or an object. */
export type FieldSyntax = Uint8Array | ContentSyntax

export interface ArraySyntax extends Span {
  form: 'array'
  descriptor: DescriptorPosition
  /** Elements of an array of objects; the bytes of one of primitives. */
  elements: ContentSyntax[] | Uint8Array
  length: number
}

export interface EnumSyntax extends Span {
  form: 'enum'
  descriptor: DescriptorPosition
  constant: StringSyntax
}

export interface ClassSyntax extends Span {
  form: 'class'
  descriptor: DescriptorPosition
}

/** Where a class is asked for: its description, a reference to one, or null. */
export type DescriptorPosition = NullSyntax | ReferenceSyntax | DescriptorSyntax

export interface DescriptorSyntax extends Span {
  form: 'descriptor'
  /** Null for a dynamic proxy, which has interfaces instead. */
  class: { name: string; serialVersionUID: bigint; flags: number; fields: FieldDescriptorSyntax[] } | null
  proxyInterfaces: string[] | null
  annotation: ContentSyntax[]
  superclass: DescriptorPosition
}

export interface FieldDescriptorSyntax {
  type: string
  name: string
  signature: StringSyntax | ReferenceSyntax | null
}
