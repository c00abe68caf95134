import { type Database, type Transaction, withAdvisoryLock } from '../../db/client.ts'
import type { Cluster, JobRun } from '../../db/generated/client.ts'
import type { FetchedDetails, JobEvent } from '../rest-job.ts'
import { turns } from '../turns.ts'
import type { CheckpointRow } from '../view.ts'
import { boundedCluster, boundedEvents, boundedJob, boundedRows } from './bounds.ts'
import { rowFromRecord } from './checkpoint-row.ts'
import { eventKey, fingerprintOfCluster, fingerprintOfJob, type JobFingerprint } from './fingerprint.ts'
import { recordCheckpoints } from './record-checkpoints.ts'
import { type ClusterSighting, recordCluster } from './record-cluster.ts'
import { recordDetails, recordEvents } from './record-details.ts'
import { type JobSighting, recordRun } from './record-run.ts'

export interface ClusterObservation {
  connectionRowId: string
  cluster: ClusterSighting
  jobs: Array<{
    job: JobSighting
    rows: CheckpointRow[]
    /** Of checkpoints that are not recorded yet, by id; they lose their `operators` once these are written. */
    details: ReadonlyMap<number, FetchedDetails>
    /** Oldest first. */
    events: readonly JobEvent[]
  }>
  /** REST and HA were both asked and answered: a recorded job that neither names has ended. */
  complete: boolean
}

export interface RecordedJob {
  run: JobRun
  /** The newest checkpoints of the run as recorded, and older ones that were named just now: what was restored from, say. */
  recent: CheckpointRow[]
  /** When the snapshot it was restored from was triggered, if Weir recorded that run too. */
  restoredTriggeredAt: number | null
}

export interface RecordedCluster {
  cluster: Cluster
  jobs: Map<string, RecordedJob>
  /** Runs that no source names any more although none told their end. */
  lost: RecordedJob[]
}

export interface Recorder {
  /** Writes what changed since the last call and returns the record; without a change it writes nothing. */
  record(observation: ClusterObservation, now: number): Promise<RecordedCluster>
  /** A cluster is gone from Kubernetes: what ran in it has ended, and is remembered no longer. */
  forget(connectionRowId: string, cluster: { namespace: string; name: string }, now: number): Promise<void>
}

type ObservedJob = ClusterObservation['jobs'][number]

/** What was last recorded of a job, and to which run. */
interface JobMemory extends JobFingerprint {
  runId: string | null
}

/** What was last recorded of a cluster, and what the sources said then. */
interface Memory {
  cluster: number
  jobs: ReadonlyMap<string, JobMemory>
  result: RecordedCluster
  /** When all of it is gone through again. */
  wholeAt: number
  touchedAt: number
}

const RECENT_CHECKPOINTS = 20
/** That a cluster and its runs are still seen is written this often. */
const TOUCH_EVERY_MS = 30_000
/**
 * All of a cluster is gone through at least this often, changed or not: another replica may have written to it. Each
 * cluster has its own time for it, or those that were found together would all be gone through together for ever.
 */
const WHOLE_EVERY_MS = 5 * 60_000
/** Half of the connections of one process: however many clusters have news, pages are read beside them. */
const RECORDED_AT_ONCE = 4

/** The lock under which the record of a cluster is written. */
export function recorderLock(connectionRowId: string, cluster: { namespace: string; name: string }): string {
  return `recorder:${connectionRowId}/${cluster.namespace}/${cluster.name}`
}

export function recorder(database: Database): Recorder {
  const memory = new Map<string, Memory>()
  const inTurn = turns(RECORDED_AT_ONCE)

  return {
    async record(observation, now) {
      const { connectionRowId } = observation
      const lock = recorderLock(connectionRowId, observation.cluster)
      const known = memory.get(lock)
      const before = known && now < known.wholeAt ? known : undefined
      const clusterPrint = fingerprintOfCluster(observation)
      const prints = new Map(observation.jobs.map((job) => [job.job.jobId, fingerprintOfJob(job)]))
      const changed = observation.jobs.filter(
        ({ job, details }) =>
          details.size > 0 || before?.jobs.get(job.jobId)?.content !== prints.get(job.jobId)?.content,
      )
      const sameCluster = before?.cluster === clusterPrint
      try {
        if (before && sameCluster && changed.length === 0) {
          if (now - before.touchedAt >= TOUCH_EVERY_MS) await inTurn(() => touch(database, before, now))
          return before.result
        }
        const runIds = new Map<string, string | null>()
        const result = await inTurn(() =>
          database.$transaction(async (tx) => {
            // One writer per cluster among all replicas: which run a sighting belongs to is decided on what is recorded.
            await withAdvisoryLock(tx, lock)
            const row =
              before && sameCluster
                ? before.result.cluster
                : await recordCluster(tx, connectionRowId, boundedCluster(observation.cluster), now)
            const jobs = new Map(before?.result.jobs)
            for (const job of changed) {
              const { jobId } = job.job
              const recorded = await recordJob(tx, row.id, job, prints.get(jobId), known?.jobs.get(jobId), now)
              runIds.set(jobId, recorded?.run.id ?? null)
              if (recorded === null) jobs.delete(jobId)
              else jobs.set(jobId, recorded)
            }
            for (const jobId of jobs.keys()) if (!prints.has(jobId)) jobs.delete(jobId)
            const lost = before && sameCluster ? before.result.lost : await recordUnnamed(tx, row.id, observation, now)
            return { cluster: row, jobs, lost }
          }),
        )
        for (const { details } of changed) for (const fetched of details.values()) fetched.operators = null
        const jobs = new Map<string, JobMemory>()
        for (const [jobId, print] of prints) {
          const runId = runIds.has(jobId) ? (runIds.get(jobId) ?? null) : (known?.jobs.get(jobId)?.runId ?? null)
          jobs.set(jobId, { ...print, runId })
        }
        const wholeAt = before?.wholeAt ?? now + WHOLE_EVERY_MS * (0.5 + Math.random() / 2)
        memory.set(lock, { cluster: clusterPrint, jobs, result, wholeAt, touchedAt: now })
        return result
      } catch (error) {
        // Nothing is known of what was written: the next call writes all of it again.
        memory.delete(lock)
        throw error
      }
    },

    async forget(connectionRowId, { namespace, name }, now) {
      const lock = recorderLock(connectionRowId, { namespace, name })
      try {
        await inTurn(() =>
          database.$transaction(async (tx) => {
            await withAdvisoryLock(tx, lock)
            await tx.jobRun.updateMany({
              where: { endedAt: null, cluster: { connectionId: connectionRowId, namespace, name } },
              data: { endedAt: new Date(now) },
            })
          }),
        )
      } finally {
        memory.delete(lock)
      }
    },
  }
}

