import { expect, it } from 'vitest'
import type { FleetView } from '@/lib/fleet/view'
import { fleetJob, fleetRow, recoveryPoint } from './fleet-rows.fixture'
import { summarise } from './fleet-summary'

const view = (rows: FleetView['rows']): FleetView => ({
  now: 1_000_000,
  cursor: '1',
  demo: false,
  connections: [],
  rows,
})

it('counts jobs by state over all clusters and leaves out states nobody is in', () => {
  const session = fleetRow({ name: 'session', jobList: [fleetJob(), fleetJob({ state: 'broken' })] })
  expect(summarise(view([session, fleetRow({ jobList: [fleetJob({ state: 'unknown' })] })])).jobs).toEqual([
    { state: 'healthy', count: 1 },
    { state: 'broken', count: 1 },
    { state: 'unknown', count: 1 },
  ])
})

it('finds the oldest point by age on Weir’s clock, and counts jobs without one', () => {
  const skewed = fleetRow({
    name: 'skewed',
    clockSkewMs: 600_000,
    jobList: [fleetJob({ recoveryPoint: recoveryPoint({ triggeredAt: 1_100_000 }) })],
  })
  const plain = fleetRow({ name: 'plain', jobList: [fleetJob(), fleetJob({ recoveryPoint: null })] })
  const summary = summarise(view([plain, skewed]))
  expect(summary.oldest?.row.name).toBe('skewed')
  expect(summary.withoutPoint).toBe(1)
})

it('has nothing to say of an empty fleet', () => {
  expect(summarise(view([]))).toMatchObject({ clusters: 0, oldest: null, withoutPoint: 0 })
})
