import { decodeBase64 } from '../base64.ts'
import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { ClassDescriptor, type FieldDescriptor, FLAG, hasData } from './class-descriptor.ts'
import {
  type JavaAnnotation,
  JavaArray,
  JavaBlockData,
  JavaClass,
  JavaEnumConstant,
  JavaObject,
  JavaPrimitiveArray,
  type JavaValue,
  typeName,
} from './java-value.ts'
import { openStream } from './open-stream.ts'
import { DEFAULT_LIMITS, FIRST_HANDLE, PRIMITIVE_BYTES, SMALLEST_CONTENT, type StreamLimits, TC } from './protocol.ts'
import { ROOM, Room } from './room.ts'

// Stands in the handle table for a class whose description is not complete: it cannot be its own superclass.
const PENDING = Symbol('class descriptor being read')
type Handle = JavaValue | ClassDescriptor | typeof PENDING
// What most classes with a `writeObject` write beside their fields.
const NOTHING: JavaAnnotation['contents'] = []
/** Bytes of memory for each of the stream: Flink's files take five, seven where paths are as short as can be. */
const ROOM_FOR_EACH_BYTE = 8

/**
 * Reads a stream written by `java.io.ObjectOutputStream` into generic values: no class is looked up or instantiated.
 *
 * One ambiguity is the protocol's own: a class whose `writeObject` does not call `defaultWriteObject` writes no fields,
 * which the stream does not tell. None of the classes that Flink stores does that with fields declared.
 *
 * Source: Java Object Serialization Specification, chapter 6 (protocol version 2).
 */
export class JavaObjectStream {
  readonly #cursor: ByteCursor
  readonly #limits: StreamLimits
  readonly #room: Room
  #handles: Handle[] = []
  #depth = 0

