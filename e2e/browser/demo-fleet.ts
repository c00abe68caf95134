import { FLEET } from '../../demo/fleet/connections.ts'
import { jobIdOf } from '../../demo/flink/simulated-cluster.ts'

/** A job of the demo fleet. */
export interface DemoJob {
  connection: string
  namespace: string
  cluster: string
  name: string
  jobId: string
  /** The retained checkpoints at the start of the demo, newest first. */
  retained: number[]
  /** Of the newest when the demo starts. */
  storage: string
}

/** How many clusters there are. */
export const CLUSTERS = FLEET.reduce((sum, { clusters }) => sum + clusters.length, 0)

/** All is well, and its next checkpoint is half an hour away: what it shows stands still while it is looked at. */
export const HEALTHY = demoJob('prod-eu', 'logistics', 'warehouse-sync')
/** Its JobManager is dead, and the directories that HA points to are empty. */
export const DEAD = demoJob('prod-eu', 'flink', 'billing')
/** Flink 1.14: an HA ConfigMap for each component. It stands still as HEALTHY does. */
export const LEGACY = demoJob('prod-eu', 'legacy', 'orders-legacy')
/** A checkpoint every ten seconds. */
export const LIVE = demoJob('prod-us', 'crm', 'notifications')
/** A minute's interval, 96 subtasks, a history of 60 with stragglers, a savepoint and two that expired. */
export const BUSY_CHART = demoJob('prod-eu', 'flink', 'orders')
/** On the connection whose API server gives up half a minute after it is first watched. */
export const ON_STALE_CONNECTION = demoJob('edge-eu', 'edge', 'gateway-de')

/** A job of a cluster by the names of its connection, namespace and cluster: the first one there. */
export function demoJob(connectionName: string, namespace: string, name: string): DemoJob {
  const connection = FLEET.find((known) => known.name === connectionName)
  const cluster = connection?.clusters.find((known) => known.namespace === namespace && known.name === name)
  const job = cluster?.jobs[0]
  if (!connection || !cluster || !job) throw new Error(`the demo has no ${connectionName}/${namespace}/${name}`)
  return {
    connection: connection.kubeSystemUid,
    namespace,
    cluster: name,
    name: job.name,
    jobId: jobIdOf(cluster, job.name),
    retained: [job.newestId, job.newestId - 1, job.newestId - 2],
    storage: cluster.storage.replace(/^file:\/+/, 'file:/'),
  }
}

/** The address of a tab of a job's page. */
export function addressOf(job: DemoJob, tab: 'checkpoints' | 'recovery-points' | 'high-availability'): string {
  return `/clusters/${job.connection}/${job.namespace}/${job.cluster}/jobs/${job.jobId}/${tab}`
}

/** Where Flink put the files of a checkpoint. */
export function checkpointPath(job: DemoJob, id: number): string {
  return `${job.storage}/checkpoints/${job.cluster}/${job.jobId}/chk-${id}`
}

/** `checkpointID-` and nineteen digits. */
export function checkpointKey(id: number): string {
  return `checkpointID-${String(id).padStart(19, '0')}`
}

/** The ids of the last `count` checkpoints when the demo starts, newest first. */
export function newestIds(job: DemoJob, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (job.retained[0] ?? 0) - i)
}
