import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readCheckpointMetadata, readCompletedCheckpoint, readHaConfigMap, readSubmittedJob } from '../index.ts'
import { expectedConfigMap, expectedLeader, expectedWatchEvent } from './expected-config-map.ts'
import { expectedCompletedCheckpoint, expectedMetadata, expectedSubmittedJob } from './expected-shape.ts'

// Compares the readers with what Flink's own classes said about the same files (fixtures/README.md). With WEIR_FIXTURES
// set to a folder of more captures, those are compared too.
const folders = [fileURLToPath(new URL('../fixtures/', import.meta.url)), process.env.WEIR_FIXTURES ?? []].flat()

/** What no reader of the file can know, or what Flink versions invent differently when they read. */
const LEFT_OUT = /^(serialVersionUIDs.*|streamExhausted)$/

type Json = { [key: string]: Json } & Json[]

for (const folder of folders) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = (pattern: RegExp) =>
    names.filter((name) => pattern.test(name) && names.includes(`${name}.expected.json`))
  const text = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')
  const json = (name: string): Json => JSON.parse(text(name))

  describe(`captures in ${folder}`, () => {
    const metadata = files(/(^|\/)_metadata$/)
    it('holds captures', () => expect(metadata.length).toBeGreaterThan(20))

    it.each(metadata)('%s', (name) => {
      const expected = scrub(json(`${name}.expected.json`), json(`${name}.expected.json`).version)
      const read = readCheckpointMetadata(readFileSync(`${folder}/${name}`))
      const golden = scrub(expectedMetadata(read), read.version)
      expect({ ...golden, files: asSet(golden.files) }).toStrictEqual({ ...expected, files: asSet(expected.files) })
    })

    it.each(files(/(^|\/)completedCheckpoint[0-9a-f]{12}$/))('%s', (name) => {
      const read = readCompletedCheckpoint(readFileSync(`${folder}/${name}`))
      const expected = scrub(json(`${name}.expected.json`))
      expect(scrub(expectedCompletedCheckpoint(read))).toStrictEqual(expected)
    })

    it.each(files(/(^|\/)submitted(JobGraph|ExecutionPlan|Application)[0-9a-f]{12}$/))('%s', (name) => {
      const { savepointRestoreSettings, ...expected } = scrub(json(`${name}.expected.json`))
      const read = readSubmittedJob(readFileSync(`${folder}/${name}`))
      expect(scrub(expectedSubmittedJob(read))).toStrictEqual(expected)
      expect(read.restore === null).toBe(
        /^(undefined|SavepointRestoreSettings.none\(\))$/.test(`${savepointRestoreSettings}`),
      )
    })

    it.each(names.filter((name) => /(^|\/)configmaps\.json$/.test(name)))('%s', (name) => {
      const expected = json(name.replace(/json$/, 'expected.json')).configMaps
      const items = json(name).items
      const read = Array.from(items ?? [], (item) => readHaConfigMap(configMap(item)))
      expect(read.map((map) => map && expectedConfigMap(map))).toEqual(
        Array.from(expected ?? [], (map) => ({
          ...scrub(map),
          ...(map.leader ? { leader: expectedLeader(map.leader as never) } : {}),
        })),
      )
      for (const entry of read.flatMap((map) => map?.entries ?? [])) {
        expect(entry).not.toHaveProperty('error')
        expect(entry.kind).not.toBe('unknown')
      }
    })

    it.each(names.filter((name) => /(^|\/)watch\.jsonl$/.test(name)))('%s', (name) => {
      const expected = lines(text(name.replace(/jsonl$/, 'expected.jsonl')))
      const events = lines(text(name)).map((line) => line.event)
      const read = events.map((event) => [event?.type, readHaConfigMap(configMap(event?.object))] as const)
      expect(read.map(([type, map]) => map && expectedWatchEvent(String(type), map))).toEqual(expected)
    })
  })
}

function configMap(object: Json | undefined) {
  const { metadata, data } = object as never
  return { ...(metadata as { name: string }), data }
}

function lines(text: string): Json[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** Without what is left out of the comparison: sizes of the increment too for version 3, which stores none. */
function scrub(value: unknown, version?: unknown): Json {
  return JSON.parse(
    JSON.stringify(value, (key, each) => {
      if (LEFT_OUT.test(key) || (version === 3 && key === 'checkpointedSize')) return undefined
      if (each?.class === 'org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle') {
        return { ...each, stateHandleId: undefined }
      }
      return each
    }),
  )
}

/** Files of Flink's are a set: nothing is told by their order, nor by that of a file's fields. */
function asSet(files: Json | undefined): Set<string> {
  const sorted = (file: Json) => Object.fromEntries(Object.entries(file).sort(([a], [b]) => (a < b ? -1 : 1)))
  return new Set(Array.from(files ?? [], (file) => JSON.stringify(sorted(file))))
}
