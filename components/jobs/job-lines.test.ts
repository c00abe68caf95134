import { expect, it } from 'vitest'
import { fleetJob, fleetRow, recoveryPoint } from '@/components/fleet/fleet-rows.fixture'
import { compareJobs, filterJobs, isInJobView, jobLines } from './job-lines'

const at = (triggeredAt: number) => recoveryPoint({ triggeredAt })
const rows = [
  fleetRow({
    name: 'web',
    jobList: [
      fleetJob({ jobId: 'a', name: 'clicks', recoveryPoint: at(500_000) }),
      fleetJob({ jobId: 'b', name: 'views', recoveryPoint: at(900_000), flinkState: 'RESTARTING', state: 'attention' }),
    ],
  }),
  fleetRow({ name: 'billing', jobList: [fleetJob({ jobId: 'c', name: 'invoices', recoveryPoint: null })] }),
]
const lines = jobLines(rows)
const ids = (sorted: readonly { job: { jobId: string } }[]) => sorted.map(({ job }) => job.jobId).join('')

it('has a line for every job, under an id of its own', () => {
  expect(ids(lines)).toBe('abc')
  expect(new Set(lines.map(({ id }) => id)).size).toBe(3)
})

it('puts the worst first, then what has nothing to go back to, then the oldest', () => {
  expect(ids(lines.toSorted(compareJobs('state', false)))).toBe('bca')
})

it('orders by name and by cluster, and the other way round', () => {
  expect(ids(lines.toSorted(compareJobs('job', false)))).toBe('acb')
  expect(ids(lines.toSorted(compareJobs('job', true)))).toBe('bca')
  expect(ids(lines.toSorted(compareJobs('cluster', false))).startsWith('c')).toBe(true)
})

it('has the same lines for a row that did not change', () => {
  expect(jobLines(rows)).toEqual(lines)
  expect(jobLines(rows).every((line, index) => line === lines[index])).toBe(true)
})

it('finds by every word, in the job or around it', () => {
  const found = (filter: string) => ids(filterJobs(lines, filter, () => ''))
  expect([found('web click'), found('invoices'), found('restarting'), found('web invoices'), found('')]).toEqual([
    'a',
    'c',
    'b',
    '',
    'abc',
  ])
})

it('has a view of those without a point', () => {
  expect(ids(lines.filter((line) => isInJobView(line, 'without')))).toBe('c')
})
