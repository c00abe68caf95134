/** A run as Weir has recorded it. Times in epoch milliseconds. */
export interface KnownRun {
  id: string
  startKey: string
  haMapUid: string | null
  restStartedAt: number | null
  startedAt: number | null
  /** Checkpoint id → trigger time, of those whose time is known. */
  triggeredAt: ReadonlyMap<number, number>
  paths: ReadonlySet<string>
}

/** What the sources tell now about a Flink job id in a cluster. */
export interface RunEvidence {
  haMapUid: string | null
  haMapCreatedAt: number | null
  restStartedAt: number | null
  triggeredAt: ReadonlyMap<number, number>
  /** Normalised path of `latest.restored` in REST. */
  restRestoredFrom: string | null
}

export type RunDecision =
  | { kind: 'same'; run: KnownRun }
  | { kind: 'new'; startKey: string; startedAt: number }
  /** Nothing tells when it started: not recorded yet. */
  | { kind: 'unknown' }

/** A per-job map is created within this of the job's start. */
const MAP_CREATED_WITHIN_MS = 60_000

/**
 * Which run of a job the evidence belongs to. Checkpoint ids start again with every restore, and in application mode the
 * job id stays, so a job id alone does not name a run.
 *
 * - With HA, the uid of the per-job ConfigMap is the run: Flink creates it at the start and deletes it at the end, and a
 *   JobManager that recovers the job keeps it.
 * - Without it, REST's start time is, but that is new after each recovery by HA too. So a different one is still the same
 *   run if both know a checkpoint by id and trigger time, or if REST says it was restored from a checkpoint of that run.
 */
export function decideRun(known: readonly KnownRun[], evidence: RunEvidence): RunDecision {
  const latest = known[0]
  if (evidence.haMapUid !== null) {
    const byMap = known.find((run) => run.haMapUid === evidence.haMapUid)
    if (byMap) return { kind: 'same', run: byMap }
    const adopts = latest !== undefined && latest.haMapUid === null && startedTogether(latest, evidence)
    if (adopts) return { kind: 'same', run: latest }
    const startedAt = evidence.haMapCreatedAt ?? evidence.restStartedAt
    return startedAt === null ? { kind: 'unknown' } : { kind: 'new', startKey: `ha:${evidence.haMapUid}`, startedAt }
  }
  if (latest !== undefined && continues(latest, evidence)) return { kind: 'same', run: latest }
  const earlier = known.find((run) => evidence.restStartedAt !== null && run.restStartedAt === evidence.restStartedAt)
  if (earlier) return { kind: 'same', run: earlier }
  if (evidence.restStartedAt === null) return { kind: 'unknown' }
  return { kind: 'new', startKey: `rest:${evidence.restStartedAt}`, startedAt: evidence.restStartedAt }
}

function startedTogether(run: KnownRun, evidence: RunEvidence): boolean {
  if (run.restStartedAt !== null && run.restStartedAt === evidence.restStartedAt) return true
  if (sharesCheckpoint(run, evidence)) return true
  if (run.startedAt === null || evidence.haMapCreatedAt === null) return false
  return Math.abs(evidence.haMapCreatedAt - run.startedAt) <= MAP_CREATED_WITHIN_MS
}

function continues(run: KnownRun, evidence: RunEvidence): boolean {
  if (evidence.restStartedAt === null) return evidence.triggeredAt.size === 0 || sharesCheckpoint(run, evidence)
  if (run.restStartedAt === evidence.restStartedAt) return true
  if (sharesCheckpoint(run, evidence)) return true
  return run.haMapUid !== null && evidence.restRestoredFrom !== null && run.paths.has(evidence.restRestoredFrom)
}

function sharesCheckpoint(run: KnownRun, evidence: RunEvidence): boolean {
  for (const [id, time] of evidence.triggeredAt) if (run.triggeredAt.get(id) === time) return true
  return false
}
