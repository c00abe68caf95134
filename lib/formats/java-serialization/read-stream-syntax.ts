import type { ByteCursor } from '../byte-cursor.ts'
import { FormatError } from '../format-error.ts'
import { depthBelow, FLAG, hasData } from './class-descriptor.ts'
import { openStream } from './open-stream.ts'
import { DEFAULT_LIMITS, FIRST_HANDLE, PRIMITIVE_BYTES, SMALLEST_CONTENT, type StreamLimits, TC } from './protocol.ts'
import { ROOM, Room } from './room.ts'
import type {
  ContentSyntax,
  DescriptorPosition,
  DescriptorSyntax,
  FieldDescriptorSyntax,
  FieldSyntax,
  LayerSyntax,
  ReferenceSyntax,
  StringSyntax,
} from './stream-syntax.ts'

// What a handle stands for, as far as it matters for reading on.
type Named = Described | 'string' | 'enum' | 'other' | 'pending'

/** Bytes of memory for each of the stream: of Flink's files the forms take ten, eighteen where paths are short. */
const ROOM_FOR_EACH_BYTE = 24

/**
 * Reads how a Java serialization stream is spelled, from its header to the last byte.
 *
 * @param start where the stream begins; spans and errors count from the beginning of `bytes`.
 * @throws FormatError where the values of the contents (`JavaObjectStream.readContent`) are not read either.
 * Source: Java Object Serialization Specification, chapter 6 (protocol version 2).
 */
export function readStreamSyntax(bytes: Uint8Array, start = 0, limits: Partial<StreamLimits> = {}): ContentSyntax[] {
  const all = { ...DEFAULT_LIMITS, ...limits }
  const cursor = openStream(bytes, all, start)
  const reader = new SyntaxReader(cursor, all)
  const contents: ContentSyntax[] = []
  while (cursor.remaining > 0) contents.push(reader.topLevel())
  return contents
}

type ClassOf = NonNullable<DescriptorSyntax['class']>

/** A class that was described, with what an object of it is made of. */
class Described {
  readonly class: DescriptorSyntax['class']
  readonly depth: number
  readonly #superclass: Described | null

  constructor(described: DescriptorSyntax['class'], superclass: Described | null, at: number) {
    this.class = described
    this.depth = depthBelow(superclass, at)
    this.#superclass = superclass
  }

  /** The classes that have data in an object, superclass first. */
  layout(): ClassOf[] {
    const layout = this.#superclass?.layout() ?? []
    if (this.class && hasData(this.class)) layout.push(this.class)
    return layout
  }
}

class SyntaxReader {
  readonly #cursor: ByteCursor
  readonly #limits: StreamLimits
  readonly #room: Room
  #handles: Named[] = []
  #depth = 0

  constructor(cursor: ByteCursor, limits: StreamLimits) {
    this.#cursor = cursor
    this.#limits = limits
    this.#room = new Room(cursor.remaining, ROOM_FOR_EACH_BYTE)
  }

  topLevel(): ContentSyntax {
    const start = this.#cursor.offset
    if (this.#cursor.bytes[start] !== TC.reset) return this.#content()
    this.#room.take(ROOM.form, start)
    this.#cursor.offset++
    this.#handles = []
    return { form: 'reset', start, end: this.#cursor.offset }
  }

  #content(): ContentSyntax {
    const cursor = this.#cursor
    const start = cursor.offset
    const code = cursor.u1('a type code')
    this.#room.take(ROOM.form, start)
    switch (code) {
      case TC.null:
        return { form: 'null', start, end: cursor.offset }
      case TC.reference:
        return this.#reference(start)
      case TC.string:
      case TC.longString:
        return this.#string(start, code === TC.longString)
      case TC.blockData: {
        this.#room.take(ROOM.bytes, start)
        const bytes = cursor.take(cursor.u1('block length'), 'block data')
        return { form: 'blockData', bytes, long: false, start, end: cursor.offset }
      }
      case TC.blockDataLong: {
        this.#room.take(ROOM.bytes, start)
        const bytes = cursor.take(cursor.count('bytes of block data', 1), 'block data')
        return { form: 'blockData', bytes, long: true, start, end: cursor.offset }
      }
      case TC.object:
        return this.#nested(start, () => this.#object(start))
      case TC.array:
        return this.#nested(start, () => this.#array(start))
      case TC.enum:
        return this.#nested(start, () => this.#enum(start))
      case TC.class:
        return this.#nested(start, () => this.#class(start))
      case TC.classDescriptor:
      case TC.proxyClassDescriptor:
        return this.#nested(start, () => this.#newDescriptor(start, code).position)
      case TC.exception:
        throw new FormatError('writeAborted', start, 'an object', 'an exception of its writer')
      default:
        throw new FormatError('unexpected', start, 'a type code 70 to 7e (hex)', code.toString(16))
    }
  }

  #nested<T>(at: number, read: () => T): T {
    if (++this.#depth > this.#limits.maxDepth) {
      throw new FormatError('tooDeep', at, `at most ${this.#limits.maxDepth} levels of nesting`, 'more')
    }
    const value = read()
    this.#depth--
    return value
  }

