import { createReadStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  readCheckpointMetadata,
  readHaConfigMap,
  summarizeCheckpointMetadata,
  summarizeCheckpointMetadataChunks,
} from '../../lib/formats/index.ts'
import { JavaObject, JavaObjectStream } from '../../lib/formats/java-serialization/index.ts'

/** Reads what it was made for, again and again; what it returns tells that both sides have read the same. */
export type Reader = () => number | Promise<number>

/** By name, what is measured in a process of its own. Bytes are in memory before, but for `chunks`. */
export const READERS = {
  /** Everything checked, values made when asked for. */
  full: (path) => {
    const bytes = bytesOf(path)
    return () => readCheckpointMetadata(bytes).totals.stateSizeBytes ?? -1
  },
  /** Everything made: every handle with its strings, and the list of distinct files. */
  values: (path) => {
    const bytes = bytesOf(path)
    return () => {
      const read = readCheckpointMetadata(bytes)
      const made = read.operators.reduce((sum, { subtasks }) => sum + subtasks.length, read.files.length)
      return made > 0 ? (read.totals.stateSizeBytes ?? -1) : 0
    }
  },
  summary: (path) => {
    const bytes = bytesOf(path)
    return () => summarizeCheckpointMetadata(bytes).totals.stateSizeBytes ?? -1
  },
  chunks: (path) => async () => {
    const chunks = createReadStream(path, { highWaterMark: 1024 * 1024 })
    return (await summarizeCheckpointMetadataChunks(chunks)).totals.stateSizeBytes ?? -1
  },
  objects: (path) => {
    const bytes = bytesOf(path)
    return () => (new JavaObjectStream(bytes).readObject() === null ? 0 : 1)
  },
  /** The same with every object visited, and every field and text of it made. */
  'objects-values': (path) => {
    const bytes = bytesOf(path)
    return () => {
      const root = new JavaObjectStream(bytes).readObject()
      if (!(root instanceof JavaObject)) return 0
      let values = 0
      root.visitObjects((object) => {
        values += object.values.length
        return true
      })
      return values > 0 ? 1 : 0
    }
  },
  'config-map': (path) => {
    const values = readFileSync(path, 'utf8').trimEnd().split('\n')
    const entries = values.map((value, i) => [`checkpointID-${String(i).padStart(19, '0')}`, value])
    const name = 'orders-5e20cb6b0f357591171dfcca2eea09de-config-map'
    const data: Record<string, string> = Object.fromEntries(entries)
    return () => readHaConfigMap({ name, data })?.entries.filter((entry) => entry.pointer?.path).length ?? 0
  },
  'java-deserialization': (path) => {
    const { parse } = require('java-deserialization')
    const bytes = readFileSync(path)
    return () => parse(bytes).length
  },
  'java-object-serialization': (path) => {
    const { ObjectInputStream } = require('java-object-serialization')
    const bytes = readFileSync(path)
    return () => (new ObjectInputStream(bytes).readObject() === null ? 0 : 1)
  },
} satisfies Record<string, (path: string) => Reader>
export type ReaderName = keyof typeof READERS

// Both rivals are CommonJS without types.
const require = createRequire(import.meta.url)

function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path))
}
