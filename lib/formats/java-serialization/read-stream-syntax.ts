import { FormatError } from '../format-error.ts'
import { ROOM } from '../room.ts'
import { FLAG, isExternal } from './class-descriptor.ts'
import { openStream } from './open-stream.ts'
import { DEFAULT_LIMITS, PRIMITIVE_BYTES, SMALLEST_CONTENT, TC } from './protocol.ts'
import { type ClassOf, type Described, DescriptorSyntaxReader } from './read-descriptor-syntax.ts'
import type { ContentSyntax, FieldDescriptorSyntax, LayerSyntax } from './stream-syntax.ts'
import { Full, SyntaxState } from './syntax-state.ts'

/**
 * Reads how a Java serialization stream is spelled, from its header to the last byte.
 *
 * @param start where the stream begins; spans and errors count from the beginning of `bytes`.
 * @throws FormatError where the values of the contents (`JavaObjectStream.readContent`) are not read either, and
 * `tooLarge` for a stream of more forms than there is `Room` for: some three megabytes of Flink's files.
 * Source: Java Object Serialization Specification, chapter 6 (protocol version 2).
 */
export function readStreamSyntax(bytes: Uint8Array, start = 0): ContentSyntax[] {
  const { contents, error } = readSyntaxUpToDamage(bytes, start, Number.POSITIVE_INFINITY)
  if (error) throw error
  return contents
}

/**
 * The same of a stream that may be damaged, and of any length, as far as so many forms tell of it: what is not read is one
 * `rest`, which ends all that is not complete. It is not looked at: `checkJavaStream` tells whether it is whole.
 *
 * @returns `restAt` where the first form begins that is not read, which the place of the error may lie within.
 * @throws FormatError for bytes that begin as no stream does.
 */
export function readSyntaxUpToDamage(
  bytes: Uint8Array,
  start: number,
  mostForms: number,
): { contents: ContentSyntax[]; error: FormatError | null; restAt: number | null } {
  const cursor = openStream(bytes, DEFAULT_LIMITS, start)
  const contents: ContentSyntax[] = []
  const state = new SyntaxState<Described>(cursor, contents, mostForms)
  const reader = new SyntaxReader(state)
  try {
    while (cursor.remaining > 0) reader.topLevel()
  } catch (error) {
    const restAt = state.endWithRest()
    if (error instanceof FormatError) return { contents, error, restAt }
    if (error instanceof Full) return { contents, error: null, restAt }
    throw error
  }
  return { contents, error: null, restAt: null }
}

class SyntaxReader {
  readonly #state: SyntaxState<Described>
  readonly #descriptors: DescriptorSyntaxReader

  constructor(state: SyntaxState<Described>) {
    this.#state = state
    this.#descriptors = new DescriptorSyntaxReader(state, (contents) => this.#annotation(contents, false))
  }

  topLevel(): void {
    const start = this.#state.cursor.offset
    if (this.#state.cursor.bytes[start] !== TC.reset) {
      this.#content()
      return
    }
    this.#state.begin(start)
    this.#state.cursor.offset++
    this.#state.handles = []
    this.#state.put({ form: 'reset', start, end: this.#state.cursor.offset })
  }

