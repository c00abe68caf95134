import { decodeBase64 } from '../base64.ts'
import { encodeBase64 } from '../encode-base64.ts'
import { FormatError, TextFormatError } from '../format-error.ts'
import type { HaEntry } from '../high-availability/ha-entry.ts'
import { LEADER_ANNOTATION } from '../high-availability/leader-annotation.ts'
import { readHaConfigMap } from '../high-availability/read-ha-config-map.ts'
import { readStreamSyntax } from '../java-serialization/read-stream-syntax.ts'
import { writeStreamSyntax } from '../java-serialization/write-stream-syntax.ts'

/** A ConfigMap as the API server prints it, whatever its fields are, and what is read of it. */
export function readDamagedHaMap(json: string) {
  let item: { metadata?: { name?: unknown; annotations?: Record<string, unknown> }; data?: Record<string, unknown> }
  try {
    item = JSON.parse(json)
  } catch {
    throw new TextFormatError('malformedText', 0, 'a ConfigMap', json)
  }
  const data = Object.fromEntries(Object.entries(item?.data ?? {}).map(([key, value]) => [key, String(value)]))
  const annotation = item?.metadata?.annotations?.[LEADER_ANNOTATION]
  const annotations = annotation === undefined ? null : { [LEADER_ANNOTATION]: String(annotation) }
  return { data, map: readHaConfigMap({ name: String(item?.metadata?.name), annotations, data }) }
}

/**
 * Whether damage stays in its entry: every key is told, with an error inside its value or with what its value is made of
 * again.
 *
 * @throws the error of an entry that lies outside of it.
 */
export function saysItsEntries({ data, map }: ReturnType<typeof readDamagedHaMap>): boolean {
  if (map === null) return true
  for (const { key, error } of map.entries) {
    const length = Math.max(key.length, data[key]?.length ?? 0)
    if (error && !(error instanceof FormatError && error.offset <= length)) throw error
  }
  const isSaid = (entry: HaEntry) => entry.error !== undefined || isMadeOf(entry, data[entry.key] ?? '')
  const counter = map.entries.find(({ key }) => key === 'counter')
  return (
    Object.keys(data).length === map.entries.length &&
    map.entries.every(isSaid) &&
    (counter === undefined || map.counter === (counter.error ? null : Number(data.counter)))
  )
}

function isMadeOf(entry: HaEntry, value: string): boolean {
  const { key, kind, checkpointId, pointer, text } = entry
  if (kind === 'checkpoint' && checkpointId !== Number(key.slice('checkpointID-'.length))) return false
  if (text !== undefined) {
    const isPair = kind === 'leader' && key !== 'address' && key !== 'sessionId'
    return text === value && (!isPair || `${entry.sessionId},${entry.address}` === value)
  }
  const bytes = decodeBase64(value, value.length)
  return pointer?.byteLength === bytes.length && encodeBase64(writeStreamSyntax(readStreamSyntax(bytes))) === value
}
