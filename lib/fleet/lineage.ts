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
