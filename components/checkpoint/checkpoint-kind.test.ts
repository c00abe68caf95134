import { expect, it } from 'vitest'
import { shownKind } from './checkpoint-kind'

const sizes = (written: number | null, whole: number | null) => ({
  checkpointedSizeBytes: written,
  stateSizeBytes: whole,
})

it('is incremental where less was written than the state is', () => {
  expect(shownKind({ kind: 'checkpoint', ...sizes(10, 100) })).toBe('incremental')
})

it('is what the source calls it where all was written, or nobody told how much', () => {
  for (const of of [sizes(100, 100), sizes(null, 100), sizes(10, null), sizes(0, 0)]) {
    expect(shownKind({ kind: 'checkpoint', ...of })).toBe('checkpoint')
  }
})

it('leaves savepoints, full checkpoints and what nobody names alone', () => {
  for (const kind of ['savepoint', 'full-checkpoint', null] as const) {
    expect(shownKind({ kind, ...sizes(10, 100) })).toBe(kind)
  }
})
