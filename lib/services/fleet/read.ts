import type { Ctx } from '../../auth/context.ts'
import type { ConnectionView, FleetRow, FleetView } from '../../fleet/view.ts'
import { runningFleet } from '../running-fleet.ts'

/** The fleet as this actor may see it. */
export async function readFleet({ ctx }: { ctx: Ctx }): Promise<FleetView> {
  const fleet = runningFleet()
  const cursor = fleet.feed.cursor()
  return {
    now: Date.now(),
    cursor,
    demo: fleet.demo,
    connections: visibleConnections(ctx, fleet.connections()),
    rows: fleet.feed.rows().filter((row) => seesRow(ctx, row)),
  }
}

export function seesRow(ctx: Ctx, row: FleetRow): boolean {
  return ctx.sees({ connection: row.connection.id, namespace: row.namespace, name: row.name })
}

/** A connection is no secret to those who may see something behind it; for now that is everyone. */
export function visibleConnections(_ctx: Ctx, connections: ConnectionView[]): ConnectionView[] {
  return connections
}
