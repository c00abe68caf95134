import { decodeBase64 } from '../formats/base64.ts'
import { locateMetadataParts } from '../formats/checkpoint-metadata/locate-parts.ts'
import { FormatError, type HaEntry } from '../formats/index.ts'
import type { Decoded } from './decode.ts'
import { DecodeError } from './decode-error.ts'
import { type OutlineNode, outlineJavaStream } from './java-outline.ts'
import { secretSpans } from './mask-secrets.ts'
import type { DecodedConfigMap } from './read-config-map.ts'
import type { DecodedConfiguration } from './read-configuration.ts'
import { recognise } from './recognise.ts'

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
      return [{ name: null, bytes, outline: outlineMetadata(bytes), masked: [] }]
    case 'configuration':
      return [configurationView(null, text ?? '', content.configuration)]
    case 'job-result':
      return [textView(null, text ?? '')]
    case 'java-stream':
      return [{ name: null, bytes, outline: content.outline, masked: [] }]
    default:
      return [{ name: null, bytes, outline: outlineJavaStream(bytes), masked: [] }]
  }
}

/** Bytes of an input that could not be decoded, and where in them: of text there are none, because it may hold secrets. */
export function failureView(input: Uint8Array, error: DecodeError): { view: ByteView; offset: number } | null {
  try {
    const { bytes, text } = recognise(input)
    if (text !== null) return null
    return { view: { name: null, bytes, outline: [], masked: [] }, offset: Math.min(error.offset, bytes.length) }
  } catch (again) {
    if (again instanceof DecodeError) return null
    throw again
  }
}

function configMapViews(maps: readonly DecodedConfigMap[]): ByteView[] {
  const named = (map: string, key: string) => (maps.length > 1 ? `${map} ▸ ${key}` : key)
  const views: ByteView[] = []
  for (const map of maps) {
    if (map.purpose === 'other') {
      for (const entry of map.entries) {
        const value = map.data[entry.key]
        if (!('configuration' in entry) || value === undefined) continue
        views.push(configurationView(named(map.name, entry.key), value, entry.configuration))
      }
      continue
    }
    for (const entry of map.map.entries) {
      const value = map.input.data?.[entry.key]
      if (value !== undefined) views.push(entryView(named(map.map.name, entry.key), entry, value))
    }
  }
  return views.slice(0, MOST_VIEWS)
}

function entryView(name: string, entry: HaEntry, value: string): ByteView {
  if (entry.text !== undefined) return textView(name, value)
  try {
    const bytes = decodeBase64(value, value.length)
    return { name, bytes, outline: outlineOrDamage(bytes), masked: [] }
  } catch (error) {
    if (error instanceof FormatError) return textView(name, value)
    throw error
  }
}

function outlineOrDamage(bytes: Uint8Array): OutlineNode[] {
  try {
    return outlineJavaStream(bytes)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const start = Math.min(error.offset, Math.max(0, bytes.length - 1))
    return [{ name: error.code, value: error.expected, start, end: bytes.length, children: [] }]
  }
}

function outlineMetadata(bytes: Uint8Array): OutlineNode[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const { masterStates, operators, propertiesAt } = locateMetadataParts(bytes)
  const node = (name: string, value: string | null, start: number, end: number, children: OutlineNode[] = []) => ({
    name,
    value,
    start,
    end,
    children,
  })
  return [
    node('magic', '4960672d', 0, 4),
    node('version', `${view.getInt32(4)}`, 4, 8),
    node('checkpoint id', `${view.getBigInt64(8)}`, 8, 16),
    node('master states', `${masterStates.length}`, 16, 20),
    ...masterStates.map(({ name, start, end }) => node('master state', name, start, end)),
    ...operators.map(({ id, name, start, idAt, coordinatorAt, subtasksAt, end }) =>
      node('operator', name ?? id, start, end, [
        ...(start < idAt ? [node('name and uid', name, start, idAt)] : []),
        node('operator id', id, idAt, idAt + 16),
        node('parallelism', `${view.getInt32(idAt + 16)}`, idAt + 16, idAt + 20),
        node('max parallelism', `${view.getInt32(idAt + 20)}`, idAt + 20, idAt + 24),
        ...(coordinatorAt === null ? [] : [node('coordinator state', null, coordinatorAt, subtasksAt)]),
        node('subtasks', `${view.getInt32(subtasksAt)}`, subtasksAt, end),
      ]),
    ),
    ...(propertiesAt < bytes.length
      ? [node('properties', null, propertiesAt, bytes.length, outlineJavaStream(bytes, propertiesAt))]
      : []),
  ]
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
    outline: spans.map(({ entry, start, end }) => ({
      name: entry.key,
      value: entry.value,
      start: bytesAt(start),
      end: bytesAt(end),
      children: [],
    })),
    masked: merged([...secrets, ...secretSpans(text)]).map(({ start, end }) => ({
      start: bytesAt(start),
      end: bytesAt(end),
    })),
  }
}

function textView(name: string | null, text: string): ByteView {
  const bytes = new TextEncoder().encode(text)
  const bytesAt = byteOffsets(text)
  const masked = merged(secretSpans(text)).map(({ start, end }) => ({ start: bytesAt(start), end: bytesAt(end) }))
  return { name, bytes, outline: [{ name: 'text', value: null, start: 0, end: bytes.length, children: [] }], masked }
}

/** Where in the UTF-8 of a text a character stands. Asked for in any order. */
function byteOffsets(text: string): (at: number) => number {
  const encoder = new TextEncoder()
  const first = text.search(/[^\p{ASCII}]/u)
  if (first < 0) return (at) => at
  return (at) => (at <= first ? at : first + encoder.encode(text.slice(first, at)).length)
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
