import { Cells } from '../cells.ts'
import { FormatError } from '../format-error.ts'
import { cellOf, placeOf, TAG, tagOf } from './cell.ts'
import { type ClassDescriptor, FLAG, hasData, isExternal } from './class-descriptor.ts'
import { ANNOTATION_HEAD_CELLS, OBJECT_HEAD_CELLS, typeName } from './java-value.ts'
import { PRIMITIVE_BYTES, SMALLEST_CONTENT, TC } from './protocol.ts'
import { DescriptorReader } from './read-descriptor.ts'
import type { StreamState } from './stream-state.ts'

/** Reads contents of a stream into its cells: objects with all that is in them, strings, arrays, blocks of data. */
export class ContentReader {
  readonly #state: StreamState
  readonly #descriptors: DescriptorReader
  /** What is written beside fields, until its end tells how much it is. */
  readonly #written: Cells
  readonly #onWhole: ((cell: number) => void) | null

  /** @param onWhole is told of each object and array of objects once it was read. */
  constructor(state: StreamState, onWhole: ((cell: number) => void) | null) {
    this.#state = state
    this.#onWhole = onWhole
    this.#descriptors = new DescriptorReader(state, () => this.#skipAnnotation())
    this.#written = new Cells(state.room)
  }

  /** @returns the cell of what comes next. */
  content(): number {
    const state = this.#state
    const { cursor } = state
    const at = cursor.offset
    const code = cursor.u1('a type code')
    switch (code) {
      case TC.null:
        return cellOf(TAG.null, 0)
      case TC.reference: {
        const cell = state.reference(at)
        return tagOf(cell) === TAG.descriptor ? cellOf(TAG.class, placeOf(cell)) : cell
      }
      case TC.string:
      case TC.longString:
        return state.newString(code)
      case TC.blockData:
        cursor.skip(cursor.u1('block length'), 'block data')
        return cellOf(TAG.blockData, at)
      case TC.blockDataLong:
        cursor.skip(cursor.count('bytes of block data', 1), 'block data')
        return cellOf(TAG.blockData, at)
      default: {
        state.enter(at)
        const cell = this.#nested(code, at)
        state.leave()
        return cell
      }
    }
  }

  /** What may hold other values. */
  #nested(code: number, at: number): number {
    switch (code) {
      case TC.object:
        return this.#newObject(at)
      case TC.array:
        return this.#newArray(at)
      case TC.enum:
        return this.#newEnumConstant(at)
      case TC.class: {
        const cell = cellOf(TAG.class, this.#descriptors.required('a class').number)
        this.#state.handles.give(cell, at)
        return cell
      }
      case TC.classDescriptor:
      case TC.proxyClassDescriptor:
        return cellOf(TAG.class, this.#descriptors.describe(code, at).number)
      case TC.exception:
        return this.#writerFailed(at)
      default:
        throw new FormatError('unexpected', at, 'the type code of a value', code.toString(16))
    }
  }

  #newObject(at: number): number {
    const descriptor = this.#descriptors.required('the class of an object')
    const kinds = descriptor.flags & (FLAG.serializable | FLAG.externalizable | FLAG.enum)
    if (kinds !== FLAG.serializable && kinds !== FLAG.externalizable) {
      const found = `flags ${kinds} of ${descriptor.name}`
      throw new FormatError('unexpected', at, 'an object of a serializable or externalizable class', found)
    }
    const { fieldCount, isAnnotated } = descriptor
    const { cells, cursor, handles } = this.#state
    // A byte or more each, so that a wide class takes no memory for an object that cannot be there.
    if (fieldCount > cursor.remaining) {
      const found = `${cursor.remaining} bytes`
      throw new FormatError('truncated', cursor.offset, `${fieldCount} fields of ${descriptor.name}`, found)
    }
    const record = this.#record(descriptor, OBJECT_HEAD_CELLS + fieldCount + (isAnnotated ? 1 : 0), at)
    cells.set(record + 1, at)
    const cell = cellOf(TAG.object, record)
    handles.give(cell, at)
    this.#layers(record, descriptor)
    this.#onWhole?.(cell)
    return cell
  }

