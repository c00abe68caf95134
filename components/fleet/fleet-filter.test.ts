import { expect, it } from 'vitest'
import { filterFleet } from './fleet-filter'
import { fleetJob, fleetRow } from './fleet-rows.fixture'

const rows = [
  fleetRow({ name: 'orders' }),
  fleetRow({ name: 'billing', state: 'broken', jobList: [fleetJob({ name: 'invoices', jobId: 'abc123' })] }),
]
const found = (filter: string) =>
  filterFleet(rows, filter, (row) => (row.state === 'broken' ? '故障' : '正常')).map(({ name }) => name)

it('asks for every word, anywhere, in any case', () => {
  expect(found('PROD-eu bill')).toEqual(['billing'])
  expect(found('prod-eu nothing')).toEqual([])
})

it('finds jobs by name and id, and states by code and by the word shown', () => {
  for (const filter of ['invoices', 'abc1', 'broken', '故障']) expect(found(filter)).toEqual(['billing'])
})

it('lets all through without words', () => {
  expect(found('  ')).toEqual(['orders', 'billing'])
})

it('takes what is typed as text, not as a pattern', () => {
  expect(found('.*')).toEqual([])
})
