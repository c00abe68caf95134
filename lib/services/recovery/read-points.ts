import { setTimeout as delay } from 'node:timers/promises'
import type { Ctx } from '../../auth/context.ts'
import { type Candidate, verdictOf } from '../../recovery/candidate.ts'
import { rankPoints, warningOf } from '../../recovery/rank-points.ts'
import type { RecoveryPointsView } from '../../recovery/recovery-view.ts'
import { sharedVerifier } from '../../recovery/verifier.ts'
import { type FoundJob, findJob, JobAddressInput } from '../job/find-job.ts'
import { jobHeader, sourceStatuses } from '../job/job-header.ts'
import { runningFleet } from '../running-fleet.ts'
import { gatherPoints } from './gather-points.ts'

/** Rows of a page; more points than this nobody chooses from. */
const MAX_POINTS = 100
const SEARCH_DEADLINE_MS = 2_000

/**
 * All points a job could be restored from, ranked and explained; null where there is no such job to see.
 *
 * Storage is read for them: for as long as `patienceMs`, after which what is not yet known is said to be not checked. It
 * goes on meanwhile, so that the next call knows more.
 */
export async function readRecoveryPoints({
  ctx,
  input,
  patienceMs,
}: {
  ctx: Ctx
  input: JobAddressInput
  patienceMs: number
}): Promise<RecoveryPointsView | null> {
  const parsed = JobAddressInput.safeParse(input)
  if (!parsed.success) return null
  const { feed, demo, storage } = runningFleet()
  const cursor = feed.cursor()
  const found = await findJob(ctx, parsed.data)
  if (found === null) return null
  const gathered = await gatherPoints(found, Math.min(SEARCH_DEADLINE_MS, patienceMs))
  const candidates = newest(gathered.candidates)
  const verifier = sharedVerifier(storage)
  const checks = candidates.flatMap(({ path }) => (path === null ? [] : [verifier.verify(path)]))
  await Promise.race([Promise.all(checks), delay(patienceMs, null, { ref: false })])
  const verification = (point: Candidate) => (point.path === null ? null : verifier.known(point.path))
  const rows = rankPoints(
    candidates.filter((point) => !isLeftover(point, verification(point)?.problem?.code)),
    verification,
    runningMaxParallelism(found),
  )
  const now = Date.now()
  const job = await jobHeader(ctx, found, now)
  return {
    now,
    cursor,
    demo,
    job,
    rows,
    warning: warningOf(rows, gathered.newestInHa, job.leader.kind !== 'none'),
    searched: gathered.searched,
    notSearched: gathered.notSearched,
    sources: sourceStatuses(found),
  }
}

/** By job vertex, where the JobManager tells it of a job that runs now. */
function runningMaxParallelism({ live }: FoundJob): ReadonlyMap<string, number> {
  const { rest, restReachable } = live?.evidence ?? { rest: null, restReachable: false }
  return restReachable && rest?.overview?.state === 'RUNNING' ? rest.vertices.maxParallelism : new Map()
}

function newest(candidates: readonly Candidate[]): Candidate[] {
  const time = (point: Candidate) => point.triggeredAt ?? point.firstSeenAt ?? 0
  return [...candidates].sort((a, b) => time(b) - time(a)).slice(0, MAX_POINTS)
}

/** A directory that only storage tells of and that holds no `_metadata` was never finished, or is being removed. */
function isLeftover(point: Candidate, problem: string | undefined): boolean {
  const told = (['rest', 'ha', 'operator', 'weir'] as const).some(
    (source) => verdictOf(point.evidence, source) === 'names',
  )
  return !told && problem === 'storage.missing'
}
