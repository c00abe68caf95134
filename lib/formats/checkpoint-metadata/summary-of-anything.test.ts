import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comesToItsValues } from '../damage/damaged-summary.ts'
import { arbitraryMetadata } from '../testing/arbitrary-metadata.ts'
import { summarizeCheckpointMetadata, summarizeCheckpointMetadataChunks } from './summarize-checkpoint-metadata.ts'
import { writeCheckpointMetadata } from './write-checkpoint-metadata.ts'

test.each([2, 3, 4, 5, 6] as const)(
  'version %i: a summary is what the values come to, in any chunks',
  async (version) => {
    const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 })
    const holds = fc.asyncProperty(arbitraryMetadata(version), lengths, async (metadata, chunkLengths) => {
      const bytes = writeCheckpointMetadata(metadata, null)
      expect(comesToItsValues(bytes)).toBe(true)
      const summary = summarizeCheckpointMetadata(bytes)
      expect(await summarizeCheckpointMetadataChunks(chunksOf(bytes, chunkLengths))).toEqual(summary)
    })
    await fc.assert(holds, { numRuns: 200 })
  },
)

/** Chunks of these lengths, over and over. */
function* chunksOf(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1
    yield bytes.subarray(at, at + length)
    at += length
  }
}
