import { decodeBase64 } from '../formats/base64.ts'
import { FormatError, type HaEntry } from '../formats/index.ts'
import { unnoted } from '../formats/traced-cursor.ts'
import type { Decoded } from './decode.ts'
import { DecodeError } from './decode-error.ts'
import { MOST_FORMS, type OutlineNode, outlineUpToDamage } from './java-outline.ts'
import { maskOutline } from './mask-outline.ts'
import { isSecretKey, maskedSpans, maskText, type Span, secretSpans, spanAfterFirst } from './mask-secrets.ts'
import { secretStrings } from './mask-strings.ts'
import { outlineMetadata } from './outline-metadata.ts'
import type { DecodedConfigMap } from './read-config-map.ts'
import type { DecodedConfiguration } from './read-configuration.ts'
import { recognise } from './recognise.ts'
import { latin1, secretsOf } from './stream-secrets.ts'

/** Bytes beside what they mean. A file is one of them, a ConfigMap one for each of its values that is shown. */
export interface ByteView {
  /** The key, and the ConfigMap before it where there are several; null for a file. */
  name: string | null
  bytes: Uint8Array
  outline: OutlineNode[]
  /** Bytes that are not shown: a secret. Sorted, not overlapping. */
  masked: { start: number; end: number }[]
}

/** A ConfigMap list names at most this many values: more would be a list nobody reads. */
const MOST_VIEWS = 2_000
/** Of each of many values as much is outlined as shows what it is: a pointer has some sixty forms. */
const LEAST_FORMS = 100

/** What there is to show of the bytes that were decoded. */
export function byteViews({ content, bytes, text }: Decoded): ByteView[] {
  switch (content.kind) {
    case 'config-map':
      return configMapViews([content.map])
    case 'config-map-list':
      return configMapViews(content.maps)
    case 'watch-list':
      return configMapViews(content.events.flatMap(({ map }) => (map ? [map] : [])))
    case 'checkpoint-metadata':
      return [metadataView(bytes)]
    case 'configuration':
      return [configurationView(null, text ?? '', content.configuration)]
    case 'job-result':
      return [textView(null, text ?? '', throwableSpan(text ?? ''))]
    default:
      return [javaView(null, bytes, MOST_FORMS)]
  }
}

/** Bytes of an input that could not be decoded, and where in them: of text there are none, because it may hold secrets. */
export function failureView(input: Uint8Array, error: DecodeError): { view: ByteView; offset: number } | null {
  try {
    const { form, bytes, text } = recognise(input)
    if (text !== null) return null
    const offset = Math.min(error.offset, bytes.length)
    if (form === 'java') return { view: { ...javaView(null, bytes, MOST_FORMS), outline: [] }, offset }
    return { view: { name: null, bytes, outline: [], masked: merged(maskedSpans(latin1(bytes))) }, offset }
  } catch (again) {
    if (again instanceof DecodeError) return null
    throw again
  }
}

function configMapViews(maps: readonly DecodedConfigMap[]): ByteView[] {
  const named = (map: string, key: string) => (maps.length > 1 ? `${map} ▸ ${key}` : key)
  const count = maps.reduce((sum, map) => sum + (map.purpose === 'other' ? map : map.map).entries.length, 0)
  const formsEach = Math.max(LEAST_FORMS, Math.floor(MOST_FORMS / Math.max(1, Math.min(count, MOST_VIEWS))))
  const views: ByteView[] = []
  for (const map of maps) {
    if (map.purpose === 'other') {
      for (const entry of map.entries) {
        if (views.length === MOST_VIEWS) return views
        const value = textOf(map.data, entry.key)
        if (!('configuration' in entry) || value === undefined) continue
        views.push(configurationView(named(map.name, entry.key), value, entry.configuration))
      }
      continue
    }
    for (const entry of map.map.entries) {
      if (views.length === MOST_VIEWS) return views
      // Of `binaryData` nothing is shown but how much there is.
      if (entry.kind === 'unknown' && entry.text === undefined) continue
      const value = textOf(map.input.data, entry.key)
      if (value !== undefined) views.push(entryView(named(map.map.name, entry.key), entry, value, formsEach))
    }
  }
  return views
}

/** A key may be called as what every object has. */
function textOf(data: Record<string, string> | null | undefined, key: string): string | undefined {
  return data && Object.hasOwn(data, key) ? data[key] : undefined
}

function entryView(name: string, entry: HaEntry, value: string, mostForms: number): ByteView {
  const isSecret = entry.kind === 'unknown' && isSecretKey(entry.key)
  if (entry.text !== undefined) return textView(name, value, isSecret ? [{ start: 0, end: value.length }] : [])
  try {
    const bytes = decodeBase64(value, value.length)
    return javaView(name, bytes, mostForms)
  } catch (error) {
    if (error instanceof FormatError) return textView(name, value, [])
    throw error
  }
}

function metadataView(bytes: Uint8Array): ByteView {
  const shown = (node: OutlineNode): OutlineNode => ({
    ...node,
    value: node.value === null ? null : maskText(node.value),
    children: node.children.map(shown),
  })
  return { name: null, bytes, outline: outlineMetadata(bytes).map(shown), masked: merged(maskedSpans(latin1(bytes))) }
}

/**
 * Of serialized objects within the stream only what looks like a secret is known: they are bytes to it. Where the stream is
 * damaged, or too much to be looked through, nothing is shown of what is not outlined: nobody knows what it says.
 */
