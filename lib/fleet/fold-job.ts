import { normalisePath } from '../storage/path.ts'
import type { AskedJob } from './cluster-evidence.ts'
import type { HaFiles } from './ha-files.ts'
import { type JobEvidenceInput, mergeWords, timeOfOrigin } from './job-evidence.ts'
import type { LiveJob } from './live-job.ts'
import { newestPoint } from './newest-point.ts'
import { NO_OPERATOR_POINTS, type OperatorPoints, pointsBesideRows } from './operator-points.ts'
import type { RecordedJob } from './record/recorder.ts'
import type { CheckpointRow, Evidence, RecoveryPointView } from './view.ts'

/** `num-retained` is rarely more; each is read in storage once. */
const VERIFIED_POINTS = 10

/** Folds the jobs of one cluster, and remembers when the operator was first seen to be about to start one. */
export class JobFolder {
  private readonly files: HaFiles
  /** By job id: the path it would start from, and when that was first seen; the operator tells no time for it. */
  private readonly nextSeen = new Map<string, { path: string; at: number }>()

  constructor(files: HaFiles) {
    this.files = files
  }

  /** Makes one job of what its sources say and what is recorded of it. @param now epoch ms */
  fold({ input, words }: AskedJob, record: RecordedJob | null, orphaned: boolean, now: number): LiveJob {
    const runId = record?.run.id ?? `unrecorded-${input.jobId}`
    const rows = mergeWords(input, words, runId, record?.recent ?? [], now)
    const newest = newestPoint(rows, timeOfOrigin(record), this.operatorPoints(input, rows, now))
    this.verify(rows, newest)
    const recoveryPoint = newest && this.lookedUp(newest)
    return { jobId: input.jobId, evidence: input, record, rows, recoveryPoint, orphaned }
  }

  /** What HA would restore from is looked up in storage; older points are not, for the sake of storage. */
  private verify(rows: readonly CheckpointRow[], point: RecoveryPointView | null): void {
    const kept = rows.filter((row) => row.evidence.some((word) => word.source === 'ha' && word.verdict === 'names'))
    for (const { path, checkpointId } of [...kept.slice(0, VERIFIED_POINTS), ...(point ? [point] : [])]) {
      if (path !== null) this.files.verifiedAt(path, checkpointId)
    }
  }

  /** A point that only the operator names, with what storage says of it; rows have that already. */
  private lookedUp(point: RecoveryPointView): RecoveryPointView {
    const { path, checkpointId } = point
    if (path === null || checkpointId !== null) return point
    const verifiedAt = this.files.verifiedAt(path, null)
    const goneAt = this.files.gone().get(normalisePath(path))
    const word: Evidence =
      goneAt === undefined
        ? { source: 'storage', verdict: verifiedAt === null ? 'not-asked' : 'names', observedAt: verifiedAt }
        : { source: 'storage', verdict: 'contradicts', observedAt: goneAt }
    return {
      ...point,
      sizeBytes: point.sizeBytes ?? this.files.sizeBytes(path),
      evidence: point.evidence.map((own) => (own.source === 'storage' ? word : own)),
    }
  }

  private operatorPoints(
    { operator, rest, restReachable }: JobEvidenceInput,
    rows: CheckpointRow[],
    now: number,
  ): OperatorPoints {
    if (operator === null) return NO_OPERATOR_POINTS
    const { jobId, upgradePath } = operator
    if (upgradePath === null) this.nextSeen.delete(jobId)
    else if (this.nextSeen.get(jobId)?.path !== upgradePath) this.nextSeen.set(jobId, { path: upgradePath, at: now })
    return pointsBesideRows(operator, rows, {
      running: restReachable && rest?.overview?.state === 'RUNNING',
      restReachable,
      firstSeenAt: this.nextSeen.get(jobId)?.at ?? now,
    })
  }
}
