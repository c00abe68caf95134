import {
  FormatError,
  type HaConfigMap,
  type HaConfigMapInput,
  LEADER_ANNOTATION,
  readHaConfigMap,
  readStateHandle,
  type StateHandlePointer,
} from '../formats/index.ts'
import { type DecodedConfiguration, readConfiguration } from './read-configuration.ts'

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

const CONFIGURATION_FILES = ['flink-conf.yaml', 'config.yaml'] as const

/** Base64 of the Java stream magic. */
const JAVA_BASE64 = 'rO0AB'

/** Reads a ConfigMap, entry by entry: damage stays in its entry. */
export function readConfigMap(input: HaConfigMapInput): DecodedConfigMap {
  const map = readHaConfigMap(input)
  if (map) {
    const leaderText = input.annotations?.[LEADER_ANNOTATION] ?? null
    return { purpose: 'high-availability', map, leaderText, input }
  }
  const entries = Object.entries(input.data ?? {}).map(([key, value]) => readOther(key, value))
  return { purpose: 'other', name: input.name, entries, data: input.data ?? {} }
}

/** Every entry of a ConfigMap that could not be read. */
export function damagedEntries(map: DecodedConfigMap): { key: string; error: FormatError }[] {
  const entries: { key: string; error?: FormatError }[] = map.purpose === 'other' ? map.entries : map.map.entries
  return entries.flatMap(({ key, error }) => (error ? [{ key, error }] : []))
}

function readOther(key: string, value: string): OtherEntry {
  const file = CONFIGURATION_FILES.find((name) => name === key)
  try {
    if (file) return { key, configuration: readConfiguration(value, file) }
    if (value.startsWith(JAVA_BASE64)) return { key, pointer: readStateHandle(value) }
  } catch (error) {
    if (error instanceof FormatError) return { key, error }
    throw error
  }
  return { key, chars: value.length }
}
