import { expect, it } from 'vitest'
import { SOURCES } from '@/lib/fleet/observed'
import type { Evidence } from '@/lib/fleet/view'
import { agreement, inOrder } from './agreement'

const says = (source: Evidence['source'], verdict: Evidence['verdict']): Evidence => ({
  source,
  verdict,
  observedAt: null,
})

it('keeps the order that is the same everywhere', () => {
  const shuffled = ['weir', 'storage', 'rest', 'operator', 'ha'] as const
  expect(inOrder(shuffled.map((source) => says(source, 'names'))).map(({ source }) => source)).toEqual([...SOURCES])
})

it('is broken by a contradiction and by nothing else', () => {
  const quiet = [says('weir', 'names'), says('rest', 'not-asked'), says('ha', 'absent'), says('operator', 'not-kept')]
  expect(agreement(quiet)).toEqual({ naming: ['weir'], contradicting: [] })
  expect(agreement([...quiet, says('storage', 'contradicts')]).contradicting).toEqual(['storage'])
})
