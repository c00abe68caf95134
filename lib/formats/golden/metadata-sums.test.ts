import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { subtaskSizeBytes } from '../checkpoint-metadata/state-sizes.ts'
import { readCheckpointMetadata, summarizeCheckpointMetadata } from '../index.ts'

// Files of Flink's own tests, versions 2 to 6, and what an independent reader said about them (fixtures/README.md). With
// WEIR_FIXTURES set, the folder `metadata` beside that one is compared too.
const captures = process.env.WEIR_FIXTURES
const folders = [
  join(import.meta.dirname, '../fixtures/metadata'),
  ...(captures ? [join(dirname(captures), 'metadata')] : []),
].filter((folder) => existsSync(folder))

interface Expected {
  bytes: number
  version: number
  checkpointId: number
  masters: string[]
  operators: {
    id: string
    name: string
    uid: string
    parallelism: number
    maxParallelism: number
    finished: boolean
    subtasks: [index: number, sizeBytes: number][]
  }[]
  inlineBytes: number
  files: [kind: string, path: string, sizeBytes: number][]
  fileBytes: number
  tailBytes: number
}

for (const folder of folders) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.metadata'))

  describe(`sums of ${folder}`, () => {
    it.each(names)('%s', (name) => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)))
      const expected: Expected = JSON.parse(readFileSync(join(folder, name.replace(/metadata$/, 'json')), 'utf8'))
      const read = readCheckpointMetadata(bytes)
      const summary = summarizeCheckpointMetadata(bytes)
      const operators = expected.operators.toSorted((a, b) => (a.id < b.id ? -1 : 1))

      expect(
        read.operators
          .map(({ id, name, uid, parallelism, maxParallelism, fullyFinished, subtasks }) => ({
            id,
            name: name ?? '',
            uid: uid ?? '',
            parallelism,
            maxParallelism,
            finished: fullyFinished,
            subtasks: subtasks.map((subtask) => [subtask.index, subtaskSizeBytes(subtask)]),
          }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      ).toEqual(operators)
      const files = read.files.map(({ kind, path, sizeBytes }) => [
        kind === 'file' ? 'absolute' : kind,
        path,
        sizeBytes,
      ])
      expect(files.sort()).toEqual(expected.files.toSorted())
      for (const each of [read, summary]) {
        expect({
          bytes: each.byteLength,
          version: each.version,
          checkpointId: each.checkpointId,
          masters: each.masterStates.map((state) => state.name),
          inlineBytes: each.totals.inlineBytes,
        }).toEqual({
          bytes: expected.bytes,
          version: expected.version,
          checkpointId: expected.checkpointId,
          masters: expected.masters,
          inlineBytes: expected.inlineBytes,
        })
        // A Java stream of null is five bytes long.
        expect(each.properties !== null).toBe(expected.tailBytes > 5)
      }
      expect(read.totals.distinctFileBytes).toBe(expected.fileBytes)
    })
  })
}
