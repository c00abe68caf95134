import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLINK_RELEASES } from '../flink-release.ts'
import { captures, captureText, releaseOfCapture } from '../testing/captures.ts'
import { readStateHandle } from './read-state-handle.ts'
import { writeStateHandle } from './write-state-handle.ts'

describe('captures', () => {
  it.each(captures(/\/configmaps\.json$/).filter((name) => !name.startsWith('field/')))(
    '%s: every handle is written as Flink wrote it',
    (name) => {
      const maps: { data?: Record<string, string> }[] = JSON.parse(captureText(name)).items
      const values = maps.flatMap(({ data = {} }) => Object.values(data)).filter((value) => value.startsWith('rO0'))
      for (const value of values) {
        const { path, stateSizeBytes: sizeBytes, markedForDeletion } = readStateHandle(value)
        expect(path).not.toBeNull()
        const handle = { kind: 'file' as const, path: path ?? '', sizeBytes }
        expect(writeStateHandle(handle, releaseOfCapture(name), { markedForDeletion })).toBe(value)
      }
    },
  )
})

it('is read as it was written, in every release', () => {
  const release = fc.constantFrom(...FLINK_RELEASES)
  const handle = fc.oneof(
    fc.record({ kind: fc.constant('file' as const), path: fc.string(), sizeBytes: fc.maxSafeNat() }),
    fc.record({ kind: fc.constant('inline' as const), name: fc.string(), bytes: fc.uint8Array() }),
  )
  fc.assert(
    fc.property(handle, release, fc.boolean(), (written, since, markedForDeletion) => {
      const read = readStateHandle(writeStateHandle(written, since, { markedForDeletion }))
      expect(read).toMatchObject({
        wrapped: FLINK_RELEASES.indexOf(since) >= 2,
        path: 'path' in written ? written.path : null,
      })
      expect(read.inline).toEqual('bytes' in written ? written.bytes : null)
      expect(read.markedForDeletion).toBe(read.wrapped && markedForDeletion)
    }),
  )
})
