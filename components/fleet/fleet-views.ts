import type { ConnectionView, FleetRow } from '@/lib/fleet/view'

export const FLEET_VIEWS = ['all', 'attention', 'no-ha'] as const
export type FleetViewName = (typeof FLEET_VIEWS)[number]

export function fleetViewOf(value: string | null): FleetViewName {
  return FLEET_VIEWS.find((name) => name === value) ?? 'all'
}

/** Whether a row belongs to a view. Who needs attention is who is broken, or asks for it. */
export function isInView(row: FleetRow, view: FleetViewName): boolean {
  if (view === 'attention') return row.state === 'broken' || row.state === 'attention'
  return view === 'all' || row.leader.kind === 'no-ha'
}

/** The part of the fleet a page is about, as its address says: names of a connection and of a namespace, or all. */
export interface FleetScope {
  connection: string | null
  namespace: string | null
}

export function isInScope(row: FleetRow, { connection, namespace }: FleetScope): boolean {
  return (
    (connection === null || row.connection.name === connection) && (namespace === null || row.namespace === namespace)
  )
}

/** What is wrong with another connection is no matter of a page that is about one. */
export function connectionsIn(connections: readonly ConnectionView[], { connection }: FleetScope): ConnectionView[] {
  return connections.filter(({ name }) => connection === null || name === connection)
}

const GROUPINGS = ['namespace', 'connection'] as const
export type Grouping = (typeof GROUPINGS)[number]

export function groupingOf(value: string | null): Grouping | null {
  return GROUPINGS.find((name) => name === value) ?? null
}

export interface FleetGroup {
  /** What all its rows have in common; null where nothing is grouped. */
  name: string | null
  rows: FleetRow[]
}

/** Rows by what they have in common, in the order in which they stand: the group of the first row comes first. */
export function groupFleet(rows: readonly FleetRow[], by: Grouping | null): FleetGroup[] {
  if (by === null) return [{ name: null, rows: [...rows] }]
  const groups = new Map<string, FleetRow[]>()
  for (const row of rows) {
    const name = by === 'namespace' ? row.namespace : row.connection.name
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return [...groups].map(([name, grouped]) => ({ name, rows: grouped }))
}
