import type { NamedPoint } from '../kubernetes/operator-resources.ts'
import { normalisePath } from '../storage/path.ts'
import type { OperatorJob } from './operator-word.ts'
import type { CheckpointRow, RecoveryPointView } from './view.ts'

/** Points to restore from that no row has: nobody but the operator tells of them. */
export interface OperatorPoints {
  newest: RecoveryPointView | null
  /** What the operator would start the job from now; null while the job runs, or where a row has it. */
  next: RecoveryPointView | null
}

export const NO_OPERATOR_POINTS: OperatorPoints = { newest: null, next: null }

/** @param known.firstSeenAt when the path to start from next was first seen, epoch ms: the operator tells no time for it */
export function pointsBesideRows(
  operator: OperatorJob,
  rows: readonly CheckpointRow[],
  known: { running: boolean; restReachable: boolean; firstSeenAt: number },
): OperatorPoints {
  const inRows = new Set(rows.flatMap(({ path }) => (path === null ? [] : normalisePath(path))))
  const beside = [...operator.points].filter(([key]) => !inRows.has(key))
  const newest = beside.reduce<NamedPoint | null>(
    (max, [, point]) => (max === null || (point.triggeredAt ?? 0) > (max.triggeredAt ?? 0) ? point : max),
    null,
  )
  const nextKey = operator.upgradePath === null ? null : normalisePath(operator.upgradePath)
  const next = known.running ? undefined : beside.find(([key]) => key === nextKey)?.[1]
  const view = ({ kind, path, triggeredAt }: NamedPoint): RecoveryPointView => ({
    kind,
    checkpointId: null,
    path,
    triggeredAt,
    firstSeenAt: triggeredAt ?? known.firstSeenAt,
    sizeBytes: null,
    evidence: [
      { source: 'rest', verdict: known.restReachable ? 'absent' : 'not-asked', observedAt: null },
      { source: 'ha', verdict: 'not-kept', observedAt: null },
      { source: 'operator', verdict: 'names', observedAt: operator.observedAt },
      { source: 'storage', verdict: 'not-asked', observedAt: null },
      { source: 'weir', verdict: 'absent', observedAt: null },
    ],
    lastKnown: false,
  })
  return { newest: newest && view(newest), next: next === undefined ? null : view(next) }
}
