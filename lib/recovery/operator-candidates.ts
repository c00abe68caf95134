import type { OperatorJob } from '../fleet/operator-word.ts'
import { normalisePath } from '../storage/path.ts'
import type { Candidate } from './candidate.ts'

/**
 * Points that the operator's resources name and no row has: what it would start a stopped job from, snapshots that were
 * taken before Weir looked.
 *
 * @param restReachable whether the JobManager could be asked: it does not list them then
 * @param told points that were told of already
 * @param inStorage what was found in registered storage: there a point of the operator is seen as well
 */
export function operatorCandidates(
  operator: OperatorJob | null,
  restReachable: boolean,
  told: readonly Candidate[],
  inStorage: readonly Candidate[],
): Candidate[] {
  if (operator === null) return []
  const known = new Set(told.map(({ id }) => id))
  const found = new Map(inStorage.map((candidate) => [candidate.id, candidate]))
  return [...operator.points.values()].flatMap(({ kind, path, triggeredAt }) => {
    const id = normalisePath(path)
    if (known.has(id)) return []
    const stored = found.get(id)
    return {
      id,
      kind,
      checkpointId: stored?.checkpointId ?? null,
      path,
      jobId: operator.jobId,
      triggeredAt,
      firstSeenAt: null,
      sizeBytes: null,
      evidence: [
        { source: 'rest', verdict: restReachable ? 'absent' : 'not-asked', observedAt: null },
        { source: 'ha', verdict: kind === 'checkpoint' ? 'absent' : 'not-kept', observedAt: null },
        { source: 'operator', verdict: 'names', observedAt: operator.observedAt },
        { source: 'storage', verdict: stored === undefined ? 'not-asked' : 'names', observedAt: null },
        { source: 'weir', verdict: 'absent', observedAt: null },
      ],
      newestInHa: false,
      markedForDeletion: false,
      owner: 'you',
      claim: null,
    } satisfies Candidate
  })
}
