import { modifiedUtf8Bytes } from '../formats/encode-modified-utf8.ts'
import { FormatError } from '../formats/index.ts'
import {
  type ClassDescriptor,
  checkJavaStream,
  JavaArray,
  JavaObject,
  JavaPrimitiveArray,
  type StreamVisitor,
} from '../formats/java-serialization/index.ts'
import { decodeModifiedUtf8 } from '../formats/modified-utf8.ts'
import { isSecretKey, type Span } from './mask-secrets.ts'

/** Longer texts are told by their beginning. */
const SHORT_CHARS = 256

/** What a Java stream says is secret. */
export interface StreamSecrets {
  /** As much of each as is ever shown of a text. */
  texts: ReadonlySet<string>
  /** Where these texts are written, and arrays of primitives that are secret. */
  spans: Span[]
  /** All of the stream was looked through; else what is damaged, or too much, was not. */
  isWhole: boolean
}

/**
 * Looks through the objects of a Java stream, however many of them are outlined: values of fields that are named for a
 * secret, and what follows the key of one, as in the entries of a map. A text that is secret in one place is secret
 * wherever it stands: it is written once and referred to after.
 */
export function secretsOf(bytes: Uint8Array): StreamSecrets {
  const texts = new Set<string>()
  const keys = new Set<string>()
  const lengths = new Set<number>()
  const spans: Span[] = []
  const keepText = (text: string) => {
    texts.add(text.slice(0, SHORT_CHARS))
    keys.add(keyOf(text))
    lengths.add(modifiedUtf8Bytes(text))
  }
  const wrappers = new Set<number>()
  const keep = (value: unknown) => {
    if (typeof value === 'string') keepText(value)
    if (value instanceof JavaPrimitiveArray) {
      const start = value.bytes.byteOffset - bytes.byteOffset
      spans.push({ start, end: start + value.bytes.length })
    }
    // As Kafka's `Password`, which has a text of its own.
    if (value instanceof JavaObject && !wrappers.has(value.offset)) {
      wrappers.add(value.offset)
      for (const each of value.values) if (typeof each === 'string') keepText(each)
    }
  }
  const judge = (contents: Iterable<unknown>) => {
    let isKey = false
    for (const content of contents) {
      if (isKey) keep(content)
      isKey = typeof content === 'string' && isSecretKey(content)
    }
  }
  const slots = new SecretSlots()
  const isWhole = visited(bytes, {
    value: (value) => {
      if (value instanceof JavaArray) {
        judge(value.elements)
        return
      }
      const secret = slots.of(value.descriptor)
      if (secret.length > 0) {
        const { values } = value
        for (const slot of secret) keep(values[slot])
      }
      for (const { contents } of value.annotations) judge(contents)
    },
  })
  if (keys.size === 0) return { texts, spans, isWhole }
  // Where they are written, as far as the stream can be read.
  visited(bytes, {
    text: (start, end) => {
      if (lengths.has(end - start) && keys.has(keyOf(decodeModifiedUtf8(bytes, start, end)))) spans.push({ start, end })
    },
  })
  return { texts, spans, isWhole }
}

/** Where among an object's values those of fields are that are named for a secret; of one that hides another, both. */
class SecretSlots {
  readonly #known = new Map<ClassDescriptor, readonly number[]>()

  of(descriptor: ClassDescriptor): readonly number[] {
    const known = this.#known.get(descriptor)
    if (known) return known
    const { fields, fieldCount, superclass } = descriptor
    const inherited = fieldCount - fields.length
    // What an externalizable class writes has no fields.
    const own = inherited < 0 ? [] : fields.flatMap(({ name }, i) => (isSecretKey(name) ? [inherited + i] : []))
    const all = superclass && fieldCount > 0 ? this.of(superclass).concat(own) : own
    this.#known.set(descriptor, all)
    return all
  }
}

/**
 * What a text is looked up by: V8 takes long ones of one length for alike, and compares them one after the other. Two long
 * texts of one key are masked both.
 */
function keyOf(text: string): string {
  if (text.length <= SHORT_CHARS) return text
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return `${text.slice(0, SHORT_CHARS)} ${text.length} ${hash}`
}

/** @returns whether all of it was. */
function visited(bytes: Uint8Array, visitor: StreamVisitor): boolean {
  try {
    checkJavaStream(bytes, visitor)
    return true
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/** A character for each byte, so that offsets are the same. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return text
}
