import type { Transaction } from '../../db/client.ts'
import type { FetchedDetails, JobEvent } from '../rest-job.ts'
import { encodeDetails } from './detail-codec.ts'

/**
 * Writes the details of checkpoints that are not in the record yet; what is there stays, since a finished checkpoint does
 * not change. Call under the cluster's advisory lock.
 *
 * @returns how many were given
 */
export async function recordDetails(
  tx: Transaction,
  runId: string,
  details: ReadonlyMap<number, FetchedDetails>,
  now: number,
): Promise<number> {
  const fresh = [...details].flatMap(([checkpointId, { operators, triggeredAt }]) =>
    operators === null
      ? []
      : [{ checkpoint_id: checkpointId, encoded: encodeDetails(operators, triggeredAt).toString('base64') }],
  )
  if (fresh.length === 0) return 0
  const at = new Date(now)
  await tx.$executeRaw`
    INSERT INTO checkpoint_detail (run_id, checkpoint_id, encoded, recorded_at)
    SELECT ${runId}::uuid, r.checkpoint_id, decode(r.encoded, 'base64'), ${at}
    FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS r(checkpoint_id bigint, encoded text)
    WHERE NOT EXISTS (
      SELECT FROM checkpoint_detail known WHERE known.run_id = ${runId}::uuid AND known.checkpoint_id = r.checkpoint_id)`
  return fresh.length
}

/** Writes what happened to a run between its checkpoints; two replicas that write the same write it once. */
export async function recordEvents(tx: Transaction, runId: string, events: readonly JobEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.jobEvent.createMany({
    data: events.map((event) => ({
      runId,
      kind: event.kind,
      at: new Date(event.at),
      checkpointId: event.kind === 'restored' ? BigInt(event.checkpointId) : null,
      path: event.kind === 'restored' ? event.path : null,
      cause: event.kind === 'failure' ? event.cause : null,
    })),
    skipDuplicates: true,
  })
}
