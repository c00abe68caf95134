import { binaryEntry } from '../formats/high-availability/ha-entry.ts'
import {
  FormatError,
  type HaConfigMap,
  type HaConfigMapInput,
  type HaEntry,
  LEADER_ANNOTATION,
  parseLeaderAnnotation,
  readHaConfigMap,
  readStateHandle,
  type StateHandlePointer,
} from '../formats/index.ts'
import { DecodeError } from './decode-error.ts'
import { maskValue } from './mask-secrets.ts'
import { type DecodedConfiguration, readConfiguration, rulesOf } from './read-configuration.ts'

/** A ConfigMap of a Flink cluster: of high availability, or one that brings files. `data` and `input` are never shown. */
export type DecodedConfigMap =
  | {
      purpose: 'high-availability'
      map: HaConfigMap
      /** The leader annotation as it stands there; null where there is none. */
      leaderText: string | null
      input: HaConfigMapInput
    }
  | { purpose: 'other'; name: string; entries: OtherEntry[]; data: Record<string, string> }

/** Values of which nothing is known are told by their length: they may hold anything. */
export type OtherEntry =
  | { key: string; configuration: DecodedConfiguration }
  | { key: string; pointer: StateHandlePointer }
  | { key: string; error: FormatError }
  | { key: string; chars: number }
  | { key: string; binaryBytes: number }

/** Base64 of the Java stream magic. */
const JAVA_BASE64 = 'rO0AB'

/** Reads a ConfigMap, entry by entry: damage stays in its entry. */
export function readConfigMap(input: HaConfigMapInput): DecodedConfigMap {
  const map = readHaConfigMap(input)
  if (map) {
    const leaderText = input.annotations?.[LEADER_ANNOTATION] ?? null
    return { purpose: 'high-availability', map: { ...map, entries: map.entries.map(shownEntry) }, leaderText, input }
  }
  const binary = Object.entries(input.binaryData ?? {}).map(([key, value]) => binaryEntry(key, value))
  const entries: OtherEntry[] = [
    ...Object.entries(input.data ?? {}).map(([key, value]) => readOther(key, value)),
    ...binary.map(({ key, error, binaryBytes = 0 }) => (error ? { key, error } : { key, binaryBytes })),
  ]
  return { purpose: 'other', name: input.name, entries, data: input.data ?? {} }
}

/** Every entry of a ConfigMap that could not be read, and its leader annotation. */
export function damagedEntries(map: DecodedConfigMap): { key: string; error: DecodeError }[] {
  if (map.purpose === 'other') {
    return map.entries.flatMap((entry) => ('error' in entry ? [damage(map.name, entry.key, entry.error)] : []))
  }
  const { name, entries } = map.map
  const leader = map.leaderText === null ? null : leaderError(map.leaderText)
  return [
    ...(leader ? [damage(name, LEADER_ANNOTATION, leader)] : []),
    ...entries.flatMap(({ key, error }) => (error ? [damage(name, key, error)] : [])),
  ]
}

function damage(map: string, key: string, error: FormatError): { key: string; error: DecodeError } {
  return { key, error: new DecodeError(error, 'decodedByte', `${map}, ${key}`) }
}

function leaderError(text: string): FormatError | null {
  try {
    parseLeaderAnnotation(text)
    return null
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}

/** Keys that Flink does not know may hold anything. */
function shownEntry(entry: HaEntry): HaEntry {
  return entry.kind === 'unknown' && entry.text !== undefined
    ? { ...entry, text: maskValue(entry.key, entry.text) }
    : entry
}

function readOther(key: string, value: string): OtherEntry {
  const file = rulesOf(key)
  try {
    if (file) return { key, configuration: readConfiguration(value, file) }
    if (value.startsWith(JAVA_BASE64)) return { key, pointer: readStateHandle(value) }
  } catch (error) {
    if (error instanceof FormatError) return { key, error }
    throw error
  }
  return { key, chars: value.length }
}