function javaView(name: string | null, bytes: Uint8Array, mostForms: number): ByteView {
  const { outline, damagedAt, restAt } = outlineOrDamage(bytes, mostForms)
  const secrets = secretsOf(bytes)
  const hiddenAt = damagedAt ?? (secrets.isWhole ? null : restAt)
  const shown = maskOutline(outline, secrets.texts)
  const masked = merged([
    ...shown.masked,
    ...secrets.spans,
    ...secretStrings(bytes),
    ...maskedSpans(latin1(bytes)),
    ...(hiddenAt === null ? [] : [{ start: hiddenAt + 1, end: bytes.length }]),
  ])
  return { name, bytes, outline: shown.outline, masked }
}

/** The serialized throwable says in Base64 what its stack trace says, secrets included. */
function throwableSpan(text: string): Span[] {
  return secretSpans(text).length === 0 ? [] : [...text.matchAll(THROWABLE)].map(spanAfterFirst)
}

const THROWABLE = /("serialized-throwable"\s*:\s*")[^"]*/g

/** @returns `damagedAt` what cannot be read; `restAt` where that begins which is not outlined. Null where there is none. */
function outlineOrDamage(
  bytes: Uint8Array,
  mostForms: number,
): { outline: OutlineNode[]; damagedAt: number | null; restAt: number | null } {
  try {
    const { outline, error, restAt } = outlineUpToDamage(bytes, 0, mostForms)
    // A text is damaged as a whole; before any other damage only a class is left out that is described.
    return { outline, damagedAt: error && (error.code === 'malformedText' ? restAt : error.offset), restAt }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const start = Math.min(error.offset, Math.max(0, bytes.length - 1))
    const leaf = { name: error.code, value: error.expected, start, end: bytes.length, children: [] }
    return { outline: [leaf], damagedAt: start, restAt: start }
  }
}

function configurationView(name: string | null, text: string, { entries }: DecodedConfiguration): ByteView {
  const bytesAt = byteOffsets(text)
  const spans = entries.map((entry, i) => {
    const next = entries[i + 1]?.offset ?? text.length
    // What is not written in one piece is masked up to the next setting.
    const end =
      entry.length === null ? (entry.masked ? Math.max(next, entry.offset) : entry.offset) : entry.offset + entry.length
    return { entry, start: entry.offset, end }
  })
  const secrets = spans.filter(({ entry }) => entry.masked)
  return {
    name,
    bytes: new TextEncoder().encode(text),
    outline: [
      ...spans.slice(0, MOST_FORMS).map(({ entry, start, end }) => ({
        name: entry.key,
        value: entry.value,
        start: bytesAt(start),
        end: bytesAt(end),
        children: entry.successor === null ? [] : [successorNode(entry.successor, bytesAt(start), bytesAt(end))],
      })),
      ...spans.slice(MOST_FORMS, MOST_FORMS + 1).map(({ start }) => unnoted(bytesAt(start), bytesAt(text.length))),
    ],
    masked: merged([...secrets, ...secretSpans(text)]).map(({ start, end }) => ({
      start: bytesAt(start),
      end: bytesAt(end),
    })),
  }
}

function successorNode(key: string, start: number, end: number): OutlineNode {
  return { name: 'successor', value: key, start, end, children: [] }
}

/** @param secret characters that are masked beside what looks like a secret. */
function textView(name: string | null, text: string, secret: readonly Span[]): ByteView {
  const bytes = new TextEncoder().encode(text)
  const bytesAt = byteOffsets(text)
  const masked = merged([...secretSpans(text), ...secret]).map(({ start, end }) => ({
    start: bytesAt(start),
    end: bytesAt(end),
  }))
  return { name, bytes, outline: [{ name: 'text', value: null, start: 0, end: bytes.length, children: [] }], masked }
}

/** Characters between two places of which it is noted where they stand. */
const NOTED_CHARS = 1024

/** Where in the UTF-8 of a text a character stands. Asked for in any order, and often. */
function byteOffsets(text: string): (at: number) => number {
  if (!/[^\p{ASCII}]/u.test(text)) return (at) => at
  const noted: number[] = []
  let bytes = 0
  for (let at = 0; at <= text.length; at++) {
    if (at % NOTED_CHARS === 0) noted.push(bytes)
    bytes += bytesOfUnit(text, at)
  }
  return (at) => {
    const end = Math.min(at, text.length)
    const from = end - (end % NOTED_CHARS)
    let offset = noted[from / NOTED_CHARS] ?? 0
    for (let i = from; i < end; i++) offset += bytesOfUnit(text, i)
    return offset
  }
}

/** Of a UTF-16 unit in UTF-8: each half of a pair counts half of its four; one that stands alone becomes U+FFFD. */
function bytesOfUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  const isHigh = (other: number) => other >= 0xd800 && other < 0xdc00
  const isLow = (other: number) => other >= 0xdc00 && other < 0xe000
  const isPair = isHigh(unit) ? isLow(text.charCodeAt(at + 1)) : isLow(unit) && isHigh(text.charCodeAt(at - 1))
  return isPair ? 2 : 3
}

function merged(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const sorted = spans.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start)
  const result: { start: number; end: number }[] = []
  for (const { start, end } of sorted) {
    const last = result.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else result.push({ start, end })
  }
  return result
}
