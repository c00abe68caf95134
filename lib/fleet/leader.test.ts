import { describe, expect, test } from 'vitest'
import { judgeLeader, type LeaseEvidence } from './leader.ts'

const now = 1_795_264_300_000
const lease: LeaseEvidence = {
  holder: 'eafffad6-302e-4658-b82f-c6b46531630e',
  leaseDurationMs: 15_000,
  acquireTime: now - 60_000,
  renewTime: now - 4_000,
  renewalSeenAt: null,
  hasDispatcher: true,
}

describe('leader', () => {
  test('is the holder of a lease that runs', () => {
    expect(judgeLeader(lease, now, 0)).toMatchObject({ kind: 'leader', holder: lease.holder, reason: null })
  })

  test('is gone when the lease has run out: killed', () => {
    const killed = judgeLeader({ ...lease, renewTime: now - 15_001 }, now, 0)
    expect(killed).toMatchObject({ kind: 'none', reason: { code: 'leader.lease-expired', params: { seconds: 15 } } })
  })

  test('is gone when the holder is empty: released on 1.19 and later', () => {
    expect(judgeLeader({ ...lease, holder: '' }, now, 0)).toMatchObject({
      kind: 'none',
      reason: { code: 'leader.released' },
    })
  })

  test('is gone when there is no dispatcher entry, although the lease was won again: 2.0 and 2.1', () => {
    const stopped = judgeLeader({ ...lease, hasDispatcher: false }, now, 0)
    expect(stopped).toMatchObject({ kind: 'none', reason: { code: 'leader.no-dispatcher' } })
  })

  test('with a clock that is wrong is alive while its renewals move', () => {
    const slow = { ...lease, renewTime: now - 3_600_000 }
    expect(judgeLeader(slow, now, 0).kind).toBe('none')
    expect(judgeLeader(slow, now, -3_600_000).kind).toBe('leader')
    expect(judgeLeader({ ...slow, renewalSeenAt: now - 4_000 }, now, 0).kind).toBe('leader')
  })

  test('is unknown without an annotation or without a renewal in it', () => {
    expect(judgeLeader(null, now, 0).kind).toBe('unknown')
    expect(judgeLeader({ ...lease, renewTime: null }, now, 0).kind).toBe('unknown')
  })
})
