import { expect, it } from 'vitest'
import type { FleetView } from '@/lib/fleet/view'
import { firstRows } from './first-rows'
import { fleetRow } from './fleet-rows.fixture'

function fleetOf(count: number): FleetView {
  const rows = Array.from({ length: count }, (_, n) =>
    fleetRow({ name: `cluster-${n}`, state: n === count - 1 ? 'broken' : 'healthy' }),
  )
  return { now: 1_000_000, cursor: 'run.7', demo: false, connections: [], rows }
}

it('leaves a small fleet as it is', () => {
  const view = firstRows(fleetOf(100))
  expect(view.rows).toHaveLength(100)
  expect(view.cursor).toBe('run.7')
})

it('takes the worst of a large one, tells figures of all, and has the stream bring the rest', () => {
  const view = firstRows(fleetOf(1_000))
  expect(view.rows).toHaveLength(100)
  expect(view.rows[0]?.name).toBe('cluster-999')
  expect(view.summary?.clusters).toBe(1_000)
  expect(view.cursor).toBe('')
})