  #reference(start: number): ReferenceSyntax {
    const handle = this.#cursor.i4('a handle') - FIRST_HANDLE
    const named = this.#handles[handle]
    if (named === undefined || named === 'pending') {
      throw new FormatError('unexpected', start, `one of ${this.#handles.length} handles`, `${handle}`)
    }
    return { form: 'reference', handle, start, end: this.#cursor.offset }
  }

  #string(start: number, long: boolean): StringSyntax {
    const cursor = this.#cursor
    const length = long ? cursor.long('string length') : cursor.u2('string length')
    if (length < 0) throw new FormatError('outOfRange', start, 'a string length of 0 or more', `${length}`)
    const text = cursor.text(length, 'a string')
    this.#room.take(ROOM.text + length, start)
    this.#handles.push('string')
    return { form: 'string', text, long, start, end: cursor.offset }
  }

  #stringPosition(what: string): StringSyntax | ReferenceSyntax {
    const start = this.#cursor.offset
    if (this.#cursor.bytes[start] !== TC.reference) return this.#newText(what)
    this.#cursor.offset++
    const reference = this.#reference(start)
    if (this.#handles[reference.handle] === 'string') return reference
    throw new FormatError('unexpected', start, what, 'a reference to something else')
  }

  /** A string that is no reference: Java takes none for the name of an enum constant. */
  #newText(what: string): StringSyntax {
    const start = this.#cursor.offset
    const code = this.#cursor.u1(what)
    if (code === TC.string || code === TC.longString) return this.#string(start, code === TC.longString)
    throw new FormatError('unexpected', start, what, `type code ${code.toString(16)}`)
  }

  #object(start: number): ContentSyntax {
    const { position: descriptor, described } = this.#requiredDescriptor()
    const flags = described.class?.flags ?? FLAG.serializable
    const kinds = flags & (FLAG.serializable | FLAG.externalizable | FLAG.enum)
    if (kinds !== FLAG.serializable && kinds !== FLAG.externalizable) {
      throw new FormatError(
        'unexpected',
        start,
        'an object of a serializable or externalizable class',
        `flags ${flags}`,
      )
    }
    this.#room.take(ROOM.object, start)
    this.#handles.push('other')
    const layers = described.layout().map((layer) => this.#layer(layer, start))
    return { form: 'object', descriptor, layers, start, end: this.#cursor.offset }
  }

  #layer(described: ClassOf, start: number): LayerSyntax {
    const { name, flags, fields } = described
    if (flags & FLAG.externalizable) {
      if (flags & FLAG.blockData) return { class: described, fields: [], annotation: this.#annotation() }
      throw new FormatError('unsupported', start, 'an externalizable class in block data', name)
    }
    const values = fields.map((field) => this.#field(field))
    return { class: described, fields: values, annotation: flags & FLAG.writeMethod ? this.#annotation() : null }
  }

  #field({ type, name }: FieldDescriptorSyntax): FieldSyntax {
    this.#room.take(ROOM.bytes, this.#cursor.offset)
    if (type === 'Z') {
      const at = this.#cursor.offset
      this.#cursor.bool(name)
      return this.#cursor.bytes.subarray(at, at + 1)
    }
    const bytes = PRIMITIVE_BYTES[type]
    return bytes === undefined ? this.#objectContent(`field ${name}`) : this.#cursor.take(bytes, name)
  }

  /** Content that is no block data. */
  #objectContent(what: string): ContentSyntax {
    const content = this.#content()
    if (content.form === 'blockData') throw new FormatError('unexpected', content.start, what, 'block data')
    return content
  }

  #array(start: number): ContentSyntax {
    const cursor = this.#cursor
    const { position: descriptor, described } = this.#requiredDescriptor()
    const name = described.class?.name ?? ''
    const type = name[0] === '[' ? name[1] : undefined
    const bytesEach = PRIMITIVE_BYTES[type ?? '']
    if (bytesEach === undefined && type !== 'L' && type !== '[') {
      throw new FormatError('unexpected', start, 'an array class', name)
    }
    this.#room.take(ROOM.bytes, start)
    this.#handles.push('other')
    const length = cursor.count(`elements of ${name}`, bytesEach ?? SMALLEST_CONTENT)
    if (bytesEach !== undefined) {
      const elements = cursor.take(length * bytesEach, name)
      return { form: 'array', descriptor, elements, length, start, end: cursor.offset }
    }
    const elements: ContentSyntax[] = []
    for (let i = 0; i < length; i++) elements.push(this.#objectContent('an element'))
    return { form: 'array', descriptor, elements, length, start, end: cursor.offset }
  }

  #enum(start: number): ContentSyntax {
    const { position: descriptor } = this.#requiredDescriptor()
    this.#handles.push('enum')
    const constant = this.#newText('the name of an enum constant')
    return { form: 'enum', descriptor, constant, start, end: this.#cursor.offset }
  }

  #class(start: number): ContentSyntax {
    const { position: descriptor } = this.#requiredDescriptor()
    this.#handles.push('other')
    return { form: 'class', descriptor, start, end: this.#cursor.offset }
  }

  #annotation(): ContentSyntax[] {
    const contents: ContentSyntax[] = []
    while (this.#cursor.bytes[this.#cursor.offset] !== TC.endBlockData) contents.push(this.#content())
    this.#cursor.offset++
    return contents
  }

  #requiredDescriptor(): { position: DescriptorPosition; described: Described } {
    const { position, described } = this.#descriptor()
    if (described) return { position, described }
    throw new FormatError('unexpected', position.start, 'a class', 'null')
  }

  #descriptor(): { position: DescriptorPosition; described: Described | null } {
    const start = this.#cursor.offset
    const code = this.#cursor.u1('a class')
    switch (code) {
      case TC.null:
        return { position: { form: 'null', start, end: this.#cursor.offset }, described: null }
      case TC.reference: {
        const position = this.#reference(start)
        const described = this.#handles[position.handle]
        if (described instanceof Described) return { position, described }
        throw new FormatError('unexpected', start, 'a class', 'a reference to something else')
      }
      case TC.classDescriptor:
      case TC.proxyClassDescriptor:
        return this.#nested(start, () => this.#newDescriptor(start, code))
      default:
        throw new FormatError('unexpected', start, 'a class', `type code ${code.toString(16)}`)
    }
  }

  #newDescriptor(
    start: number,
    code: typeof TC.classDescriptor | typeof TC.proxyClassDescriptor,
  ): { position: DescriptorSyntax; described: Described } {
    const cursor = this.#cursor
    this.#room.take(ROOM.descriptor, start)
    const head: Pick<DescriptorSyntax, 'class' | 'proxyInterfaces'> = { class: null, proxyInterfaces: null }
    let handle: number
    if (code === TC.classDescriptor) {
      const name = cursor.utf('class name')
      const serialVersionUID = cursor.i8('serialVersionUID')
      handle = this.#handles.push('pending') - 1
      const flags = cursor.u1('class flags')
      const fields: FieldDescriptorSyntax[] = []
      const fieldCount = cursor.u2('field count')
      this.#room.take(ROOM.fieldDescriptor * fieldCount, start)
      for (let i = 0; i < fieldCount; i++) fields.push(this.#fieldDescriptor())
      head.class = { name, serialVersionUID, flags, fields }
    } else {
      handle = this.#handles.push('pending') - 1
      head.proxyInterfaces = []
      const count = cursor.count('interfaces of a proxy class', 2)
      this.#room.take(ROOM.text * count, start)
      for (let i = 0; i < count; i++) head.proxyInterfaces.push(cursor.utf('interface name'))
    }
    const annotation = this.#annotation()
    const superclass = this.#descriptor()
    const described = new Described(head.class, superclass.described, start)
    this.#handles[handle] = described
    return {
      position: { form: 'descriptor', ...head, annotation, superclass: superclass.position, start, end: cursor.offset },
      described,
    }
  }

  #fieldDescriptor(): FieldDescriptorSyntax {
    const at = this.#cursor.offset
    const type = String.fromCharCode(this.#cursor.u1('field type'))
    const name = this.#cursor.utf('field name')
    if (PRIMITIVE_BYTES[type] !== undefined) return { type, name, signature: null }
    if (type !== 'L' && type !== '[') throw new FormatError('unexpected', at, 'a field type', JSON.stringify(type))
    return { type, name, signature: this.#stringPosition(`the type of field ${name}`) }
  }
}
