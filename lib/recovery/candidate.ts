import type { CheckpointRow, Evidence } from '../fleet/view.ts'
import { normalisePath } from '../storage/path.ts'

/** A point that some source tells of, before anything of it was checked. */
export interface Candidate {
  id: string
  kind: CheckpointRow['kind']
  checkpointId: number | null
  path: string | null
  jobId: string | null
  triggeredAt: number | null
  firstSeenAt: number | null
  sizeBytes: number | null
  evidence: Evidence[]
  /** The newest key of the job's HA map: what Flink itself would restore from. */
  newestInHa: boolean
  markedForDeletion: boolean
  owner: 'flink' | 'you'
  claim: string | null
}

/** What is known of the runs that rows belong to. */
export interface RunFacts {
  jobId: string
  /** The run that lives now: Flink keeps and removes its checkpoints. */
  current: boolean
}

/**
 * Points out of rows of all runs of a job: what could be restored from, once for each path.
 *
 * A completed checkpoint counts while Flink keeps it, or its run is over: what a living job has subsumed is gone. A savepoint
 * counts until it was discarded. An entry of a restored snapshot and the row of the run that took it are one point.
 *
 * @param rows of the current run first: they carry what the sources say now
 */
export function candidatesOf(
  rows: readonly CheckpointRow[],
  runs: ReadonlyMap<string, RunFacts>,
  haNamesNewest: number | null,
): Candidate[] {
  const byId = new Map<string, Candidate>()
  for (const row of rows) {
    const run = runs.get(row.runId)
    if (!isPoint(row, run?.current ?? false)) continue
    const next = candidateOf(row, run, haNamesNewest)
    const known = byId.get(next.id)
    byId.set(next.id, known === undefined ? next : joined(known, next))
  }
  return [...byId.values()]
}

function isPoint(row: CheckpointRow, current: boolean): boolean {
  if (row.status !== 'completed' || row.discarded === true) return false
  if (row.kind === 'savepoint' || isOfAnother(row)) return true
  const ha = verdictOf(row.evidence, 'ha')
  return !current || ha !== 'absent'
}

/**
 * Whether a restored entry is a snapshot of another run, whose times Flink does not keep. After a recovery by HA a run is
 * restored from a checkpoint of its own, which has its times, and which Flink still removes.
 */
function isOfAnother(row: CheckpointRow): boolean {
  return row.restored && row.triggeredAt === null
}

function candidateOf(row: CheckpointRow, run: RunFacts | undefined, haNamesNewest: number | null): Candidate {
  const inHa = verdictOf(row.evidence, 'ha') === 'names'
  // A snapshot that a run was restored from belongs to whoever made it, and whether the run claimed it is not told.
  const byFlink = row.kind !== 'savepoint' && !isOfAnother(row) && run?.current === true
  return {
    id: row.path === null ? row.id : normalisePath(row.path),
    kind: row.kind,
    checkpointId: row.checkpointId,
    path: row.path,
    jobId: isOfAnother(row) ? null : (run?.jobId ?? null),
    triggeredAt: row.triggeredAt,
    firstSeenAt: row.firstSeenAt,
    sizeBytes: row.stateSizeBytes,
    evidence: row.evidence,
    newestInHa: inHa && run?.current === true && row.checkpointId === haNamesNewest,
    markedForDeletion: row.markedForDeletion,
    owner: byFlink ? 'flink' : 'you',
    claim: byFlink ? (run?.jobId ?? null) : null,
  }
}

/** Two rows of one path: the entry of a restored snapshot, which has no times, and the row of the run that took it. */
function joined(a: Candidate, b: Candidate): Candidate {
  return {
    ...a,
    kind: b.kind === 'savepoint' ? 'savepoint' : (a.kind ?? b.kind),
    jobId: a.jobId ?? b.jobId,
    triggeredAt: a.triggeredAt ?? b.triggeredAt,
    firstSeenAt: earliest(a.firstSeenAt, b.firstSeenAt),
    sizeBytes: a.sizeBytes ?? b.sizeBytes,
    evidence: a.evidence.map((word) => {
      const other = b.evidence.find(({ source }) => source === word.source)
      return word.verdict !== 'names' && word.verdict !== 'contradicts' && other?.verdict === 'names' ? other : word
    }),
    newestInHa: a.newestInHa || b.newestInHa,
    markedForDeletion: a.markedForDeletion || b.markedForDeletion,
    owner: a.claim === null && b.claim !== null ? b.owner : a.owner,
    claim: a.claim ?? b.claim,
  }
}

const CHECKPOINT_DIRECTORY = /^chk-(\d{1,16})$/
const SAVEPOINT_DIRECTORY = /^savepoint-([0-9a-f]{6})-[0-9a-f]{12}$/

/**
 * A directory that lies where this job's snapshots lie, as Flink names them: `chk-42`, `savepoint-7d1f3c-0a1b2c3d4e5f`. Null
 * where it is none, or the name says that it is another job's.
 *
 * @param jobIdOfParent the job whose directory it lies in; null in a directory of savepoints, which all jobs share
 */
export function candidateOfDirectory(
  path: string,
  jobIdOfParent: string | null,
  jobIds: readonly string[],
): Candidate | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const checkpointId = CHECKPOINT_DIRECTORY.exec(name)?.[1]
  const head = SAVEPOINT_DIRECTORY.exec(name)?.[1]
  const jobId = head === undefined ? jobIdOfParent : (jobIds.find((id) => id.startsWith(head)) ?? null)
  if (jobId === null || (checkpointId === undefined && head === undefined)) return null
  return {
    id: normalisePath(path),
    kind: head === undefined ? 'checkpoint' : 'savepoint',
    checkpointId: checkpointId === undefined ? null : Number(checkpointId),
    path,
    jobId,
    triggeredAt: null,
    firstSeenAt: null,
    sizeBytes: null,
    evidence: [
      { source: 'rest', verdict: 'absent', observedAt: null },
      { source: 'ha', verdict: 'absent', observedAt: null },
      { source: 'operator', verdict: 'not-kept', observedAt: null },
      { source: 'storage', verdict: 'names', observedAt: null },
      { source: 'weir', verdict: 'absent', observedAt: null },
    ],
    newestInHa: false,
    markedForDeletion: false,
    owner: 'you',
    claim: null,
  }
}

export function verdictOf(evidence: readonly Evidence[], source: Evidence['source']): Evidence['verdict'] | undefined {
  return evidence.find((word) => word.source === source)?.verdict
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
