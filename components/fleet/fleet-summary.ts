import { type PointAge, pointAge } from '@/components/recovery/point-age'
import type { FleetJobView, FleetRow, FleetView, RecoveryPointView, State } from '@/lib/fleet/view'

export interface OldestPoint {
  row: FleetRow
  job: FleetJobView
  point: RecoveryPointView
}

export interface FleetSummary {
  clusters: number
  connections: number
  /** In the order they are shown; states nobody is in are left out, but healthy. */
  jobs: { state: State; count: number }[]
  oldest: OldestPoint | null
  /** Jobs with nothing to go back to. */
  withoutPoint: number
}

const STATES: readonly State[] = ['healthy', 'busy', 'attention', 'broken', 'unknown']

/** The figures above the fleet, over all of it: filters don't change them. */
export function summarise(view: FleetView): FleetSummary {
  const jobs = view.rows.flatMap((row) => row.jobList.map((job) => ({ row, job })))
  let oldest: { found: OldestPoint; age: PointAge } | null = null
  for (const { row, job } of jobs) {
    if (!job.recoveryPoint) continue
    const age = pointAge(job.recoveryPoint, view.now, row.clockSkewMs)
    if (!oldest || age.ms > oldest.age.ms) oldest = { found: { row, job, point: job.recoveryPoint }, age }
  }
  return {
    clusters: view.rows.length,
    connections: view.connections.length,
    jobs: STATES.map((state) => ({ state, count: jobs.filter(({ job }) => job.state === state).length })).filter(
      ({ state, count }) => count > 0 || state === 'healthy',
    ),
    oldest: oldest?.found ?? null,
    withoutPoint: jobs.filter(({ job }) => job.recoveryPoint === null).length,
  }
}