  /**
   * @param start where the stream begins; offsets in errors count from the beginning of `bytes`.
   * @throws FormatError when the bytes are too many or begin with no stream header.
   */
  constructor(bytes: Uint8Array, limits: Partial<StreamLimits> = {}, start = 0) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    this.#cursor = openStream(bytes, this.#limits, start)
    this.#room = new Room(this.#cursor.remaining, ROOM_FOR_EACH_BYTE)
  }

  /** @param maxBytes of the decoded stream. */
  static fromBase64(text: string, { maxBytes }: Pick<StreamLimits, 'maxBytes'>): JavaObjectStream {
    return new JavaObjectStream(decodeBase64(text, Math.ceil(maxBytes / 3) * 4), { maxBytes })
  }

  /** Where the next content begins. */
  get offset(): number {
    return this.#cursor.offset
  }

  /** Length of the bytes the stream is read from. */
  get byteLength(): number {
    return this.#cursor.bytes.length
  }

  /** The next object, array, string, enum constant, class or null of the stream. */
  readObject(): JavaValue {
    const at = this.#cursor.offset
    const content = this.readContent()
    if (content instanceof JavaBlockData) throw new FormatError('unexpected', at, 'an object', 'block data')
    return content
  }

  /** The next object or block data of the stream. */
  readContent(): JavaValue | JavaBlockData {
    while (this.#peek() === TC.reset) {
      this.#cursor.offset++
      this.#handles = []
    }
    return this.#content()
  }

  /** The outermost object that was begun first, with the fields that were read of it before an error; null before any. */
  get begun(): JavaObject | null {
    return this.#handles.find((handle) => handle instanceof JavaObject) ?? null
  }

  expectEnd(): void {
    this.#cursor.expectEnd('the Java stream')
  }

  #peek(): number | undefined {
    return this.#cursor.bytes[this.#cursor.offset]
  }

  #content(): JavaValue | JavaBlockData {
    const at = this.#cursor.offset
    const code = this.#cursor.u1('a type code')
    this.#room.take(ROOM.content, at)
    switch (code) {
      case TC.null:
        return null
      case TC.reference:
        return this.#value(at)
      case TC.string:
      case TC.longString:
        return this.#newString(code)
      case TC.blockData:
        this.#room.take(ROOM.bytes, at)
        return new JavaBlockData(this.#cursor.take(this.#cursor.u1('block length'), 'block data'))
      case TC.blockDataLong:
        this.#room.take(ROOM.bytes, at)
        return new JavaBlockData(this.#cursor.take(this.#cursor.count('bytes of block data', 1), 'block data'))
      default: {
        this.#enter(at)
        const value = this.#nested(code, at)
        this.#depth--
        return value
      }
    }
  }

  /** What may hold other values. */
  #nested(code: number, at: number): JavaValue {
    switch (code) {
      case TC.object:
        return this.#newObject(at)
      case TC.array:
        return this.#newArray(at)
      case TC.enum:
        return this.#newEnumConstant(at)
      case TC.class:
        return this.#newClass(at)
      case TC.classDescriptor:
      case TC.proxyClassDescriptor:
        this.#cursor.offset = at
        return new JavaClass(this.#requiredDescriptor('a class descriptor'))
      case TC.exception:
        return this.#writerFailed(at)
      default:
        throw new FormatError('unexpected', at, 'a type code 70 to 7e (hex)', code.toString(16))
    }
  }

  /** Goes one level down, from which only a value that was read leads up again: an error ends the reading. */
  #enter(at: number): void {
    if (++this.#depth > this.#limits.maxDepth) {
      throw new FormatError('tooDeep', at, `at most ${this.#limits.maxDepth} levels of nesting`, 'more')
    }
  }

  #newObject(at: number): JavaObject {
    const descriptor = this.#requiredDescriptor('the class of an object')
    const kinds = descriptor.flags & (FLAG.serializable | FLAG.externalizable | FLAG.enum)
    if (kinds !== FLAG.serializable && kinds !== FLAG.externalizable) {
      throw new FormatError(
        'unexpected',
        at,
        'an object of a serializable or externalizable class',
        `flags ${kinds} of ${descriptor.name}`,
      )
    }
    this.#room.take(ROOM.object + ROOM.field * descriptor.fieldCount, at)
    const object = new JavaObject(descriptor, at)
    this.#handles.push(object)
    this.#layer(object, hasData(descriptor) ? descriptor : descriptor.layerBefore)
    return object
  }

  /** What a class wrote of an object, superclasses first. @returns how many fields were read. */
  #layer(object: JavaObject, layer: ClassDescriptor | null): number {
    if (!layer) return 0
    let slot = this.#layer(object, layer.layerBefore)
    if (layer.flags & FLAG.externalizable) {
      // Protocol version 1 wrote such data without marks: only the class itself could tell its end.
      if (!(layer.flags & FLAG.blockData)) {
        throw new FormatError('unsupported', object.offset, 'an externalizable class in block data', layer.name)
      }
    } else {
      for (const field of layer.fields) object.values[slot++] = this.#fieldValue(field)
      if (!(layer.flags & FLAG.writeMethod)) return slot
    }
    object.annotate({ descriptor: layer, contents: this.#annotation() })
    return slot
  }

  #fieldValue(field: FieldDescriptor): JavaValue {
    if (field.signature === null) return this.#primitive(field.type, field.name)
    const at = this.#cursor.offset
    const value = this.#content()
    if (value instanceof JavaBlockData) throw new FormatError('unexpected', at, `field ${field.name}`, 'block data')
    return value
  }

  #primitive(type: string, what: string): JavaValue {
    const cursor = this.#cursor
    switch (type) {
      case 'B':
        return cursor.i1(what)
      case 'C':
        return String.fromCharCode(cursor.u2(what))
      case 'D':
        return cursor.f8(what)
      case 'F':
        return cursor.f4(what)
      case 'I':
        return cursor.i4(what)
      case 'J':
        return cursor.i8(what)
      case 'S':
        return cursor.i2(what)
      case 'Z':
        return cursor.bool(what)
      default:
        throw new FormatError('unexpected', cursor.offset, 'a primitive type', type)
    }
  }

  #newArray(at: number): JavaArray | JavaPrimitiveArray {
    const descriptor = this.#requiredDescriptor('the class of an array')
    const elementType = descriptor.name[0] === '[' ? descriptor.name[1] : undefined
    const bytesEach = PRIMITIVE_BYTES[elementType ?? '']
    if (bytesEach === undefined && elementType !== 'L' && elementType !== '[') {
      throw new FormatError('unexpected', at, 'an array class', descriptor.name)
    }
    if (bytesEach !== undefined) {
      this.#room.take(ROOM.bytes, at)
      const handle = this.#handles.push(null) - 1
      const length = this.#cursor.count(`elements of ${descriptor.name}`, bytesEach)
      const array = new JavaPrimitiveArray(descriptor, length, this.#cursor.take(length * bytesEach, descriptor.name))
      this.#handles[handle] = array
      return array
    }
    this.#room.take(ROOM.object, at)
    const array = new JavaArray(descriptor)
    this.#handles.push(array)
    const length = this.#cursor.count(`elements of ${descriptor.name}`, SMALLEST_CONTENT)
    for (let i = 0; i < length; i++) {
      const elementAt = this.#cursor.offset
      const element = this.#content()
      if (element instanceof JavaBlockData) throw new FormatError('unexpected', elementAt, 'an element', 'block data')
      array.elements.push(element)
    }
    return array
  }

  #newEnumConstant(at: number): JavaEnumConstant {
    const descriptor = this.#requiredDescriptor('the class of an enum constant')
    this.#room.take(ROOM.object, at)
    const handle = this.#handles.push(null) - 1
    const constant = new JavaEnumConstant(descriptor, this.#newText('the name of an enum constant'))
    this.#handles[handle] = constant
    return constant
  }

  #newClass(at: number): JavaClass {
    const value = new JavaClass(this.#requiredDescriptor('a class'))
    this.#room.take(ROOM.object, at)
    this.#handles.push(value)
    return value
  }

  #annotation(): JavaAnnotation['contents'] {
    if (this.#peek() === TC.endBlockData) {
      this.#cursor.offset++
      return NOTHING
    }
    this.#room.take(ROOM.object, this.#cursor.offset)
    const contents: (JavaValue | JavaBlockData)[] = []
    while (this.#peek() !== TC.endBlockData) contents.push(this.#content())
    this.#cursor.offset++
    return contents
  }

  #string(what: string): string {
    const at = this.#cursor.offset
    if (this.#peek() !== TC.reference) return this.#newText(what)
    this.#cursor.offset++
    const value = this.#value(at)
    if (typeof value !== 'string') throw new FormatError('unexpected', at, what, typeName(value))
    return value
  }

  /** A string that is no reference: Java takes none for the name of an enum constant. */
  #newText(what: string): string {
    const at = this.#cursor.offset
    const code = this.#cursor.u1(what)
    if (code === TC.string || code === TC.longString) return this.#newString(code)
    throw new FormatError('unexpected', at, what, `type code ${code.toString(16)}`)
  }

  #newString(code: typeof TC.string | typeof TC.longString): string {
    const at = this.#cursor.offset - 1
    const length = code === TC.string ? this.#cursor.u2('string length') : this.#cursor.long('string length')
    if (length < 0) throw new FormatError('outOfRange', at, 'a string length of 0 or more', `${length}`)
    const text = this.#cursor.text(length, 'a string')
    this.#room.take(ROOM.text + length, at)
    this.#handles.push(text)
    return text
  }

  #requiredDescriptor(what: string): ClassDescriptor {
    const at = this.#cursor.offset
    const descriptor = this.#descriptor(what)
    if (!descriptor) throw new FormatError('unexpected', at, what, 'null')
    return descriptor
  }

  #descriptor(what: string): ClassDescriptor | null {
    const at = this.#cursor.offset
    const code = this.#cursor.u1(what)
    switch (code) {
      case TC.null:
        return null
      case TC.reference: {
        const value = this.#reference(at)
        if (value instanceof ClassDescriptor) return value
        throw new FormatError('unexpected', at, what, 'a reference to something else')
      }
      case TC.classDescriptor:
      case TC.proxyClassDescriptor: {
        this.#enter(at)
        const descriptor = code === TC.classDescriptor ? this.#newDescriptor(at) : this.#newProxyDescriptor(at)
        this.#depth--
        return descriptor
      }
      default:
        throw new FormatError('unexpected', at, what, `type code ${code.toString(16)}`)
    }
  }

  #newDescriptor(at: number): ClassDescriptor {
    const name = this.#cursor.utf('class name')
    const serialVersionUID = this.#cursor.i8('serialVersionUID')
    const handle = this.#handles.push(PENDING) - 1
    const flags = this.#cursor.u1('class flags')
    // Type code, name and type signature: four bytes or more for each field.
    const fieldCount = this.#cursor.u2('field count')
    this.#room.take(ROOM.descriptor + ROOM.fieldDescriptor * fieldCount, at)
    const fields: FieldDescriptor[] = []
    for (let i = 0; i < fieldCount; i++) fields.push(this.#field())
    this.#annotation()
    const superclass = this.#descriptor(`the superclass of ${name}`)
    const described = { name, serialVersionUID, flags, fields, proxyInterfaces: null, superclass }
    const descriptor = new ClassDescriptor(described, at)
    this.#handles[handle] = descriptor
    return descriptor
  }

  #field(): FieldDescriptor {
    const at = this.#cursor.offset
    const type = String.fromCharCode(this.#cursor.u1('field type'))
    const name = this.#cursor.utf('field name')
    if (PRIMITIVE_BYTES[type] !== undefined) return { type, name, signature: null }
    if (type !== 'L' && type !== '[') throw new FormatError('unexpected', at, 'a field type', JSON.stringify(type))
    return { type, name, signature: this.#string(`the type of field ${name}`) }
  }

  #newProxyDescriptor(at: number): ClassDescriptor {
    const handle = this.#handles.push(PENDING) - 1
    const count = this.#cursor.count('interfaces of a proxy class', 2)
    this.#room.take(ROOM.descriptor + ROOM.text * count, at)
    const proxyInterfaces: string[] = []
    for (let i = 0; i < count; i++) proxyInterfaces.push(this.#cursor.utf('interface name'))
    this.#annotation()
    const superclass = this.#descriptor('the superclass of a proxy class')
    const described = { name: '<proxy>', serialVersionUID: 0n, flags: FLAG.serializable, fields: [], superclass }
    const descriptor = new ClassDescriptor({ ...described, proxyInterfaces }, at)
    this.#handles[handle] = descriptor
    return descriptor
  }

  /** The writer met an exception, put it into the stream and gave up: what was read so far is not whole. */
  #writerFailed(at: number): never {
    this.#handles = []
    const thrown = this.#content()
    throw new FormatError('writeAborted', at, 'an object', `an exception of its writer: ${typeName(thrown)}`)
  }

  #value(at: number): JavaValue {
    const value = this.#reference(at)
    return value instanceof ClassDescriptor ? new JavaClass(value) : value
  }

  #reference(at: number): JavaValue | ClassDescriptor {
    const number = this.#cursor.i4('a handle')
    const value = this.#handles[number - FIRST_HANDLE]
    if (value === undefined) {
      throw new FormatError(
        'unexpected',
        at,
        `one of ${this.#handles.length} handles`,
        `0x${(number >>> 0).toString(16)}`,
      )
    }
    if (value === PENDING) throw new FormatError('unexpected', at, 'a complete class descriptor', 'one being read')
    return value
  }
}
