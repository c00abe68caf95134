import { ByteSink } from '../byte-sink.ts'
import { modifiedUtf8Bytes } from '../encode-modified-utf8.ts'
import { FormatError } from '../format-error.ts'
import { FLAG, hasData } from './class-descriptor.ts'
import { PRIMITIVE_BYTES } from './protocol.ts'
import type {
  ContentSyntax,
  DescriptorPosition,
  FieldSyntax,
  LayerSyntax,
  ReferenceSyntax,
  StringSyntax,
} from './stream-syntax.ts'
import type { Writable, WritableClass, WritableField, WritableObject } from './writable.ts'
import { writeStreamSyntax } from './write-stream-syntax.ts'

/** The longest text and block that has a short form. */
const SHORT_TEXT_BYTES = 0xffff
const SHORT_BLOCK_BYTES = 0xff
/** Nowhere: what is spelled here was read from nothing. */
const NO_SPAN = { start: 0, end: 0 }

/**
 * Writes object graphs as `java.io.ObjectOutputStream` does.
 *
 * @throws FormatError when an object lacks a field that its class declares, or has another type of value in it.
 */
export function writeObjectStream(roots: readonly Writable[]): Uint8Array {
  const speller = new Speller()
  return writeStreamSyntax(roots.map((root) => speller.content(root)))
}

/** Turns objects into the forms of the protocol: numbers what is new, refers to what is not. */
class Speller {
  readonly #handles = new Map<string | object, number>()
  #numbered = 0

  content(value: Writable): ContentSyntax {
    if (value === null) return { form: 'null', ...NO_SPAN }
    if (typeof value === 'string') return this.#text(value)
    const known = this.#reference(value)
    if (known) return known
    const descriptor = this.#descriptor(value.class)
    this.#number(value)
    switch (value.kind) {
      case 'object':
        return { form: 'object', descriptor, layers: this.#layers(value), ...NO_SPAN }
      case 'array': {
        const elements = value.elements.map((element) => this.content(element))
        return { form: 'array', descriptor, elements, length: elements.length, ...NO_SPAN }
      }
      case 'bytes':
        return { form: 'array', descriptor, elements: value.bytes, length: value.length, ...NO_SPAN }
      case 'enum':
        return { form: 'enum', descriptor, constant: this.#newText(value.name), ...NO_SPAN }
    }
  }

  #layers(object: WritableObject): LayerSyntax[] {
    const chain: WritableClass[] = []
    for (let each: WritableClass | null = object.class; each; each = each.superclass) chain.unshift(each)
    return chain.filter(hasData).map((layer) => ({
      class: layer,
      fields: layer.fields.map((field) => this.#field(object, field)),
      annotation:
        layer.flags & (FLAG.writeMethod | FLAG.externalizable)
          ? (object.written[layer.name] ?? []).map((each) =>
              each instanceof Uint8Array ? block(each) : this.content(each),
            )
          : null,
    }))
  }

  #field(object: WritableObject, { type, name }: WritableClass['fields'][number]): FieldSyntax {
    const value = object.fields[name]
    if (PRIMITIVE_BYTES[type] !== undefined) return primitive(type, value, `${object.class.name}.${name}`)
    if (value === undefined || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
      throw new FormatError('unexpected', 0, `${object.class.name} with an object in ${name}`, typeof value)
    }
    return this.content(value)
  }

  #descriptor(described: WritableClass | null): DescriptorPosition {
    if (!described) return { form: 'null', ...NO_SPAN }
    const known = this.#reference(described)
    if (known) return known
    this.#number(described)
    const { name, serialVersionUID, flags } = described
    const fields = described.fields.map((field) => ({
      type: field.type,
      name: field.name,
      signature: field.signature === null ? null : this.#text(field.signature),
    }))
    const superclass = this.#descriptor(described.superclass)
    const spelled = { name, serialVersionUID, flags, fields }
    return { form: 'descriptor', class: spelled, proxyInterfaces: null, annotation: [], superclass, ...NO_SPAN }
  }

  #text(text: string): StringSyntax | ReferenceSyntax {
    return this.#reference(text) ?? this.#newText(text)
  }

  /** A string of its own, even where the same text was written before: the name of an enum constant is no reference. */
  #newText(text: string): StringSyntax {
    this.#number(text)
    return { form: 'string', text, long: modifiedUtf8Bytes(text) > SHORT_TEXT_BYTES, ...NO_SPAN }
  }

  #number(value: string | object): void {
    this.#handles.set(value, this.#numbered++)
  }

  #reference(value: string | object): ReferenceSyntax | null {
    const handle = this.#handles.get(value)
    return handle === undefined ? null : { form: 'reference', handle, ...NO_SPAN }
  }
}

function block(bytes: Uint8Array): ContentSyntax {
  return { form: 'blockData', bytes, long: bytes.length > SHORT_BLOCK_BYTES, ...NO_SPAN }
}

function primitive(type: string, value: WritableField | undefined, what: string): Uint8Array {
  const sink = new ByteSink()
  if (type === 'Z' && typeof value === 'boolean') sink.bool(value)
  else if (type === 'J' && typeof value === 'bigint') sink.i8(value)
  else if (type === 'J' && typeof value === 'number' && Number.isSafeInteger(value)) sink.long(value)
  else if (type === 'C' && typeof value === 'string' && value.length === 1) sink.u2(value.charCodeAt(0))
  else if (typeof value === 'number') number(sink, type, value)
  else throw new FormatError('unexpected', 0, `${what} of type ${type}`, typeof value)
  return sink.take()
}

function number(sink: ByteSink, type: string, value: number): void {
  if (type === 'B') sink.u1(value & 0xff)
  else if (type === 'S') sink.u2(value & 0xffff)
  else if (type === 'I') sink.i4(value)
  else if (type === 'F') sink.f4(value)
  else if (type === 'D') sink.f8(value)
  else throw new FormatError('unexpected', 0, `a value of type ${type}`, `${value}`)
}
