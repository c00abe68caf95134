import type { Database } from '../db/client.ts'
import { rowFromRecord } from '../fleet/record/checkpoint-row.ts'
import type { CheckpointRow } from '../fleet/view.ts'

const RUNS = 20
/** Of each run, the newest checkpoints: what an ended one retained is among them. */
const CHECKPOINTS_OF_RUN = 20
const SAVEPOINTS = 100

/**
 * What Weir's record keeps that a job might be restored from: the newest completed checkpoints of each run, and savepoints of
 * any age.
 *
 * @param runIds newest first
 */
export async function readRecordedPoints(database: Database, runIds: readonly string[]): Promise<CheckpointRow[]> {
  const runs = runIds.slice(0, RUNS)
  const completed = { status: 'completed', OR: [{ discarded: null }, { discarded: false }] }
  const [savepoints, ...checkpoints] = await Promise.all([
    database.checkpoint.findMany({
      where: { ...completed, runId: { in: runs }, kind: 'savepoint' },
      orderBy: { lastSeenAt: 'desc' },
      take: SAVEPOINTS,
    }),
    ...runs.map((runId) =>
      database.checkpoint.findMany({
        where: { ...completed, runId },
        orderBy: { checkpointId: 'desc' },
        take: CHECKPOINTS_OF_RUN,
      }),
    ),
  ])
  const rows = [...checkpoints.flat(), ...savepoints].map(rowFromRecord)
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
