import { expect, it, vi } from 'vitest'
import { metrics } from '../metrics.ts'
import { countRefusal } from './refused.ts'

const warn = vi.hoisted(() => vi.fn())
vi.mock('../log.ts', () => ({ log: () => ({ warn }) }))

it('each refusal counts, and of many of one kind one a minute is told, with how many there were', async () => {
  for (let at = 0; at < 50; at += 1) countRefusal('site', 1_000 + at)
  countRefusal('host', 1_100)
  countRefusal('site', 62_000)
  expect(warn.mock.calls.map(([fields]) => fields)).toEqual([
    { reason: 'site', more: 0 },
    { reason: 'host', more: 0 },
    { reason: 'site', more: 49 },
  ])
  expect(await metrics().metrics()).toMatch(/weir_refused_total\{reason="site"\} 51/)
})
