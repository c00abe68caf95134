import { FormatError } from '../format-error.ts'
import { type ClassDescriptor, writes } from './class-descriptor.ts'
import { JavaBlockData, type JavaClass, JavaEnumConstant, JavaPrimitiveArray } from './java-leaves.ts'
import { JavaList, type ListSource } from './java-list.ts'
import { PRIMITIVE_BYTES } from './protocol.ts'

/**
 * A value of a Java serialization stream. Long is bigint, char a string of one UTF-16 unit, the other primitives are
 * numbers and booleans. An object may contain itself.
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

/** What can stand between other values: block data does only in what a class wrote itself. */
type JavaContents = JavaList<JavaValue | JavaBlockData>

/** What the values of a stream are made of, each when it is asked for. */
export interface ValueSource extends ListSource<JavaValue | JavaBlockData> {
  /** @param at the place of its bytes in the stream. */
  primitive(type: string, at: number): JavaValue
  classAt(index: number): ClassDescriptor
  visitObjects(record: number, visit: (object: JavaObject) => boolean): void
}

/** An array of objects or arrays. */
export class JavaArray {
  readonly descriptor: ClassDescriptor
  readonly elements: JavaContents

  constructor(descriptor: ClassDescriptor, elements: JavaContents) {
    this.descriptor = descriptor
    this.elements = elements
  }
}

/** What a class wrote beside its fields, in the order in which it was written. */
export interface JavaAnnotation {
  descriptor: ClassDescriptor
  contents: JavaContents
}

/** Before its fields an object's record has its class and its place in the stream. */
export const OBJECT_HEAD_CELLS = 2
/** And before its contents what a class wrote has the place of what the class before it wrote, that class, and a number. */
export const ANNOTATION_HEAD_CELLS = 3

/**
 * An object: field values and annotations, generic. The typed accessors are the edge at which a projection asks for
 * what it knows; each throws a FormatError with the object's offset when the field is absent or of another type.
 */
export class JavaObject {
  readonly descriptor: ClassDescriptor
  /** Where it begins in the stream. The same object met twice is two of these, of one offset. */
  readonly offset: number
  readonly #source: ValueSource
  readonly #fields: number

  constructor(source: ValueSource, record: number) {
    this.#source = source
    this.#fields = record + OBJECT_HEAD_CELLS
    this.descriptor = source.classAt(source.cell(record))
    this.offset = source.cell(record + 1)
  }

  /** Field values over all classes of the layout, superclass first. */
  get values(): JavaValue[] {
    return Array.from(
      { length: this.descriptor.fieldCount },
      (_, slot) => this.#value(slot, this.descriptor.typeAt(slot) ?? '') ?? null,
    )
  }

  /** Superclasses first; of a class that wrote nothing, nothing. */
  get annotations(): JavaAnnotation[] {
    const source = this.#source
    const annotations: JavaAnnotation[] = []
    let at = this.descriptor.isAnnotated ? source.cell(this.#fields + this.descriptor.fieldCount) : 0
    while (at > 0) {
      const contents = new JavaList(source, at + ANNOTATION_HEAD_CELLS, source.cell(at + 2))
      annotations.push({ descriptor: source.classAt(source.cell(at + 1)), contents })
      at = source.cell(at)
    }
    return annotations.reverse()
  }

  /** Visits this object and every other that can be reached from it, each once. @param visit whether to go on into it. */
  visitObjects(visit: (object: JavaObject) => boolean): void {
    this.#source.visitObjects(this.#fields - OBJECT_HEAD_CELLS, visit)
  }

  get className(): string {
    return this.descriptor.name
  }

  /** Exactly this class; `descriptor.isA` asks for superclasses too. */
  is(className: string): boolean {
    return this.descriptor.name === className
  }

  has(field: string): boolean {
    return this.descriptor.place(field) !== undefined
  }

  /** The value of a field; an absent field is an error, a null one is null. */
  field(field: string): JavaValue {
    const place = this.descriptor.place(field)
    const value = place && this.#value(place.slot, place.type)
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
    return this.stringOrNull(field) ?? this.#reject(field, 'a String', null)
  }

  stringOrNull(field: string): string | null {
    const value = this.field(field)
    return value === null || typeof value === 'string' ? value : this.#reject(field, 'a String', value)
  }

  object(field: string): JavaObject {
    return this.objectOrNull(field) ?? this.#reject(field, 'an object', null)
  }

  objectOrNull(field: string): JavaObject | null {
    const value = this.field(field)
    return value === null || value instanceof JavaObject ? value : this.#reject(field, 'an object', value)
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
  annotation(className: string): JavaContents {
    const annotation = this.annotations.find((each) => each.descriptor.name === className)
    if (annotation) return annotation.contents
    if (this.#writes(className)) return new JavaList(this.#source, 0, 0)
    throw this.#mismatch(`data written by ${className}`, 'none')
  }

  /** Whether the named class of this object has a `writeObject` or `writeExternal` of its own. */
  #writes(className: string): boolean {
    for (let each: ClassDescriptor | null = this.descriptor; each; each = each.superclass) {
      if (each.name === className) return writes(each.flags)
    }
    return false
  }

  /** Undefined for a primitive that is not read yet. */
  #value(slot: number, type: string): JavaValue | undefined {
    const cell = this.#source.cell(this.#fields + slot)
    if (PRIMITIVE_BYTES[type] !== undefined) return cell === 0 ? undefined : this.#source.primitive(type, cell)
    const value = this.#source.value(cell)
    if (value instanceof JavaBlockData) throw this.#mismatch('objects in its fields', 'block data')
    return value
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
