import { ageLevel } from '@/components/format/age-level'
import { pointAge } from '@/components/recovery/point-age'
import type { FleetRow, State } from '@/lib/fleet/view'

export const FLEET_SORTS = ['state', 'cluster', 'mode', 'flink', 'jobs', 'age', 'size', 'storage'] as const
export type FleetSort = (typeof FLEET_SORTS)[number]

const RANK: Record<State, number> = { broken: 0, attention: 1, busy: 2, unknown: 3, healthy: 4 }

export function isFleetSort(value: unknown): value is FleetSort {
  return FLEET_SORTS.some((sort) => sort === value)
}

/** Version numbers and names as people order them: 1.9 before 1.20. The same in every language, so that links agree. */
const collator = new Intl.Collator('en', { numeric: true })

/** When the newest point was made, on Weir's clock; nothing to go back to is older than anything. */
function pointTime(row: FleetRow): number {
  const point = row.recoveryPoint
  if (!point) return Number.NEGATIVE_INFINITY
  return point.triggeredAt === null ? point.firstSeenAt : point.triggeredAt - row.clockSkewMs
}

function difference(a: number, b: number): number {
  return a === b ? 0 : a - b
}

const byName = (a: FleetRow, b: FleetRow) =>
  collator.compare(a.name, b.name) || collator.compare(a.namespace, b.namespace) || collator.compare(a.id, b.id)

const BY: Record<FleetSort, (a: FleetRow, b: FleetRow) => number> = {
  state: (a, b) => RANK[a.state] - RANK[b.state],
  cluster: byName,
  mode: (a, b) => collator.compare(`${a.mode} ${a.manager}`, `${b.mode} ${b.manager}`),
  flink: (a, b) => collator.compare(a.flinkVersion?.value ?? '', b.flinkVersion?.value ?? ''),
  jobs: (a, b) => difference(b.jobs?.total ?? -1, a.jobs?.total ?? -1),
  age: (a, b) => difference(pointTime(a), pointTime(b)),
  size: (a, b) => difference(b.recoveryPoint?.sizeBytes ?? -1, a.recoveryPoint?.sizeBytes ?? -1),
  storage: (a, b) => collator.compare(a.storage ?? '', b.storage ?? ''),
}

/**
 * The order of the fleet: by the chosen column, then worst state, oldest point, name. The first direction of a column
 * brings up what people look for: worst, oldest, biggest, else A to Z.
 */
export function compareFleet(sort: FleetSort, reversed: boolean): (a: FleetRow, b: FleetRow) => number {
  return (a, b) => (reversed ? -BY[sort](a, b) : BY[sort](a, b)) || BY.state(a, b) || BY.age(a, b) || byName(a, b)
}

/** Columns of names and versions; all others begin with the most. */
const FROM_A_TO_Z: ReadonlySet<string> = new Set<FleetSort | 'job'>(['cluster', 'mode', 'flink', 'storage', 'job'])

/** Which way the values of a column go down the table. */
export function directionOf(sort: FleetSort | 'job', reversed: boolean): 'ascending' | 'descending' {
  return FROM_A_TO_Z.has(sort) === reversed ? 'descending' : 'ascending'
}

/** Where a row stands roughly: see `useRowOrder`. */
export function rankFleet(sort: FleetSort, reversed: boolean, now: number): (row: FleetRow) => number {
  const rank = (row: FleetRow): number => {
    if (sort === 'age') return row.recoveryPoint ? ageRank(row, row.recoveryPoint, now) : -1
    if (sort === 'size') return -Math.floor(Math.log2((row.recoveryPoint?.sizeBytes ?? 0) + 1))
    if (sort === 'jobs') return -(row.jobs?.total ?? -1)
    return sort === 'state' ? RANK[row.state] : 0
  }
  return (row) => (reversed ? -rank(row) : rank(row))
}

function ageRank(row: FleetRow, point: NonNullable<FleetRow['recoveryPoint']>, now: number): number {
  const { ms } = pointAge(point, now, row.clockSkewMs)
  const level = ageLevel({ ageMs: ms, intervalMs: row.intervalMs, jobManagerGone: row.leader.kind === 'none' })
  return { broken: 0, attention: 1, plain: 2 }[level]
}
