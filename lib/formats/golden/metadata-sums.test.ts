import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { locateMetadataParts } from '../checkpoint-metadata/locate-parts.ts'
import { readCheckpointMetadata, summarizeCheckpointMetadata } from '../index.ts'
import { expectedSums } from './expected-sums.ts'

// Files of Flink's own tests, versions 2 to 6, and what an independent reader said about them (fixtures/README.md). With
// WEIR_FIXTURES set, the folder `metadata` beside that one is compared too.
const captures = process.env.WEIR_FIXTURES
const folders = [
  join(import.meta.dirname, '../fixtures/metadata'),
  ...(captures ? [join(dirname(captures), 'metadata')] : []),
].filter((folder) => existsSync(folder))

for (const folder of folders) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.metadata'))

  describe(`sums of ${folder}`, () => {
    it.each(names)('%s', (name) => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)))
      const { file, ...expected } = JSON.parse(readFileSync(join(folder, name.replace(/metadata$/, 'json')), 'utf8'))
      expect(file).toBe(name)
      const read = readCheckpointMetadata(bytes)
      const { propertiesAt } = locateMetadataParts(bytes)
      expect(expectedSums(read, bytes.length - propertiesAt)).toEqual(expected)
      // A Java stream of null is five bytes long.
      expect(read.properties !== null).toBe(expected.tailBytes > 5)

      const summary = summarizeCheckpointMetadata(bytes)
      expect({
        bytes: summary.byteLength,
        version: summary.version,
        checkpointId: summary.checkpointId,
        masters: summary.masterStates.map((state) => state.name),
        inlineBytes: summary.totals.inlineBytes,
        operators: summary.operators.map(({ id }) => id).sort(),
      }).toEqual({
        bytes: expected.bytes,
        version: expected.version,
        checkpointId: expected.checkpointId,
        masters: expected.masters,
        inlineBytes: expected.inlineBytes,
        operators: expected.operators.map(({ id }: { id: string }) => id),
      })
    })
  })
}
