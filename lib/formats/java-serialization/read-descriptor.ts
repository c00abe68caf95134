import { FormatError } from '../format-error.ts'
import { ROOM } from '../room.ts'
import { cellOf, placeOf, TAG, tagOf } from './cell.ts'
import { ClassDescriptor, type FieldDescriptor, FLAG } from './class-descriptor.ts'
import { PENDING } from './handles.ts'
import { PRIMITIVE_BYTES, TC } from './protocol.ts'
import type { StreamState } from './stream-state.ts'

type Description = Omit<ConstructorParameters<typeof ClassDescriptor>[0], 'number'>

/** Reads descriptions of classes, which have objects in them where a class annotates itself. */
export class DescriptorReader {
  readonly #state: StreamState
  readonly #skipAnnotation: () => void

  constructor(state: StreamState, skipAnnotation: () => void) {
    this.#state = state
    this.#skipAnnotation = skipAnnotation
  }

  /** @throws FormatError where null stands in the place of a class. */
  required(what: string): ClassDescriptor {
    const at = this.#state.cursor.offset
    const described = this.#read(what)
    if (!described) throw new FormatError('unexpected', at, what, 'null')
    return described
  }

  #read(what: string): ClassDescriptor | null {
    const state = this.#state
    const at = state.cursor.offset
    const code = state.cursor.u1(what)
    switch (code) {
      case TC.null:
        return null
      case TC.reference: {
        const cell = state.reference(at)
        if (tagOf(cell) === TAG.descriptor) return state.values.classAt(placeOf(cell))
        throw new FormatError('unexpected', at, what, 'a reference to something else')
      }
      case TC.classDescriptor:
      case TC.proxyClassDescriptor: {
        state.enter(at)
        const described = this.describe(code, at)
        state.leave()
        return described
      }
      default:
        throw new FormatError('unexpected', at, what, `type code ${code.toString(16)}`)
    }
  }

  /** @param code the type code that was read at `at`. */
  describe(code: typeof TC.classDescriptor | typeof TC.proxyClassDescriptor, at: number): ClassDescriptor {
    return code === TC.classDescriptor ? this.#newClass(at) : this.#newProxy(at)
  }

  #newClass(at: number): ClassDescriptor {
    const { cursor, handles, room } = this.#state
    const name = this.#name('class name')
    const serialVersionUID = cursor.i8('serialVersionUID')
    const handle = handles.give(PENDING, at)
    const flags = cursor.u1('class flags')
    const fieldCount = cursor.u2('field count')
    room.take(ROOM.descriptor + ROOM.fieldDescriptor * fieldCount, at)
    const fields: FieldDescriptor[] = []
    for (let i = 0; i < fieldCount; i++) fields.push(this.#field())
    this.#skipAnnotation()
    const superclass = this.#read(`the superclass of ${name}`)
    return this.#keep(handle, { name, serialVersionUID, flags, fields, proxyInterfaces: null, superclass }, at)
  }

  #field(): FieldDescriptor {
    const { cursor } = this.#state
    const at = cursor.offset
    const type = String.fromCharCode(cursor.u1('field type'))
    const name = this.#name('field name')
    if (PRIMITIVE_BYTES[type] !== undefined) return { type, name }
    if (type !== 'L' && type !== '[') throw new FormatError('unexpected', at, 'a field type', JSON.stringify(type))
    this.#checkSignature(name)
    return { type, name }
  }

  /** The class of a field's values, as a string: nothing is decided by it. */
  #checkSignature(field: string): void {
    const state = this.#state
    const what = `the type of field ${field}`
    const at = state.cursor.offset
    if (state.nextCode !== TC.reference) {
      state.newText(what)
      return
    }
    state.cursor.skip(1, what)
    if (tagOf(state.reference(at)) !== TAG.string)
      throw new FormatError('unexpected', at, what, 'a reference to something else')
  }

  #newProxy(at: number): ClassDescriptor {
    const { cursor, handles, room } = this.#state
    const handle = handles.give(PENDING, at)
    const count = cursor.count('interfaces of a proxy class', 2)
    room.take(ROOM.descriptor + ROOM.text * count, at)
    const proxyInterfaces: string[] = []
    for (let i = 0; i < count; i++) proxyInterfaces.push(this.#name('interface name'))
    this.#skipAnnotation()
    const superclass = this.#read('the superclass of a proxy class')
    const described = { name: '<proxy>', serialVersionUID: 0n, flags: FLAG.serializable, fields: [], superclass }
    return this.#keep(handle, { ...described, proxyInterfaces }, at)
  }

  /** Is kept, whatever its length. */
  #name(what: string): string {
    const { cursor, room } = this.#state
    const at = cursor.offset
    const name = cursor.utf(what)
    room.take(name.length, at)
    return name
  }

  #keep(handle: number, described: Description, at: number): ClassDescriptor {
    const { handles, values } = this.#state
    const descriptor = new ClassDescriptor({ ...described, number: values.classes.length }, at)
    values.classes.push(descriptor)
    handles.settle(handle, cellOf(TAG.descriptor, descriptor.number))
    return descriptor
  }
}
