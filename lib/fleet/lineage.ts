/** A run that may be the one before another. */
export interface LineageCandidate {
  id: string
  lineageId: string
  clusterId: string
  jobId: string
  jobName: string | null
  startedAt: number | null
  lastSeenAt: number
  endedAt: number | null
}

export interface NewRun {
  clusterId: string
  jobId: string
  jobName: string | null
  startedAt: number | null
  restoredFromPath: string | null
}

/**
 * The lineage a new run belongs to: the ids of one logical job, tied together over restores. In this order:
 *
 * 1. the run that wrote the snapshot it was restored from, told by the path of a recorded checkpoint;
 * 2. a run whose Flink job id is a folder of that path (`<dir>/<job id>/chk-n`);
 * 3. an earlier run of the same Flink job id in the same cluster;
 * 4. the last run of the same job name in the same cluster, if it had ended before this one began: two jobs that ran at the
 *    same time under one name are two jobs;
 * 5. none: the run begins a lineage of its own (null).
 */
export function decideLineage(
  run: NewRun,
  candidates: readonly LineageCandidate[],
  ownerOfPath: (path: string) => LineageCandidate | null,
): string | null {
  if (run.restoredFromPath !== null) {
    const owner = ownerOfPath(run.restoredFromPath)
    if (owner) return owner.lineageId
    const ids = new Set(run.restoredFromPath.match(/(?<=\/)[0-9a-f]{32}(?=\/)/g) ?? [])
    const byFolder = newest(candidates.filter((candidate) => ids.has(candidate.jobId)))
    if (byFolder) return byFolder.lineageId
  }
  const inCluster = candidates.filter((candidate) => candidate.clusterId === run.clusterId)
  const sameId = newest(inCluster.filter((candidate) => candidate.jobId === run.jobId))
  if (sameId) return sameId.lineageId
  if (run.jobName === null) return null
  const sameName = newest(
    inCluster.filter((candidate) => candidate.jobName === run.jobName && endedBefore(candidate, run)),
  )
  return sameName?.lineageId ?? null
}

function endedBefore(candidate: LineageCandidate, run: NewRun): boolean {
  if (run.startedAt === null) return candidate.endedAt !== null
  return candidate.endedAt !== null ? candidate.endedAt <= run.startedAt : candidate.lastSeenAt <= run.startedAt
}

function newest(candidates: readonly LineageCandidate[]): LineageCandidate | null {
  return candidates.reduce<LineageCandidate | null>((max, candidate) => {
    const isNewer = max === null || (candidate.startedAt ?? candidate.lastSeenAt) > (max.startedAt ?? max.lastSeenAt)
    return isNewer ? candidate : max
  }, null)
}

/** How long a run lived, as far as is known. */
export interface LivedRun {
  startedAt: Date | null
  firstSeenAt: Date
  lastSeenAt: Date
  endedAt: Date | null
}

/** A job that is moved runs in both places at once for no longer than this. */
const MOVES_WITHIN_MS = 10 * 60_000

/**
 * Whether a run elsewhere is another branch of a lineage, and not where the job went: it began after a run of the job and
 * went on beside it for long. Two jobs started from one snapshot are of one lineage and two jobs all the same.
 *
 * @param own runs of the job itself
 */
export function isBranch(elsewhere: LivedRun, own: readonly LivedRun[]): boolean {
  const began = startOf(elsewhere)
  return own.some((run) => {
    const together = Math.min(endOf(elsewhere), endOf(run)) - began
    return began > startOf(run) && together > MOVES_WITHIN_MS
  })
}

function startOf({ startedAt, firstSeenAt }: LivedRun): number {
  return (startedAt ?? firstSeenAt).getTime()
}

function endOf({ endedAt, lastSeenAt }: LivedRun): number {
  return (endedAt ?? lastSeenAt).getTime()
}
