import { Cells } from '../cells.ts'
import { FormatError } from '../format-error.ts'
import { decodeModifiedUtf8 } from '../modified-utf8.ts'
import { Room } from '../room.ts'
import { placeOf, TAG, tagOf } from './cell.ts'
import type { ClassDescriptor } from './class-descriptor.ts'
import { JavaBlockData, JavaClass, JavaEnumConstant, JavaPrimitiveArray } from './java-leaves.ts'
import { JavaList } from './java-list.ts'
import { JavaArray, JavaObject, type JavaValue, type ValueSource } from './java-value.ts'
import { PRIMITIVE_BYTES, TC } from './protocol.ts'
import { visitObjects } from './visit-objects.ts'

/** Bytes of text that are made for each of the stream, and of short ones: references ask for it again and again. */
const TEXT_FOR_EACH_BYTE = 8
const LEAST_TEXT = 8 * 1024 * 1024
/** Texts that are kept by their place: the segments of a file have one path, one after another. */
const KEPT_TEXTS = 64

/** What was read of a stream: cells and classes. Values are made of them, and of the stream's bytes, when asked for. */
export class StoredValues implements ValueSource {
  readonly classes: ClassDescriptor[] = []
  readonly #cells: Cells
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #kept: ({ at: number; text: string } | undefined)[] = []
  readonly #mostText: number
  #textLeft: number

  constructor(bytes: Uint8Array, cells: Cells) {
    this.#cells = cells
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#mostText = Math.max(LEAST_TEXT, bytes.length * TEXT_FOR_EACH_BYTE)
    this.#textLeft = this.#mostText
  }

  cell(index: number): number {
    return this.#cells.get(index)
  }

  visitObjects(record: number, visit: (object: JavaObject) => boolean): void {
    const waiting = new Cells(new Room())
    visitObjects(this, record, { waiting, cellCount: this.#cells.length }, visit)
  }

  classAt(index: number): ClassDescriptor {
    const described = this.classes[index]
    if (!described) throw new RangeError(`no class ${index}`)
    return described
  }

  value(cell: number): JavaValue | JavaBlockData {
    const place = placeOf(cell)
    switch (tagOf(cell)) {
      case TAG.object:
        return new JavaObject(this, place)
      case TAG.array:
        return new JavaArray(this.#classOf(place), new JavaList(this, place + 2, this.cell(place + 1)))
      case TAG.primitives:
        return this.#primitives(this.#classOf(place), this.cell(place + 1))
      case TAG.enum:
        return new JavaEnumConstant(this.#classOf(place), this.text(this.cell(place + 1)))
      case TAG.string:
        return this.text(place)
      case TAG.blockData: {
        const isShort = this.#bytes[place] === TC.blockData
        const start = place + (isShort ? 2 : 5)
        const length = isShort ? this.#view.getUint8(place + 1) : this.#view.getInt32(place + 1)
        return new JavaBlockData(this.#bytes.subarray(start, start + length))
      }
      case TAG.class:
        return new JavaClass(this.classAt(place))
      default:
        return null
    }
  }

  primitive(type: string, at: number): JavaValue {
    const view = this.#view
    switch (type) {
      case 'B':
        return view.getInt8(at)
      case 'C':
        return String.fromCharCode(view.getUint16(at))
      case 'D':
        return view.getFloat64(at)
      case 'F':
        return view.getFloat32(at)
      case 'I':
        return view.getInt32(at)
      case 'J':
        return view.getBigInt64(at)
      case 'S':
        return view.getInt16(at)
      default:
        return view.getUint8(at) === 1
    }
  }

  /**
   * @param at the type code of a string that was checked when it was read.
   * @throws FormatError `tooLarge` when references have made far more text of the stream than it has bytes.
   */
  text(at: number): string {
    const kept = this.#kept[at % KEPT_TEXTS]
    if (kept?.at === at) return kept.text
    const text = this.#newText(at)
    this.#kept[at % KEPT_TEXTS] = { at, text }
    return text
  }

  #newText(at: number): string {
    const isShort = this.#bytes[at] === TC.string
    const start = at + (isShort ? 3 : 9)
    const length = isShort ? this.#view.getUint16(at + 1) : Number(this.#view.getBigInt64(at + 1))
    this.#textLeft -= length
    if (this.#textLeft < 0) {
      throw new FormatError('tooLarge', at, `at most ${this.#mostText} bytes of text`, 'more, by way of references')
    }
    return decodeModifiedUtf8(this.#bytes, start, start + length)
  }

  #classOf(record: number): ClassDescriptor {
    return this.classAt(this.cell(record))
  }

  #primitives(described: ClassDescriptor, countAt: number): JavaPrimitiveArray {
    const length = this.#view.getInt32(countAt)
    const bytes = length * (PRIMITIVE_BYTES[described.name[1] ?? ''] ?? 1)
    return new JavaPrimitiveArray(described, length, this.#bytes.subarray(countAt + 4, countAt + 4 + bytes))
  }
}
