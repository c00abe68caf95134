import { compareFleet, type FleetSort } from '@/components/fleet/fleet-order'
import type { FleetJobView, FleetRow } from '@/lib/fleet/view'

/** A job with the cluster it runs in. */
export interface JobLine {
  /** The cluster's id and the job's. */
  id: string
  row: FleetRow
  job: FleetJobView
  /** A row of the fleet that has this job alone: lines are ordered and ranked as rows are. */
  asRow: FleetRow
}

export const JOB_SORTS = ['state', 'job', 'cluster', 'age', 'size'] as const
export type JobSort = (typeof JOB_SORTS)[number]

export function jobSortOf(value: string | null): JobSort {
  return JOB_SORTS.find((name) => name === value) ?? 'state'
}

export const JOB_VIEWS = ['all', 'attention', 'without'] as const
export type JobViewName = (typeof JOB_VIEWS)[number]

export function jobViewOf(value: string | null): JobViewName {
  return JOB_VIEWS.find((name) => name === value) ?? 'all'
}

export function isInJobView({ job }: JobLine, view: JobViewName): boolean {
  if (view === 'attention') return job.state === 'broken' || job.state === 'attention'
  return view === 'all' || job.recoveryPoint === null
}

/** A row that did not change is the same object in view after view, and so are its lines. */
const linesOf = new WeakMap<FleetRow, JobLine[]>()

export function jobLines(rows: readonly FleetRow[]): JobLine[] {
  return rows.flatMap((row) => {
    const known = linesOf.get(row)
    if (known) return known
    const lines = row.jobList.map((job) => ({
      id: `${row.id}/${job.jobId}`,
      row,
      job,
      asRow: { ...row, state: job.state, recoveryPoint: job.recoveryPoint, intervalMs: job.intervalMs },
    }))
    linesOf.set(row, lines)
    return lines
  })
}

/** The lines that hold every word of a filter, anywhere. @param words what the page shows in place of codes. */
export function filterJobs(lines: readonly JobLine[], filter: string, words: (line: JobLine) => string): JobLine[] {
  const terms = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (terms.length === 0) return [...lines]
  return lines.filter((line) => {
    const { row, job } = line
    const point = job.recoveryPoint?.path
    const parts = [job.name, job.jobId, job.flinkState, job.state, row.name, row.namespace, row.connection.name, point]
    const text = [...parts, words(line)].join('\n').toLowerCase()
    return terms.every((term) => text.includes(term))
  })
}

const names = new Intl.Collator('en', { numeric: true })
const AS_FLEET: Record<Exclude<JobSort, 'job'>, FleetSort> = {
  state: 'state',
  cluster: 'cluster',
  age: 'age',
  size: 'size',
}

/** The order of jobs: that of the fleet, of a fleet in which each job is a cluster of its own. */
export function compareJobs(sort: JobSort, reversed: boolean): (a: JobLine, b: JobLine) => number {
  const byFleet = compareFleet(sort === 'job' ? 'state' : AS_FLEET[sort], sort === 'job' ? false : reversed)
  const byName = (a: JobLine, b: JobLine) => names.compare(a.job.name ?? a.job.jobId, b.job.name ?? b.job.jobId)
  return (a, b) =>
    (sort === 'job' ? (reversed ? -byName(a, b) : byName(a, b)) : 0) || byFleet(a.asRow, b.asRow) || byName(a, b)
}
