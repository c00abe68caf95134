import type { FormatError } from '../formats/index.ts'
import {
  type ContentSyntax,
  type DescriptorPosition,
  type DescriptorSyntax,
  readSyntaxUpToDamage,
} from '../formats/java-serialization/index.ts'
import { unnoted } from '../formats/traced-cursor.ts'

/** A part of a Java stream, or of another file, with its bytes: what a person sees beside them. */
export interface OutlineNode {
  /** What stands there: the name of a field, `object`, `class`. */
  name: string
  /** Its value, where it is short; the class of an object. */
  value: string | null
  /** Bytes from `start` up to, not including, `end`. */
  start: number
  end: number
  children: OutlineNode[]
}

const LONGEST_TEXT = 200
/** A stream may hold a million objects; what is beyond these is shown as one. */
export const MOST_FORMS = 50_000

/**
 * Outlines a Java serialization stream of any classes: objects with their fields, strings, arrays, class descriptions.
 *
 * @param start where in `bytes` the stream begins.
 * @throws FormatError with the byte offset, as far as the stream is outlined.
 */
export function outlineJavaStream(bytes: Uint8Array, start = 0): OutlineNode[] {
  const { outline, error } = outlineUpToDamage(bytes, start, MOST_FORMS)
  if (error) throw error
  return outline
}

/**
 * The same of a stream that may be damaged. What cannot be read is the last leaf.
 *
 * @returns `restAt` where that begins.
 * @throws FormatError for bytes that begin as no stream does.
 */
export function outlineUpToDamage(
  bytes: Uint8Array,
  start: number,
  mostForms: number,
): { outline: OutlineNode[]; error: FormatError | null; restAt: number | null } {
  const { contents, error, restAt } = readSyntaxUpToDamage(bytes, start, mostForms)
  const outliner = new Outliner(bytes, error)
  const outline = [
    leaf('stream magic and version', 'aced 0005', start, start + 4),
    ...contents.map((content) => outliner.content('content', content)),
  ]
  return { outline, error, restAt }
}

/** The class of the first object of a stream; null where it is no object of an ordinary class. */
export function firstClassName(bytes: Uint8Array): string | null {
  // Magic, version, TC_OBJECT, TC_CLASSDESC, then the name with its length.
  if (bytes[4] !== 0x73 || bytes[5] !== 0x72 || bytes.length < 8) return null
  const length = (bytes[6] ?? 0) * 256 + (bytes[7] ?? 0)
  return new TextDecoder().decode(bytes.subarray(8, 8 + length))
}

/** Follows the order of handles of a stream, so that references find what they name. */
class Outliner {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #error: FormatError | null
  #named: (DescriptorSyntax | string)[] = []

