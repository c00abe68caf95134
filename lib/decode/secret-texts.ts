import { encodeModifiedUtf8 } from '../formats/encode-modified-utf8.ts'
import { FormatError } from '../formats/index.ts'
import { checkJavaStream, JavaArray, type JavaObject, JavaPrimitiveArray } from '../formats/java-serialization/index.ts'
import { isSecretKey, type Span } from './mask-secrets.ts'

/** What a Java stream says is secret. */
export interface StreamSecrets {
  /** Wherever else they stand: a text is written once and referred to after. */
  texts: ReadonlySet<string>
  /** Bytes of arrays of primitives. */
  spans: Span[]
}

/**
 * Looks through all objects of a Java stream, however many of them are outlined: values of fields that are named for a
 * secret, and what follows the key of one, as in the entries of a map. Of a damaged stream, through the objects that are
 * whole.
 */
export function secretTexts(bytes: Uint8Array): StreamSecrets {
  const texts = new Set<string>()
  const spans: Span[] = []
  const keep = (value: unknown) => {
    if (typeof value === 'string') texts.add(value)
    if (!(value instanceof JavaPrimitiveArray)) return
    const start = value.bytes.byteOffset - bytes.byteOffset
    spans.push({ start, end: start + value.bytes.length })
  }
  const judge = (contents: Iterable<unknown>) => {
    let isKey = false
    for (const content of contents) {
      if (isKey) keep(content)
      isKey = typeof content === 'string' && isSecretKey(content)
    }
  }
  const secretFields = new Map<object, string[]>()
  const visit = (value: JavaObject | JavaArray) => {
    if (value instanceof JavaArray) {
      judge(value.elements)
      return
    }
    const { descriptor } = value
    const named = secretFields.get(descriptor) ?? descriptor.fieldNames.filter(isSecretKey)
    secretFields.set(descriptor, named)
    for (const field of named) keep(value.field(field))
    for (const { contents } of value.annotations) judge(contents)
  }
  try {
    checkJavaStream(bytes, visit)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
  return { texts, spans }
}

const TC_STRING = 0x74

/** Where a stream writes one of these texts: whole strings, not parts of longer ones. */
export function spansOf(texts: ReadonlySet<string>, bytes: Uint8Array): Span[] {
  if (texts.size === 0) return []
  const written = new Set([...texts].map((text) => latin1(encodeModifiedUtf8(text))))
  const lengths = new Set([...written].map(({ length }) => length))
  const spans: Span[] = []
  for (let at = bytes.indexOf(TC_STRING); at >= 0; at = bytes.indexOf(TC_STRING, at + 1)) {
    const length = (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0)
    const [start, end] = [at + 3, at + 3 + length]
    if (!lengths.has(length) || end > bytes.length) continue
    if (written.has(latin1(bytes.subarray(start, end)))) spans.push({ start, end })
  }
  return spans
}

/** A character for each byte, so that offsets are the same. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return text
}
