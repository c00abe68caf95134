import { expect, it } from 'vitest'
import type { RecoveryPointView } from '@/lib/fleet/view'
import { pointAge } from './point-age'

const point = (triggeredAt: number | null, firstSeenAt = 5000): RecoveryPointView => ({
  kind: 'checkpoint',
  checkpointId: 1,
  path: null,
  triggeredAt,
  firstSeenAt,
  sizeBytes: null,
  evidence: [],
  lastKnown: false,
})

it('counts from the trigger time, taken to Weir’s clock', () => {
  expect(pointAge(point(70_000), 100_000, 10_000)).toEqual({ ms: 40_000, atLeast: false })
})

it('is never negative', () => {
  expect(pointAge(point(120_000), 100_000, 0).ms).toBe(0)
})

it('is a lower bound where the trigger time is unknown, not 56 years', () => {
  expect(pointAge(point(null, 40_000), 100_000, 10_000)).toEqual({ ms: 60_000, atLeast: true })
})