  /** Reads what comes next into the innermost list; what may be large stands there before it is complete. */
  #content(): ContentSyntax {
    const cursor = this.#state.cursor
    const start = cursor.offset
    this.#state.begin(start)
    const code = cursor.u1('a type code')
    switch (code) {
      case TC.null:
        return this.#state.put({ form: 'null', start, end: cursor.offset })
      case TC.reference:
        return this.#state.put(this.#state.reference(start))
      case TC.string:
      case TC.longString:
        return this.#state.put(this.#state.string(start, code === TC.longString))
      case TC.blockData:
      case TC.blockDataLong: {
        this.#state.take(ROOM.bytes, start)
        const long = code === TC.blockDataLong
        const length = long ? cursor.count('bytes of block data', 1) : cursor.u1('block length')
        const bytes = cursor.take(length, 'block data')
        return this.#state.put({ form: 'blockData', bytes, long, start, end: cursor.offset })
      }
      case TC.object:
        return this.#state.nested(start, () => this.#object(start))
      case TC.array:
        return this.#state.nested(start, () => this.#array(start))
      case TC.enum:
        return this.#state.put(this.#state.nested(start, () => this.#enum(start)))
      case TC.class:
        return this.#state.put(this.#state.nested(start, () => this.#class(start)))
      case TC.classDescriptor:
      case TC.proxyClassDescriptor:
        return this.#state.put(this.#state.nested(start, () => this.#descriptors.describe(start, code).position))
      case TC.exception:
        throw new FormatError('writeAborted', start, 'an object', 'an exception of its writer')
      default:
        throw new FormatError('unexpected', start, 'the type code of a value', code.toString(16))
    }
  }

  #object(start: number): ContentSyntax {
    const { position: descriptor, described } = this.#descriptors.required()
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
    this.#state.take(ROOM.object, start)
    this.#state.handles.push('other')
    const layers: LayerSyntax[] = []
    const form = this.#state.put<ContentSyntax>({
      form: 'object',
      descriptor,
      layers,
      start,
      end: this.#state.cursor.bytes.length,
    })
    for (const layer of described.layout()) this.#layer(layer, layers, start)
    form.end = this.#state.cursor.offset
    return form
  }

  #layer(described: ClassOf, layers: LayerSyntax[], start: number): void {
    const { name, flags, fields } = described
    const isWhole = isExternal(flags)
    const layer: LayerSyntax = { class: described, fields: [], annotation: null }
    layers.push(layer)
    this.#state.into(layer.fields, () => {
      // Of many classes that write nothing, objects are larger than their bytes.
      this.#state.begin(this.#state.cursor.offset)
      this.#state.take(ROOM.layer, start)
      if (isWhole && !(flags & FLAG.blockData))
        throw new FormatError('unsupported', start, 'an externalizable class in block data', name)
      for (const field of isWhole ? [] : fields) this.#field(field)
    })
    if (!isWhole && !(flags & FLAG.writeMethod)) return
    const annotation: ContentSyntax[] = []
    layer.annotation = annotation
    this.#annotation(annotation)
  }

  #field({ type, name }: FieldDescriptorSyntax): void {
    const cursor = this.#state.cursor
    const at = cursor.offset
    const bytes = PRIMITIVE_BYTES[type]
    if (bytes === undefined) {
      this.#objectContent(`field ${name}`)
      return
    }
    this.#state.begin(at)
    this.#state.take(ROOM.bytes, at)
    if (type === 'Z') cursor.bool(name)
    else cursor.skip(bytes, name)
    this.#state.put(cursor.bytes.subarray(at, at + bytes))
  }

  /** Content that is no block data. */
  #objectContent(what: string): void {
    const content = this.#content()
    if (content.form === 'blockData') throw new FormatError('unexpected', content.start, what, 'block data')
  }

  #array(start: number): ContentSyntax {
    const cursor = this.#state.cursor
    const { position: descriptor, described } = this.#descriptors.required()
    const name = described.class?.name ?? ''
    const type = name[0] === '[' ? name[1] : undefined
    const bytesEach = PRIMITIVE_BYTES[type ?? '']
    if (bytesEach === undefined && type !== 'L' && type !== '[') {
      throw new FormatError('unexpected', start, 'an array class', name)
    }
    this.#state.take(ROOM.bytes, start)
    this.#state.handles.push('other')
    const length = cursor.count(`elements of ${name}`, bytesEach ?? SMALLEST_CONTENT)
    if (bytesEach !== undefined) {
      const elements = cursor.take(length * bytesEach, name)
      return this.#state.put({ form: 'array', descriptor, elements, length, start, end: cursor.offset })
    }
    const elements: ContentSyntax[] = []
    const form = this.#state.put<ContentSyntax>({
      form: 'array',
      descriptor,
      elements,
      length,
      start,
      end: cursor.bytes.length,
    })
    this.#state.into(elements, () => {
      for (let i = 0; i < length; i++) this.#objectContent('an element')
    })
    form.end = cursor.offset
    return form
  }

  #enum(start: number): ContentSyntax {
    const { position: descriptor } = this.#descriptors.required()
    this.#state.handles.push('enum')
    const constant = this.#state.newText('the name of an enum constant')
    return { form: 'enum', descriptor, constant, start, end: this.#state.cursor.offset }
  }

  #class(start: number): ContentSyntax {
    const { position: descriptor } = this.#descriptors.required()
    this.#state.handles.push('other')
    return { form: 'class', descriptor, start, end: this.#state.cursor.offset }
  }

  #annotation(contents: ContentSyntax[], isInPlace = true): void {
    const read = () => {
      while (this.#state.nextCode !== TC.endBlockData) this.#content()
    }
    this.#state.into(contents, read, isInPlace)
    this.#state.cursor.offset++
  }
}
