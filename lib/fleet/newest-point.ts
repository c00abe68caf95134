import { NO_OPERATOR_POINTS, type OperatorPoints } from './operator-points.ts'
import type { CheckpointRow, Evidence, RecoveryPointView } from './view.ts'

/**
 * The point a job would go back to if it died now: the newest restorable one, not the newest named.
 *
 * What Flink itself would take comes first, which is the newest key of its HA map; without one, the newest completed
 * checkpoint or savepoint that nobody calls discarded. The snapshot a run was restored from counts until the run has
 * completed a checkpoint of its own. Where all of these are gone from storage, what the operator names is left, and HA
 * contradicts it.
 *
 * @param rows checkpoints of the newest run, from all sources
 * @param operator points that only the operator names. What it would start a stopped job from goes before all but HA.
 * @param timeOfPath trigger time that Weir has recorded for a path in whatever run; an entry restored from it has none
 */
export function newestPoint(
  rows: readonly CheckpointRow[],
  timeOfPath: (path: string) => number | null = () => null,
  operator: OperatorPoints = NO_OPERATOR_POINTS,
): RecoveryPointView | null {
  const candidates = rows.filter(isRestorable)
  // A pointer into nothing is no way back; where all are, the newest is told with what contradicts it.
  const there = candidates.filter((row) => verdictOf(row, 'storage') !== 'contradicts')
  if (there.length === 0 && candidates.length > 0) {
    const left = operator.next ?? operator.newest
    if (left !== null) return contradictedByHa(left, candidates)
  }
  const usable = there.length > 0 ? there : candidates
  const named = usable.filter((row) => names(row, 'ha'))
  const chosen = newestOf(named.length > 0 ? named : usable)
  if (named.length === 0 && operator.next !== null) return operator.next
  const beside = named.length > 0 ? null : operator.newest
  if (beside !== null && (chosen === null || (beside.triggeredAt ?? 0) > (chosen.triggeredAt ?? 0))) return beside
  if (chosen === null) return null
  return {
    kind: chosen.kind === 'savepoint' ? 'savepoint' : 'checkpoint',
    checkpointId: chosen.checkpointId,
    path: chosen.path,
    triggeredAt: chosen.triggeredAt ?? (chosen.path === null ? null : timeOfPath(chosen.path)),
    firstSeenAt: chosen.firstSeenAt,
    sizeBytes: chosen.stateSizeBytes,
    evidence: chosen.evidence,
    lastKnown: !names(chosen, 'rest') && !names(chosen, 'ha') && !names(chosen, 'operator'),
  }
}

function contradictedByHa(point: RecoveryPointView, candidates: readonly CheckpointRow[]): RecoveryPointView {
  const word = candidates
    .flatMap(({ evidence }) => evidence)
    .find(({ source, verdict }) => source === 'ha' && verdict === 'names')
  if (word === undefined) return point
  const evidence = point.evidence.map((own) =>
    own.source === 'ha' ? { ...word, verdict: 'contradicts' as const } : own,
  )
  return { ...point, evidence }
}

function isRestorable(row: CheckpointRow): boolean {
  if (row.status !== 'completed' || row.markedForDeletion || row.discarded === true) return false
  // A map that could be asked and no longer lists a checkpoint has subsumed it; the files of a savepoint stay. Once the
  // job has ended there is no map ('not-kept'), and REST's last word is what is left.
  return row.kind === 'savepoint' || verdictOf(row, 'ha') !== 'absent'
}

function verdictOf(row: CheckpointRow, source: Evidence['source']): Evidence['verdict'] | undefined {
  return row.evidence.find((evidence) => evidence.source === source)?.verdict
}

function names(row: CheckpointRow, source: 'rest' | 'ha' | 'operator'): boolean {
  return verdictOf(row, source) === 'names'
}

function newestOf(rows: readonly CheckpointRow[]): CheckpointRow | null {
  return rows.reduce<CheckpointRow | null>((max, row) => (max === null || isNewer(row, max) ? row : max), null)
}

function isNewer(a: CheckpointRow, b: CheckpointRow): boolean {
  if (a.restored !== b.restored) return b.restored
  if (a.triggeredAt !== null && b.triggeredAt !== null && a.triggeredAt !== b.triggeredAt)
    return a.triggeredAt > b.triggeredAt
  return a.checkpointId > b.checkpointId
}
