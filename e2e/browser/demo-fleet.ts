import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** A job of the demo fleet, with what its recording holds. */
export interface RecordedJob {
  namespace: string
  cluster: string
  jobId: string
  capture: string
  /** Newest first. */
  retained: number[]
}

const CONNECTION = '6d1f0c9a-77f4-4f5e-9a53-0d5b3a7c2e10'

export const HEALTHY: RecordedJob = {
  namespace: 'shop',
  cluster: 'orders',
  jobId: '55488d215c1ebee94f49a603deb9c3a6',
  capture: '1.20.5-running',
  retained: [10, 9, 8],
}
export const DEAD: RecordedJob = {
  namespace: 'billing',
  cluster: 'orders-billing',
  jobId: '520554bf500d775132dc38b306ab8b28',
  capture: '2.3.0-jobmanager-killed',
  retained: [24, 23, 22],
}
export const LEGACY: RecordedJob = {
  namespace: 'legacy',
  cluster: 'orders-legacy',
  jobId: '2d1475bacd4b390e49bec73113b142e8',
  capture: '1.14.6-running',
  retained: [10, 9, 8],
}

/** The address of a tab of a job's page. */
export function addressOf(job: RecordedJob, tab: 'checkpoints' | 'high-availability'): string {
  return `/clusters/${CONNECTION}/${job.namespace}/${job.cluster}/jobs/${job.jobId}/${tab}`
}

/** Where Flink put the files of a checkpoint. */
export function checkpointPath(job: RecordedJob, id: number): string {
  return `file:/srv/flink/checkpoints/orders/${job.jobId}/chk-${id}`
}

/** `checkpointID-` and nineteen digits. */
export function checkpointKey(id: number): string {
  return `checkpointID-${String(id).padStart(19, '0')}`
}

const ConfigMaps = z.object({ items: z.array(z.object({ data: z.record(z.string(), z.string()) })) })

/** The recorded value of a key of the job's HA ConfigMaps. */
export function recordedValue(job: RecordedJob, key: string): string {
  const path = new URL(`../../demo/captures/${job.capture}/configmaps.json`, import.meta.url)
  const { items } = ConfigMaps.parse(JSON.parse(readFileSync(path, 'utf8')))
  const value = items.map(({ data }) => data[key]).find((found) => found !== undefined)
  if (value === undefined) throw new Error(`no map of ${job.capture} has the key ${key}`)
  return value
}