/** Null where nothing tells which run of the job this is. */
async function recordJob(
  tx: Transaction,
  clusterRowId: string,
  { job, rows, details, events }: ObservedJob,
  print: JobFingerprint | undefined,
  before: JobMemory | undefined,
  now: number,
): Promise<RecordedJob | null> {
  const run = await recordRun(tx, clusterRowId, boundedJob(job), now)
  if (run === null) return null
  const written = before?.runId === run.id ? before : undefined
  const changed = rows.filter(({ checkpointId: id }) => written?.rows.get(id) !== print?.rows.get(id))
  await recordCheckpoints(tx, run.id, boundedRows(changed), now)
  await recordDetails(tx, run.id, details, now)
  const news = events.filter((event) => !written?.events.has(eventKey(event)))
  await recordEvents(tx, run.id, boundedEvents(news))
  return readRun(
    tx,
    run,
    boundedRows(rows).map(({ checkpointId }) => checkpointId),
  )
}

/** Runs that no source names: ended where all sources were asked, else lost from sight. */
async function recordUnnamed(
  tx: Transaction,
  clusterId: string,
  { jobs, complete }: ClusterObservation,
  now: number,
): Promise<RecordedJob[]> {
  const unnamed = { clusterId, endedAt: null, jobId: { notIn: jobs.map(({ job }) => job.jobId) } }
  if (complete) await tx.jobRun.updateMany({ where: unnamed, data: { endedAt: new Date(now) } })
  const lost: RecordedJob[] = []
  for (const run of complete ? [] : await tx.jobRun.findMany({ where: unnamed })) lost.push(await readRun(tx, run))
  return lost
}

/** Nothing changed, and it is still there. */
async function touch(database: Database, memory: Memory, now: number): Promise<void> {
  const lastSeenAt = new Date(now)
  const { cluster, jobs } = memory.result
  const runs = [...jobs.values()].map(({ run }) => run)
  await database.cluster.update({ where: { id: cluster.id }, data: { lastSeenAt } })
  await database.jobRun.updateMany({ where: { id: { in: runs.map(({ id }) => id) } }, data: { lastSeenAt } })
  for (const row of [cluster, ...runs]) row.lastSeenAt = lastSeenAt
  memory.touchedAt = now
}

type Reader = Pick<Database, 'checkpoint'>

/** @param named ids that a source names now, whose words the record completes however old they are */
async function readRun(tx: Reader, run: JobRun, named: readonly number[] = []): Promise<RecordedJob> {
  const newest = await tx.checkpoint.findMany({
    where: { runId: run.id },
    orderBy: { checkpointId: 'desc' },
    take: RECENT_CHECKPOINTS,
  })
  const known = new Set(newest.map(({ checkpointId }) => Number(checkpointId)))
  const older = named.filter((id) => !known.has(id)).map(BigInt)
  const namedBefore =
    older.length === 0
      ? []
      : await tx.checkpoint.findMany({
          where: { runId: run.id, checkpointId: { in: older } },
          orderBy: { checkpointId: 'desc' },
        })
  const origin =
    run.restoredFromPath === null
      ? null
      : await tx.checkpoint.findFirst({
          where: { normalisedPath: run.restoredFromPath, restored: false, triggeredAt: { not: null } },
          orderBy: { firstSeenAt: 'desc' },
        })
  return {
    run,
    recent: [...newest, ...namedBefore].map(rowFromRecord),
    restoredTriggeredAt: origin?.triggeredAt?.getTime() ?? null,
  }
}
