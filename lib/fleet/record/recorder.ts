import { type Database, withAdvisoryLock } from '../../db/client.ts'
import type { Cluster, JobRun } from '../../db/generated/client.ts'
import type { CheckpointRow } from '../view.ts'
import { contentOf, rowFromRecord } from './checkpoint-row.ts'
import { recordCheckpoints } from './record-checkpoints.ts'
import { type ClusterSighting, recordCluster } from './record-cluster.ts'
import { type JobSighting, recordRun } from './record-run.ts'

export interface ClusterObservation {
  connectionRowId: string
  cluster: ClusterSighting
  jobs: Array<{ job: JobSighting; rows: CheckpointRow[] }>
  /** REST and HA were both asked and answered: a recorded job that neither names has ended. */
  complete: boolean
}

export interface RecordedJob {
  run: JobRun
  /** The newest checkpoints of the run as recorded. */
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
}

const RECENT_CHECKPOINTS = 20
/** An unchanged cluster is written this often all the same, for its `lastSeenAt`. */
const TOUCH_EVERY_MS = 30_000

export function recorder(database: Database): Recorder {
  const memory = new Map<
    string,
    { content: string; at: number; result: RecordedCluster; written: Map<string, string> }
  >()

  return {
    async record(observation, now) {
      const { connectionRowId, cluster } = observation
      const address = `${connectionRowId}/${cluster.namespace}/${cluster.name}`
      const content = contentOfObservation(observation)
      const before = memory.get(address)
      if (before && before.content === content && now - before.at < TOUCH_EVERY_MS) return before.result
      const written = before?.written ?? new Map<string, string>()
      try {
        const result = await database.$transaction(async (tx) => {
          // One writer per cluster among all replicas: which run a sighting belongs to is decided on what is recorded.
          await withAdvisoryLock(tx, `recorder:${address}`)
          const row = await recordCluster(tx, connectionRowId, cluster, now)
          const jobs = new Map<string, RecordedJob>()
          for (const { job, rows } of observation.jobs) {
            const run = await recordRun(tx, row.id, job, now)
            if (run === null) continue
            const changed = rows.filter(
              (checkpoint) => written.get(`${run.id}/${checkpoint.checkpointId}`) !== contentOf(checkpoint),
            )
            await recordCheckpoints(tx, run.id, changed, now)
            for (const checkpoint of changed) written.set(`${run.id}/${checkpoint.checkpointId}`, contentOf(checkpoint))
            jobs.set(job.jobId, await readRun(tx, run))
          }
          const liveIds = observation.jobs.map(({ job }) => job.jobId)
          const unnamed = { clusterId: row.id, endedAt: null, jobId: { notIn: liveIds } }
          if (observation.complete) await tx.jobRun.updateMany({ where: unnamed, data: { endedAt: new Date(now) } })
          const lostRuns = observation.complete ? [] : await tx.jobRun.findMany({ where: unnamed })
          const lost: RecordedJob[] = []
          for (const run of lostRuns) lost.push(await readRun(tx, run))
          return { cluster: row, jobs, lost }
        })
        forgetOld(written, observation, result)
        memory.set(address, { content, at: now, result, written })
        return result
      } catch (error) {
        // Nothing is known of what was written: the next call writes all of it again.
        memory.delete(address)
        throw error
      }
    },
  }
}

type Reader = Pick<Database, 'checkpoint'>

async function readRun(tx: Reader, run: JobRun): Promise<RecordedJob> {
  const records = await tx.checkpoint.findMany({
    where: { runId: run.id },
    orderBy: { checkpointId: 'desc' },
    take: RECENT_CHECKPOINTS,
  })
  const origin =
    run.restoredFromPath === null
      ? null
      : await tx.checkpoint.findFirst({
          where: { normalisedPath: run.restoredFromPath, restored: false, triggeredAt: { not: null } },
          orderBy: { firstSeenAt: 'desc' },
        })
  return { run, recent: records.map(rowFromRecord), restoredTriggeredAt: origin?.triggeredAt?.getTime() ?? null }
}

function contentOfObservation(observation: ClusterObservation): string {
  return JSON.stringify([
    observation.cluster,
    observation.complete,
    observation.jobs.map(({ job, rows }) => [{ ...job, triggeredAt: null }, rows.map(contentOf)]),
  ])
}

/** Keeps the memory of what was written to what the sources still name. */
function forgetOld(written: Map<string, string>, observation: ClusterObservation, result: RecordedCluster): void {
  const named = new Set(
    observation.jobs.flatMap(({ job, rows }) => {
      const run = result.jobs.get(job.jobId)?.run
      return run ? rows.map((row) => `${run.id}/${row.checkpointId}`) : []
    }),
  )
  for (const key of written.keys()) if (!named.has(key)) written.delete(key)
}
