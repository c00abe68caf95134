import { FormatError } from '../format-error.ts'
import { ROOM } from '../room.ts'
import { depthBelow, hasData, isExternal } from './class-descriptor.ts'
import { PRIMITIVE_BYTES, TC } from './protocol.ts'
import type {
  ContentSyntax,
  DescriptorPosition,
  DescriptorSyntax,
  FieldDescriptorSyntax,
  ReferenceSyntax,
  StringSyntax,
} from './stream-syntax.ts'
import type { SyntaxState } from './syntax-state.ts'

export type ClassOf = NonNullable<DescriptorSyntax['class']>

/** A class that was described, with what an object of it is made of. */
export class Described {
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
    // What an externalizable class writes is all there is of an object.
    if (this.class && isExternal(this.class.flags)) return [this.class]
    const layout = this.#superclass?.layout() ?? []
    if (this.class && hasData(this.class)) layout.push(this.class)
    return layout
  }
}

/** Reads how classes are described, with the objects by which a class annotates itself. */
export class DescriptorSyntaxReader {
  readonly #state: SyntaxState<Described>
  readonly #readAnnotation: (contents: ContentSyntax[]) => void

  constructor(state: SyntaxState<Described>, readAnnotation: (contents: ContentSyntax[]) => void) {
    this.#state = state
    this.#readAnnotation = readAnnotation
  }

  required(): { position: DescriptorPosition; described: Described } {
    const { position, described } = this.#read()
    if (described) return { position, described }
    throw new FormatError('unexpected', position.start, 'a class', 'null')
  }

  #read(): { position: DescriptorPosition; described: Described | null } {
    const start = this.#state.cursor.offset
    const code = this.#state.cursor.u1('a class')
    switch (code) {
      case TC.null:
        return { position: { form: 'null', start, end: this.#state.cursor.offset }, described: null }
      case TC.reference: {
        const position = this.#state.reference(start)
        const described = this.#state.handles[position.handle]
        if (described instanceof Described) return { position, described }
        throw new FormatError('unexpected', start, 'a class', 'a reference to something else')
      }
      case TC.classDescriptor:
      case TC.proxyClassDescriptor:
        return this.#state.nested(start, () => this.describe(start, code))
      default:
        throw new FormatError('unexpected', start, 'a class', `type code ${code.toString(16)}`)
    }
  }

  /** @param code the type code that was read at `start`. */
  describe(
    start: number,
    code: typeof TC.classDescriptor | typeof TC.proxyClassDescriptor,
  ): { position: DescriptorSyntax; described: Described } {
    const cursor = this.#state.cursor
    this.#state.take(ROOM.descriptor, start)
    const head: Pick<DescriptorSyntax, 'class' | 'proxyInterfaces'> = { class: null, proxyInterfaces: null }
    let handle: number
    if (code === TC.classDescriptor) {
      const name = this.#name('class name')
      const serialVersionUID = cursor.i8('serialVersionUID')
      handle = this.#state.handles.push('pending') - 1
      const flags = cursor.u1('class flags')
      const fields: FieldDescriptorSyntax[] = []
      const fieldCount = cursor.u2('field count')
      this.#state.take(ROOM.fieldDescriptor * fieldCount, start)
      for (let i = 0; i < fieldCount; i++) fields.push(this.#fieldDescriptor())
      head.class = { name, serialVersionUID, flags, fields }
    } else {
      handle = this.#state.handles.push('pending') - 1
      head.proxyInterfaces = []
      const count = cursor.count('interfaces of a proxy class', 2)
      this.#state.take(ROOM.text * count, start)
      for (let i = 0; i < count; i++) {
        this.#state.takeForm(cursor.offset)
        head.proxyInterfaces.push(this.#name('interface name'))
      }
    }
    const annotation: ContentSyntax[] = []
    this.#readAnnotation(annotation)
    const superclass = this.#read()
    const described = new Described(head.class, superclass.described, start)
    this.#state.handles[handle] = described
    return {
      position: { form: 'descriptor', ...head, annotation, superclass: superclass.position, start, end: cursor.offset },
      described,
    }
  }

  #fieldDescriptor(): FieldDescriptorSyntax {
    const at = this.#state.cursor.offset
    this.#state.takeForm(at)
    const type = String.fromCharCode(this.#state.cursor.u1('field type'))
    const name = this.#name('field name')
    if (PRIMITIVE_BYTES[type] !== undefined) return { type, name, signature: null }
    if (type !== 'L' && type !== '[') throw new FormatError('unexpected', at, 'a field type', JSON.stringify(type))
    return { type, name, signature: this.#stringPosition(`the type of field ${name}`) }
  }

  /** Is kept, whatever its length. */
  #name(what: string): string {
    const at = this.#state.cursor.offset
    const name = this.#state.cursor.utf(what)
    this.#state.take(name.length, at)
    return name
  }

  #stringPosition(what: string): StringSyntax | ReferenceSyntax {
    const start = this.#state.cursor.offset
    if (this.#state.cursor.bytes[start] !== TC.reference) return this.#state.newText(what)
    this.#state.cursor.offset++
    const reference = this.#state.reference(start)
    if (this.#state.handles[reference.handle] === 'string') return reference
    throw new FormatError('unexpected', start, what, 'a reference to something else')
  }
}