  /** Cells for what is of a class, with its number in the first. */
  #record({ number }: ClassDescriptor, cellCount: number, at: number): number {
    const { cells } = this.#state
    const record = cells.reserve(cellCount, at)
    cells.set(record, number)
    return record
  }

  /** What each class wrote of an object, superclasses first: not by recursion, which there is one of for each level already. */
  #layers(record: number, descriptor: ClassDescriptor): void {
    const layers: ClassDescriptor[] = []
    let layer = hasData(descriptor) ? descriptor : descriptor.layerBefore
    for (; layer; layer = layer.layerBefore) layers.push(layer)
    let field = record + OBJECT_HEAD_CELLS
    for (let i = layers.length - 1; i >= 0; i--) {
      const each = layers[i]
      if (each) field = this.#layer(record, each, field, record + OBJECT_HEAD_CELLS + descriptor.fieldCount)
    }
  }

  /** @param writtenAt where the cell is that names what the classes of the object wrote. @returns where the next field belongs. */
  #layer(record: number, layer: ClassDescriptor, firstField: number, writtenAt: number): number {
    const { cells } = this.#state
    let field = firstField
    if (isExternal(layer.flags)) {
      // Protocol version 1 wrote such data without marks: only the class itself could tell its end.
      if (!(layer.flags & FLAG.blockData)) {
        throw new FormatError('unsupported', cells.get(record + 1), 'an externalizable class in block data', layer.name)
      }
    } else {
      for (const { type, name } of layer.fields) cells.set(field++, this.#fieldValue(type, name))
      if (!(layer.flags & FLAG.writeMethod)) return field
    }
    this.#annotate(writtenAt, layer)
    return field
  }

  /** @returns the cell of an object, the place of a primitive. */
  #fieldValue(type: string, name: string): number {
    const { cursor } = this.#state
    const at = cursor.offset
    const bytes = PRIMITIVE_BYTES[type]
    if (bytes === undefined) return this.#objectContent(`field ${name}`)
    if (type === 'Z') cursor.bool(name)
    else cursor.skip(bytes, name)
    return at
  }

  /** Content that is no block data. */
  #objectContent(what: string): number {
    const at = this.#state.cursor.offset
    const cell = this.content()
    if (tagOf(cell) === TAG.blockData) throw new FormatError('unexpected', at, what, 'block data')
    return cell
  }

  /** @param chainAt the cell that names what the classes of an object have written so far. */
  #annotate(chainAt: number, layer: ClassDescriptor): void {
    const { cells, cursor } = this.#state
    const written = this.#written
    const start = written.length
    while (this.#state.nextCode !== TC.endBlockData) {
      const at = cursor.offset
      written.push(this.content(), at)
    }
    cursor.offset++
    const count = written.length - start
    // Of a class that wrote nothing, nothing is kept.
    if (count === 0) return
    const record = cells.reserve(ANNOTATION_HEAD_CELLS + count, cursor.offset)
    cells.set(record, cells.get(chainAt))
    cells.set(record + 1, layer.number)
    cells.set(record + 2, count)
    for (let i = 0; i < count; i++) cells.set(record + ANNOTATION_HEAD_CELLS + i, written.get(start + i))
    written.cutTo(start)
    cells.set(chainAt, record)
  }

  #skipAnnotation(): void {
    while (this.#state.nextCode !== TC.endBlockData) this.content()
    this.#state.cursor.offset++
  }

  #newArray(at: number): number {
    const described = this.#descriptors.required('the class of an array')
    const { name } = described
    const type = name[0] === '[' ? name[1] : undefined
    const bytesEach = PRIMITIVE_BYTES[type ?? '']
    if (bytesEach === undefined && type !== 'L' && type !== '[') {
      throw new FormatError('unexpected', at, 'an array class', name)
    }
    const { cells, cursor, handles } = this.#state
    if (bytesEach !== undefined) {
      const record = this.#record(described, 2, at)
      const cell = cellOf(TAG.primitives, record)
      handles.give(cell, at)
      cells.set(record + 1, cursor.offset)
      cursor.skip(cursor.count(`elements of ${name}`, bytesEach) * bytesEach, name)
      return cell
    }
    const handle = handles.give(cellOf(TAG.null, 0), at)
    const length = cursor.count(`elements of ${name}`, SMALLEST_CONTENT)
    const record = this.#record(described, 2 + length, at)
    const cell = cellOf(TAG.array, record)
    handles.settle(handle, cell)
    cells.set(record + 1, length)
    for (let i = 0; i < length; i++) cells.set(record + 2 + i, this.#objectContent('an element'))
    this.#onWhole?.(cell)
    return cell
  }

  #newEnumConstant(at: number): number {
    const described = this.#descriptors.required('the class of an enum constant')
    const { cells, handles } = this.#state
    const record = this.#record(described, 2, at)
    const cell = cellOf(TAG.enum, record)
    handles.give(cell, at)
    cells.set(record + 1, this.#state.newText('the name of an enum constant'))
    return cell
  }

  /** The writer met an exception, put it into the stream and gave up: what was read so far is not whole. */
  #writerFailed(at: number): never {
    const { handles, values } = this.#state
    handles.forgetAll()
    let found = 'an exception of its writer'
    try {
      found += `: ${typeName(values.value(this.content()))}`
    } catch (error) {
      // What the writer made of its exception may be cut short, or too deep.
      if (!(error instanceof FormatError)) throw error
    }
    throw new FormatError('writeAborted', at, 'an object', found)
  }
}
