import type { Problem } from '../problem.ts'
import type { Candidate } from './candidate.ts'
import { type JobShape, judge, storageWord } from './judge.ts'
import type { RecoveryPointRow } from './recovery-view.ts'
import type { Verification } from './verify-point.ts'

/** When a point was taken, as well as anybody knows; null where nobody does. */
function takenAt(row: Pick<RecoveryPointRow, 'triggeredAt' | 'writtenAt' | 'firstSeenAt'>): number | null {
  return row.triggeredAt ?? row.writtenAt ?? row.firstSeenAt
}

/**
 * The points in the order in which one would restore from them: the newest restorable first, which is the recommended one;
 * then what needs care, what is unknown and what can't be restored, newest first.
 *
 * @param running max parallelism by job vertex, as the running job has it; empty where nobody tells
 */
export function rankPoints(
  candidates: readonly Candidate[],
  verification: (point: Candidate) => Verification | null,
  running: ReadonlyMap<string, number> = new Map(),
): RecoveryPointRow[] {
  const job = shapeOf(candidates, verification, running)
  const rows = candidates.map((point) => rowOf(point, verification(point), job))
  rows.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || (takenAt(b) ?? 0) - (takenAt(a) ?? 0))
  const best = rows[0]?.verdict === 'restorable' ? rows[0] : undefined
  return rows.map((row, index) => {
    if (row.verdict !== 'restorable' || best === undefined) return row
    if (row === best) return { ...row, rank: 1, verdict: 'recommended', why: { code: 'recovery.newest' } }
    return { ...row, rank: index + 1, why: olderThan(row, best) }
  })
}

const ORDER: Record<RecoveryPointRow['verdict'], number> = {
  recommended: 0,
  restorable: 0,
  'needs-care': 1,
  'not-restorable': 2,
  unknown: 3,
}

function olderThan(row: RecoveryPointRow, best: RecoveryPointRow): Problem {
  const own = takenAt(row)
  const newest = takenAt(best)
  return own === null || newest === null ? row.why : { code: 'recovery.older', params: { olderMs: newest - own } }
}

function rowOf(point: Candidate, found: Verification | null, job: JobShape): RecoveryPointRow {
  const storage = storageWord(
    found,
    point.evidence.find(({ source }) => source === 'storage'),
  )
  const isSavepoint = found?.metadata?.isSavepoint
  const { stateSizeBytes = null, coordinatorBytes = 0 } = found?.metadata ?? {}
  return {
    id: point.id,
    rank: null,
    ...judge(point, found, job),
    kind: isSavepoint === true ? 'savepoint' : point.kind,
    checkpointId: point.checkpointId ?? found?.metadata?.checkpointId ?? null,
    path: point.path,
    jobId: point.jobId,
    triggeredAt: point.triggeredAt,
    writtenAt: found?.writtenAt ?? null,
    firstSeenAt: point.firstSeenAt,
    // As REST counts it: without coordinators' bytes.
    sizeBytes: point.sizeBytes ?? (stateSizeBytes === null ? null : stateSizeBytes - coordinatorBytes),
    evidence: point.evidence.map((word) => (word.source === 'storage' ? storage : word)),
    files: found?.files ?? null,
    owner: point.owner,
    claim: point.claim,
  }
}

/**
 * What the job has now is told by the job that runs. A vertex goes by the id of the first of its chained operators; of the
 * others, and of a job that does not run, the newest `_metadata` that could be read tells.
 */
function shapeOf(
  candidates: readonly Candidate[],
  verification: (point: Candidate) => Verification | null,
  running: ReadonlyMap<string, number>,
): JobShape {
  let newest: { at: number; facts: NonNullable<Verification['metadata']> } | null = null
  for (const point of candidates) {
    const found = verification(point)
    const at = point.triggeredAt ?? found?.writtenAt ?? null
    if (!found?.metadata || at === null || (newest !== null && newest.at >= at)) continue
    newest = { at, facts: found.metadata }
  }
  const written = newest?.facts.operators.map(({ id, maxParallelism }) => [id, maxParallelism] as const) ?? []
  return { maxParallelism: new Map([...written, ...running]) }
}

/** What goes wrong if nobody does anything: Flink takes the newest entry of HA and no older one. */
export function warningOf(
  rows: readonly RecoveryPointRow[],
  newestInHa: string | null,
  alive: boolean,
): Problem | null {
  const row = rows.find(({ id }) => id === newestInHa)
  if (row === undefined || row.verdict !== 'not-restorable') return null
  const best = rows.find(({ verdict }) => verdict === 'recommended')
  const point = row.checkpointId === null ? (row.path ?? '') : `chk-${row.checkpointId}`
  const savedBy = best?.path ?? null
  if (savedBy === null) {
    return { code: alive ? 'recovery.next-fails-alive-alone' : 'recovery.next-fails-alone', params: { point } }
  }
  return { code: alive ? 'recovery.next-fails-alive' : 'recovery.next-fails', params: { point, path: savedBy } }
}
