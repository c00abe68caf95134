import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../db/client.ts'
import type { Checkpoint, JobRun } from '../../db/generated/client.ts'
import { normalisePath } from '../../storage/path.ts'
import { decideRun, type KnownRun, type RunEvidence } from '../job-run.ts'
import { decideLineage, type LineageCandidate } from '../lineage.ts'

/** What is known now of a job, apart from its checkpoints. Times in epoch ms on the source's clock. */
export interface JobSighting {
  jobId: string
  jobName: string | null
  flinkState: string | null
  haMapUid: string | null
  haMapCreatedAt: number | null
  restStartedAt: number | null
  endedAt: number | null
  /** The snapshot this run began from: of the HA entry with time 0, or of REST's `latest.restored` at a run's first sight. */
  restoredFrom: { path: string; checkpointId: number } | null
  /** Path of REST's `latest.restored`, which after a recovery by HA is a checkpoint of the run itself. */
  restRestoredFrom: string | null
  /** Checkpoint id → trigger time. */
  triggeredAt: ReadonlyMap<number, number>
}

const RUNS_COMPARED = 5
const CHECKPOINTS_COMPARED = 50
const LINEAGE_CANDIDATES = 500

/**
 * The row of the run a sighting belongs to, made or brought up to date; null where nothing tells when it started. The
 * rules are in `job-run.ts` and `lineage.ts`. Call under the cluster's advisory lock.
 */
export async function recordRun(
  tx: Transaction,
  clusterRowId: string,
  seen: JobSighting,
  now: number,
): Promise<JobRun | null> {
  const rows = await tx.jobRun.findMany({
    where: { clusterId: clusterRowId, jobId: seen.jobId },
    orderBy: [{ startedAt: 'desc' }, { firstSeenAt: 'desc' }],
    take: RUNS_COMPARED,
  })
  const runs: KnownRun[] = []
  for (const row of rows) runs.push(knownRun(row, await newestOf(tx, row.id)))
  const evidence: RunEvidence = {
    haMapUid: seen.haMapUid,
    haMapCreatedAt: seen.haMapCreatedAt,
    restStartedAt: seen.restStartedAt,
    triggeredAt: seen.triggeredAt,
    restRestoredFrom: seen.restRestoredFrom === null ? null : normalisePath(seen.restRestoredFrom),
  }
  const decision = decideRun(runs, evidence)
  if (decision.kind === 'unknown') return null
  const known =
    decision.kind === 'same'
      ? rows.find((row) => row.id === decision.run.id)
      : await runOfKey(tx, clusterRowId, seen.jobId, decision.startKey)
  const restoredFrom =
    seen.restoredFrom === null ? null : { ...seen.restoredFrom, path: normalisePath(seen.restoredFrom.path) }

  if (known == null) {
    if (decision.kind !== 'new') return null
    // A run without a lineage begins one of its own id, so the id must be known before the row is made.
    const id = randomUUID()
    const startedAt = decision.startedAt
    const lineageId = await lineageOf(tx, id, clusterRowId, seen, startedAt, restoredFrom?.path ?? null)
    return tx.jobRun.create({
      data: {
        id,
        clusterId: clusterRowId,
        jobId: seen.jobId,
        jobName: seen.jobName,
        startKey: decision.startKey,
        startedAt: new Date(startedAt),
        haMapUid: seen.haMapUid,
        restStartedAt: date(seen.restStartedAt),
        flinkState: seen.flinkState,
        restoredFromPath: restoredFrom?.path ?? null,
        restoredCheckpointId: restoredFrom === null ? null : BigInt(restoredFrom.checkpointId),
        lineageId: lineageId ?? id,
        firstSeenAt: new Date(now),
        lastSeenAt: new Date(now),
        endedAt: date(seen.endedAt),
      },
    })
  }

  // What the run was restored from, or its name, is often learnt after its first sight: until it is tied to another run,
  // a run may still find its lineage.
  const path = known.restoredFromPath ?? restoredFrom?.path ?? null
  const jobName = seen.jobName ?? known.jobName
  const learnt = path !== known.restoredFromPath || jobName !== known.jobName
  const alone = known.lineageId === known.id
  const startedAt = known.startedAt?.getTime() ?? null
  const found =
    learnt && alone ? await lineageOf(tx, known.id, clusterRowId, { ...seen, jobName }, startedAt, path) : null
  return tx.jobRun.update({
    where: { id: known.id },
    data: {
      jobName,
      haMapUid: known.haMapUid ?? seen.haMapUid,
      restStartedAt: date(seen.restStartedAt) ?? known.restStartedAt,
      flinkState: seen.flinkState ?? known.flinkState,
      restoredFromPath: path,
      restoredCheckpointId:
        known.restoredCheckpointId ?? (restoredFrom === null ? null : BigInt(restoredFrom.checkpointId)),
      lineageId: found ?? known.lineageId,
      lastSeenAt: new Date(now),
      endedAt: date(seen.endedAt),
    },
  })
}

