import { describe, expect, it } from 'vitest'
import { compareFleet, directionOf, rankFleet } from './fleet-order'
import { fleetRow, recoveryPoint } from './fleet-rows.fixture'

const names = (rows: { name: string }[]) => rows.map(({ name }) => name)

describe('compareFleet', () => {
  it('puts the worst state first, then the oldest point, then the name', () => {
    const rows = [
      fleetRow({ name: 'b-fresh', recoveryPoint: recoveryPoint({ triggeredAt: 950_000 }) }),
      fleetRow({ name: 'a-fresh', recoveryPoint: recoveryPoint({ triggeredAt: 950_000 }) }),
      fleetRow({ name: 'old', recoveryPoint: recoveryPoint({ triggeredAt: 10_000 }) }),
      fleetRow({ name: 'unknown', state: 'unknown' }),
      fleetRow({ name: 'busy', state: 'busy' }),
      fleetRow({ name: 'attention', state: 'attention' }),
      fleetRow({ name: 'broken', state: 'broken' }),
    ]
    const order = ['broken', 'attention', 'busy', 'unknown', 'old', 'a-fresh', 'b-fresh']
    expect(names(rows.toSorted(compareFleet('state', false)))).toEqual(order)
  })

  it('takes nothing to go back to as older than anything, and skewed clocks into account', () => {
    const rows = [
      fleetRow({ name: 'ahead', clockSkewMs: 500_000, recoveryPoint: recoveryPoint({ triggeredAt: 900_000 }) }),
      fleetRow({ name: 'right', recoveryPoint: recoveryPoint({ triggeredAt: 800_000 }) }),
      fleetRow({ name: 'none', recoveryPoint: null }),
    ]
    expect(names(rows.toSorted(compareFleet('age', false)))).toEqual(['none', 'ahead', 'right'])
  })

  it('orders versions as numbers and turns round', () => {
    const version = (value: string) => ({ value, source: 'rest' as const, sourceTime: null, observedAt: 0 })
    const rows = ['1.20.5', '1.9.3', '2.3.0'].map((value) => fleetRow({ name: value, flinkVersion: version(value) }))
    expect(names(rows.toSorted(compareFleet('flink', false)))).toEqual(['1.9.3', '1.20.5', '2.3.0'])
    expect(names(rows.toSorted(compareFleet('flink', true)))).toEqual(['2.3.0', '1.20.5', '1.9.3'])
  })
})

describe('rankFleet', () => {
  it('does not move a row for a newer checkpoint, but for another state', () => {
    const rank = rankFleet('state', false, 1_000_000)
    const row = fleetRow()
    expect(rank({ ...row, recoveryPoint: recoveryPoint({ triggeredAt: 999_000 }) })).toBe(rank(row))
    expect(rank({ ...row, state: 'broken' })).toBeLessThan(rank(row))
  })

  it('moves a row by age when it becomes late', () => {
    const rank = rankFleet('age', false, 1_000_000)
    const late = fleetRow({ recoveryPoint: recoveryPoint({ triggeredAt: 700_000 }) })
    expect(rank(late)).toBeLessThan(rank(fleetRow()))
  })
})

it('names go down from A to Z first, all else from the most', () => {
  expect([directionOf('cluster', false), directionOf('job', false), directionOf('flink', true)]).toEqual([
    'ascending',
    'ascending',
    'descending',
  ])
  expect([directionOf('age', false), directionOf('state', false), directionOf('size', true)]).toEqual([
    'descending',
    'descending',
    'ascending',
  ])
})