  /** @param error what ended the reading, where the rest is damaged. */
  constructor(bytes: Uint8Array, error: FormatError | null) {
    this.#bytes = bytes
    this.#error = error
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  content(name: string, content: ContentSyntax): OutlineNode {
    const { start, end } = content
    switch (content.form) {
      case 'null':
        return leaf(name, 'null', start, end)
      case 'reset':
        this.#named = []
        return leaf(name, 'reset', start, end)
      case 'rest':
        return this.#error ? leaf(this.#error.code, this.#error.expected, start, end) : unnoted(start, end)
      case 'reference':
        return leaf(name, this.#referenceText(content.handle), start, end)
      case 'string':
        this.#named.push(quoted(content.text))
        return leaf(name, quoted(content.text), start, end)
      case 'blockData':
        return leaf(name, `block data, ${content.bytes.length} bytes`, start, end)
      case 'descriptor':
        return this.#descriptor(name, content)
      case 'class': {
        const [described, children] = this.#class(content.descriptor)
        this.#named.push('class')
        return { name, value: `class ${className(described)}`, start, end, children }
      }
      case 'enum': {
        const [described, children] = this.#class(content.descriptor)
        this.#named.push(`${className(described)} constant`)
        const constant = this.content('constant', content.constant)
        return {
          name,
          value: `${className(described)}.${unquoted(constant.value)}`,
          start,
          end,
          children: [...children, constant],
        }
      }
      case 'array': {
        const [described, children] = this.#class(content.descriptor)
        this.#named.push(className(described))
        const { elements } = content
        const inner = Array.isArray(elements)
          ? elements.map((element, index) => this.content(`[${index}]`, element))
          : [leaf('elements', `${elements.length} bytes`, ...this.#span(elements))]
        return {
          name,
          value: `${className(described)}, ${content.length} long`,
          start,
          end,
          children: [...children, ...inner],
        }
      }
      case 'object': {
        const [described, children] = this.#class(content.descriptor)
        this.#named.push(className(described))
        const fields = content.layers.flatMap((layer) => [
          ...layer.fields.map((field, at) => this.#field(layer.class.fields[at], field)),
          ...(layer.annotation ?? []).map((each) => this.content('written by the class', each)),
        ])
        return { name, value: className(described), start, end, children: [...children, ...fields] }
      }
    }
  }

  #field(described: { type: string; name: string } | undefined, field: Uint8Array | ContentSyntax): OutlineNode {
    const name = described?.name ?? 'field'
    if (!(field instanceof Uint8Array)) return this.content(name, field)
    const [start, end] = this.#span(field)
    return leaf(name, this.#primitive(described?.type ?? '', start), start, end)
  }

  #primitive(type: string, at: number): string {
    switch (type) {
      case 'Z':
        return this.#view.getUint8(at) === 0 ? 'false' : 'true'
      case 'B':
        return `${this.#view.getInt8(at)}`
      case 'C':
        return JSON.stringify(String.fromCharCode(this.#view.getUint16(at)))
      case 'S':
        return `${this.#view.getInt16(at)}`
      case 'I':
        return `${this.#view.getInt32(at)}`
      case 'J':
        return `${this.#view.getBigInt64(at)}`
      case 'F':
        return `${this.#view.getFloat32(at)}`
      default:
        return `${this.#view.getFloat64(at)}`
    }
  }

  /** @returns the class and, where it is described here, the outline of that. */
  #class(position: DescriptorPosition): [DescriptorSyntax | null, OutlineNode[]] {
    switch (position.form) {
      case 'null':
        return [null, []]
      case 'reference': {
        const named = this.#named[position.handle]
        const described = typeof named === 'object' ? named : null
        return [described, [leaf('class', className(described), position.start, position.end)]]
      }
      case 'descriptor':
        return [position, [this.#descriptor('class', position)]]
    }
  }

  #descriptor(name: string, descriptor: DescriptorSyntax): OutlineNode {
    this.#named.push(descriptor)
    const children: OutlineNode[] = []
    for (const { signature } of descriptor.class?.fields ?? []) {
      if (signature) children.push(this.content('type of a field', signature))
    }
    for (const each of descriptor.annotation) children.push(this.content('annotation', each))
    if (descriptor.superclass.form === 'descriptor')
      children.push(this.#descriptor('superclass', descriptor.superclass))
    return { name, value: className(descriptor), start: descriptor.start, end: descriptor.end, children }
  }

  #referenceText(handle: number): string {
    const named = this.#named[handle]
    const text = typeof named === 'object' ? className(named) : (named ?? 'unknown')
    return `the same as handle ${handle}: ${text}`
  }

  #span(view: Uint8Array): [start: number, end: number] {
    const start = view.byteOffset - this.#bytes.byteOffset
    return [start, start + view.length]
  }
}

function leaf(name: string, value: string | null, start: number, end: number): OutlineNode {
  return { name, value, start, end, children: [] }
}

function className(descriptor: DescriptorSyntax | null): string {
  if (!descriptor) return 'no class'
  return descriptor.class?.name ?? `proxy of ${descriptor.proxyInterfaces?.join(', ')}`
}

function unquoted(text: string | null): string {
  return text?.replace(/^"|"$/g, '') ?? ''
}

/** A text as an outline tells it. */
export function quoted(text: string): string {
  return JSON.stringify(short(text))
}

function short(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text
}
