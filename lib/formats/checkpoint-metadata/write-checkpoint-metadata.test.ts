import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeStreamSyntax } from '../java-serialization/write-stream-syntax.ts'
import { arbitraryMetadata } from '../testing/arbitrary-metadata.ts'
import { captureBytes, captures, releaseOfCapture } from '../testing/captures.ts'
import { readCheckpointMetadata } from './read-checkpoint-metadata.ts'
import { writeCheckpointMetadata } from './write-checkpoint-metadata.ts'
import { writeCheckpointProperties } from './write-checkpoint-properties.ts'

describe('captures', () => {
  it.each(captures(/(^|\/)_metadata$/))('%s is written as Flink wrote it', (name) => {
    const bytes = captureBytes(name)
    const metadata = readCheckpointMetadata(bytes)
    const properties = writeCheckpointProperties(metadata.properties, releaseOfCapture(name))
    expect(Buffer.from(writeCheckpointMetadata(metadata, properties)).equals(bytes)).toBe(true)
  })
})

describe.each([2, 3, 4, 5, 6] as const)('version %i', (version) => {
  it('is read as it was written', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryMetadata(version), (metadata) => {
        const read = readCheckpointMetadata(writeCheckpointMetadata(metadata, null))
        expect(read).toMatchObject({ version, checkpointId: metadata.checkpointId, properties: null })
        expect(read.masterStates).toEqual(metadata.masterStates)
        expect(
          read.operators.map(({ id, name, uid, parallelism, maxParallelism, fullyFinished, ...operator }) => ({
            id,
            name,
            uid,
            parallelism,
            maxParallelism,
            coordinatorState: operator.coordinatorState,
            fullyFinished,
            subtasks: operator.subtasks,
          })),
        ).toEqual(metadata.operators)
      }),
    )
  })
})

it('writes the null of the state processor API where there are no properties', () => {
  const file = writeCheckpointMetadata({ version: 6, checkpointId: 1, masterStates: [], operators: [] }, null)
  expect(readCheckpointMetadata(file).properties).toBeNull()
  expect(file.slice(-5)).toEqual(writeStreamSyntax([{ form: 'null', start: 0, end: 0 }]))
})