/** A run that began long before those that are compared: a JobManager that was asked before told of it again. */
function runOfKey(tx: Transaction, clusterId: string, jobId: string, startKey: string): Promise<JobRun | null> {
  return tx.jobRun.findUnique({ where: { clusterId_jobId_startKey: { clusterId, jobId, startKey } } })
}

type ComparedCheckpoint = Pick<Checkpoint, 'checkpointId' | 'triggeredAt' | 'restored' | 'normalisedPath'>

/** A query a run: of checkpoints that are included in a query of runs, Prisma reads all and cuts them off itself. */
function newestOf(tx: Transaction, runId: string): Promise<ComparedCheckpoint[]> {
  return tx.checkpoint.findMany({
    where: { runId },
    orderBy: { checkpointId: 'desc' },
    take: CHECKPOINTS_COMPARED,
    select: { checkpointId: true, triggeredAt: true, restored: true, normalisedPath: true },
  })
}

function knownRun(row: JobRun, checkpoints: readonly ComparedCheckpoint[]): KnownRun {
  const own = checkpoints.filter((checkpoint) => !checkpoint.restored)
  return {
    id: row.id,
    startKey: row.startKey,
    haMapUid: row.haMapUid,
    restStartedAt: row.restStartedAt?.getTime() ?? null,
    startedAt: row.startedAt?.getTime() ?? null,
    triggeredAt: new Map(
      own.flatMap((checkpoint) =>
        checkpoint.triggeredAt === null ? [] : [[Number(checkpoint.checkpointId), checkpoint.triggeredAt.getTime()]],
      ),
    ),
    paths: new Set(own.flatMap((checkpoint) => checkpoint.normalisedPath ?? [])),
  }
}

async function lineageOf(
  tx: Transaction,
  runId: string,
  clusterId: string,
  seen: JobSighting,
  startedAt: number | null,
  restoredFromPath: string | null,
): Promise<string | null> {
  const rows = await tx.jobRun.findMany({
    where: { clusterId, id: { not: runId } },
    orderBy: { lastSeenAt: 'desc' },
    take: LINEAGE_CANDIDATES,
  })
  const owner =
    restoredFromPath === null
      ? null
      : await tx.checkpoint.findFirst({
          where: { normalisedPath: restoredFromPath, restored: false, runId: { not: runId } },
          orderBy: { firstSeenAt: 'desc' },
          include: { run: true },
        })
  return decideLineage(
    { clusterId, jobId: seen.jobId, jobName: seen.jobName, startedAt, restoredFromPath },
    rows.map(candidate),
    () => (owner === null ? null : candidate(owner.run)),
  )
}

function candidate(row: JobRun): LineageCandidate {
  return {
    id: row.id,
    lineageId: row.lineageId,
    clusterId: row.clusterId,
    jobId: row.jobId,
    jobName: row.jobName,
    startedAt: row.startedAt?.getTime() ?? null,
    lastSeenAt: row.lastSeenAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
  }
}

function date(time: number | null): Date | null {
  return time === null ? null : new Date(time)
}
