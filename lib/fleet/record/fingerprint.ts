import { createHash } from 'node:crypto'
import type { JobEvent } from '../rest-job.ts'
import type { CheckpointRow } from '../view.ts'
import type { ClusterSighting } from './record-cluster.ts'
import type { JobSighting } from './record-run.ts'

// Whether something changed since it was written is told by a number instead of by its text, which of 5,000 jobs with
// twenty checkpoints each would be most of what this process holds.

/** What of a job has to be written when it changes. */
export interface JobFingerprint {
  content: number
  /** By checkpoint id. */
  rows: ReadonlyMap<number, number>
  /** Names of its events: what happened does not change. */
  events: ReadonlySet<string>
}

/** What of a cluster is written beside its jobs, and which jobs there are: others are unnamed. */
export function fingerprintOfCluster(seen: {
  cluster: ClusterSighting
  complete: boolean
  jobs: readonly { job: JobSighting }[]
}): number {
  return fingerprint([seen.cluster, seen.complete, seen.jobs.map(({ job }) => job.jobId)])
}

/** Of all that is seen of a job but the details of its checkpoints. */
export function fingerprintOfJob(seen: {
  job: JobSighting
  rows: readonly CheckpointRow[]
  events: readonly JobEvent[]
}): JobFingerprint {
  const rows = new Map(seen.rows.map((row) => [row.checkpointId, fingerprintOfRow(row)]))
  const events = new Set(seen.events.map(eventKey))
  return { content: fingerprint([{ ...seen.job, triggeredAt: null }, [...rows], [...events]]), rows, events }
}

/** Names an event among those of its run. */
export function eventKey({ kind, at }: JobEvent): string {
  return `${kind}/${at}`
}

/** Of everything but the times at which Weir looked. */
function fingerprintOfRow(row: CheckpointRow): number {
  const { evidence, firstSeenAt: _, lastSeenAt: __, id: ___, runId: ____, ...content } = row
  const named = evidence.filter(({ source, verdict }) => verdict === 'names' && source !== 'weir')
  return fingerprint([content, named.map(({ source }) => source)])
}

/** 48 bits: of a million changes a second, one in nine years would be missed. */
function fingerprint(content: unknown): number {
  return createHash('sha1').update(JSON.stringify(content)).digest().readUIntBE(0, 6)
}
