import { z } from 'zod'
import type { Checkpoint } from '../../db/generated/client.ts'
import { StoredProblem } from '../../db/stored-problem.ts'
import type { CheckpointParts } from '../timeline-view.ts'
import type { CheckpointRow, Evidence } from '../view.ts'

/** What Weir's record keeps of a source's word: `{ rest: { named: true, at: 1795264… } }`, times in epoch ms. */
export type Seen = Partial<Record<Evidence['source'], { named: boolean; at: number }>>

/** What another version of Weir may have written is not known here, which is no reason to fail a page. */
export const RecordedStatus = z.enum(['completed', 'failed', 'in-progress', 'unknown']).catch('unknown')
const RecordedKind = z.enum(['checkpoint', 'full-checkpoint', 'savepoint']).nullable().catch(null)

/** A recorded checkpoint as the pages show it; its evidence is what the sources said when it was last recorded. */
export function rowFromRecord(record: Checkpoint): CheckpointRow {
  const checkpointId = Number(record.checkpointId)
  return {
    id: `${record.runId}/${checkpointId}`,
    runId: record.runId,
    checkpointId,
    status: RecordedStatus.parse(record.status),
    kind: RecordedKind.parse(record.kind),
    restored: record.restored,
    markedForDeletion: record.markedForDeletion,
    triggeredAt: record.triggeredAt?.getTime() ?? null,
    completedAt: record.completedAt?.getTime() ?? null,
    durationMs: record.durationMs,
    stateSizeBytes: bytes(record.stateSizeBytes),
    checkpointedSizeBytes: bytes(record.checkpointedSizeBytes),
    coordinatorBytes: bytes(record.coordinatorBytes),
    acknowledged:
      record.ackedSubtasks === null || record.totalSubtasks === null
        ? null
        : { acked: record.ackedSubtasks, total: record.totalSubtasks },
    path: record.path,
    evidence: [],
    discarded: record.discarded,
    failure: StoredProblem.parse(record.failure),
    parts: partsOf(record),
    slowest:
      record.slowestSubtask === null
        ? null
        : { operator: record.slowestOperator, subtask: record.slowestSubtask, straggler: record.straggler ?? false },
    firstSeenAt: record.firstSeenAt.getTime(),
    lastSeenAt: record.lastSeenAt.getTime(),
  }
}

type PartsRecord = Pick<Checkpoint, 'startDelayMs' | 'alignmentMs' | 'syncMs' | 'asyncMs'>

/** All four or none: they come from one answer. */
export function partsOf({ startDelayMs, alignmentMs, syncMs, asyncMs }: PartsRecord): CheckpointParts | null {
  if (startDelayMs === null || alignmentMs === null || syncMs === null || asyncMs === null) return null
  return { startDelayMs, alignmentMs, syncMs, asyncMs }
}

function bytes(value: bigint | null): number | null {
  return value === null ? null : Number(value)
}

/** The sources that name it now, as the record keeps them. */
export function seenOf(row: CheckpointRow, now: number): Seen {
  const seen: Seen = {}
  for (const { source, verdict } of row.evidence) {
    if (source !== 'weir' && (verdict === 'names' || verdict === 'absent')) {
      seen[source] = { named: verdict === 'names', at: now }
    }
  }
  return seen
}
