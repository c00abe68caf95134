import { FormatError } from '../format-error.ts'
import { type ClassDescriptor, FLAG } from './class-descriptor.ts'

/**
 * A value of a Java serialization stream. Long is bigint, char a string of one UTF-16 unit, the other primitives are
 * numbers and booleans. The same object met twice is the same JavaObject, and an object may contain itself.
 */
export type JavaValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JavaObject
  | JavaArray
  | JavaPrimitiveArray
  | JavaEnumConstant
  | JavaClass

/** Bytes that a class's own `writeObject` or `writeExternal` wrote between objects. */
export class JavaBlockData {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

export class JavaEnumConstant {
  readonly descriptor: ClassDescriptor
  readonly name: string

  constructor(descriptor: ClassDescriptor, name: string) {
    this.descriptor = descriptor
    this.name = name
  }
}

/** A `java.lang.Class`. */
export class JavaClass {
  readonly descriptor: ClassDescriptor

  constructor(descriptor: ClassDescriptor) {
    this.descriptor = descriptor
  }
}

/** An array of objects or arrays. */
export class JavaArray {
  readonly descriptor: ClassDescriptor
  readonly elements: JavaValue[] = []

  constructor(descriptor: ClassDescriptor) {
    this.descriptor = descriptor
  }
}

/** An array of primitives, left as the big-endian bytes it was read from. */
export class JavaPrimitiveArray {
  readonly descriptor: ClassDescriptor
  readonly length: number
  readonly bytes: Uint8Array

  constructor(descriptor: ClassDescriptor, length: number, bytes: Uint8Array) {
    this.descriptor = descriptor
    this.length = length
    this.bytes = bytes
  }
}

/** What a class wrote beside its fields, in the order in which it was written. */
export interface JavaAnnotation {
  descriptor: ClassDescriptor
  contents: readonly (JavaValue | JavaBlockData)[]
}

/** What most classes with a `writeObject` write beside their fields. */
const NOTHING: readonly never[] = []
/** Room for more fields is made as they are read: a class can declare more than its objects ever have. */
const UNREAD_FIELDS: readonly JavaValue[] = Array.from({ length: 32 }, () => null)

/**
 * An object: field values and annotations, generic. The typed accessors are the edge at which a projection asks for
 * what it knows; each throws a FormatError with the object's offset when the field is absent or of another type.
 */
export class JavaObject {
  readonly descriptor: ClassDescriptor
  readonly offset: number
  /** Field values over all classes of the layout, superclass first. Complete once the object was read. */
  readonly values: JavaValue[]
  /** None as long as nothing was written: most objects have none. */
  #annotations: JavaAnnotation[] | null = null

  constructor(descriptor: ClassDescriptor, offset: number) {
    this.descriptor = descriptor
    this.offset = offset
    // A list that grows takes room for some twenty: most objects have one field or two.
    const { fieldCount } = descriptor
    this.values = fieldCount <= UNREAD_FIELDS.length ? UNREAD_FIELDS.slice(0, fieldCount) : []
  }

  get annotations(): readonly JavaAnnotation[] {
    return this.#annotations ?? NOTHING
  }

  /** Of a class that wrote nothing, nothing is kept. */
  annotate(annotation: JavaAnnotation): void {
    if (annotation.contents.length === 0) return
    this.#annotations ??= []
    this.#annotations.push(annotation)
  }

  get className(): string {
    return this.descriptor.name
  }

  /** Exactly this class; `descriptor.isA` asks for superclasses too. */
  is(className: string): boolean {
    return this.descriptor.name === className
  }

  has(field: string): boolean {
    return this.descriptor.slot(field) !== undefined
  }

  /** The value of a field; an absent field is an error, a null one is null. */
  field(field: string): JavaValue {
    const slot = this.descriptor.slot(field)
    const value = slot === undefined ? undefined : this.values[slot]
    if (value === undefined) throw this.#mismatch(`field ${field}`, 'none')
    return value
  }

  boolean(field: string): boolean {
    const value = this.field(field)
    return typeof value === 'boolean' ? value : this.#reject(field, 'a boolean', value)
  }

  int(field: string): number {
    const value = this.field(field)
    return typeof value === 'number' ? value : this.#reject(field, 'an int', value)
  }

  bigLong(field: string): bigint {
    const value = this.field(field)
    return typeof value === 'bigint' ? value : this.#reject(field, 'a long', value)
  }

  /** A long that a JavaScript number holds exactly. */
  long(field: string): number {
    const value = this.bigLong(field)
    const number = Number(value)
    if (!Number.isSafeInteger(number)) {
      throw new FormatError('outOfRange', this.offset, `${this.className}.${field} within ±(2^53 - 1)`, `${value}`)
    }
    return number
  }

  /** A size in bytes; null for the -1 that stands for "the writer did not know". */
  size(field: string): number | null {
    const value = this.long(field)
    if (value < -1) throw this.#mismatch(`${field} of -1 or more`, `${value}`, 'outOfRange')
    return value === -1 ? null : value
  }

  string(field: string): string {
    const value = this.field(field)
    return typeof value === 'string' ? value : this.#reject(field, 'a String', value)
  }

  stringOrNull(field: string): string | null {
    return this.field(field) === null ? null : this.string(field)
  }

  object(field: string): JavaObject {
    const value = this.field(field)
    return value instanceof JavaObject ? value : this.#reject(field, 'an object', value)
  }

  objectOrNull(field: string): JavaObject | null {
    return this.field(field) === null ? null : this.object(field)
  }

  enumName(field: string): string {
    const value = this.field(field)
    return value instanceof JavaEnumConstant ? value.name : this.#reject(field, 'an enum constant', value)
  }

  /** A `byte[]`: a view of the stream's bytes. */
  byteArray(field: string): Uint8Array {
    const value = this.field(field)
    const isBytes = value instanceof JavaPrimitiveArray && value.descriptor.name === '[B'
    return isBytes ? value.bytes : this.#reject(field, 'a byte[]', value)
  }

  /** What the named class of this object wrote beside its fields. */
  annotation(className: string): JavaAnnotation['contents'] {
    const annotation = this.annotations.find((each) => each.descriptor.name === className)
    if (annotation) return annotation.contents
    if (this.#writes(className)) return NOTHING
    throw this.#mismatch(`data written by ${className}`, 'none')
  }

  /** Whether the named class of this object has a `writeObject` or `writeExternal` of its own. */
  #writes(className: string): boolean {
    for (let each: ClassDescriptor | null = this.descriptor; each; each = each.superclass) {
      if (each.name === className) return (each.flags & (FLAG.writeMethod | FLAG.externalizable)) !== 0
    }
    return false
  }

  #reject(field: string, expected: string, value: JavaValue): never {
    throw this.#mismatch(`${field}: ${expected}`, typeName(value))
  }

  #mismatch(expected: string, found: string, code: 'unexpected' | 'outOfRange' = 'unexpected'): FormatError {
    return new FormatError(code, this.offset, `${this.className} with ${expected}`, found)
  }
}

/** Names a value's type for an error text. */
export function typeName(value: JavaValue | JavaBlockData | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof JavaBlockData) return 'block data'
  if (typeof value === 'object') return value.descriptor.name
  return typeof value
}
