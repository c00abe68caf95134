import type { JobHeaderView } from '@/lib/fleet/view'

export interface JobAddress {
  connection: string
  namespace: string
  cluster: string
  jobId: string
}

/** Where a job's own pages are, by what they show of it. */
export function addressOf(job: Pick<JobHeaderView, 'connection' | 'namespace' | 'cluster' | 'jobId'>): JobAddress {
  const { connection, namespace, cluster, jobId } = job
  return { connection: connection.id, namespace, cluster, jobId }
}

export type JobTab = 'checkpoints' | 'recovery-points' | 'high-availability'

/** The address of a job's page. Every part is escaped: names come from clusters. */
export function jobHref(job: JobAddress, tab: JobTab = 'checkpoints'): string {
  const parts = [job.connection, job.namespace, job.cluster].map(encodeURIComponent)
  return `/clusters/${parts.join('/')}/jobs/${encodeURIComponent(job.jobId)}/${tab}`
}

/** The address of the fleet or of jobs, of a part of it. Clusters have no page of their own yet: the list, filtered, is it. */
export function fleetHref(
  list: '/' | '/jobs',
  { connection, namespace, cluster }: { connection: string; namespace?: string; cluster?: string },
): string {
  const scope = { connection, ...(namespace && { namespace }), ...(cluster && { filter: cluster }) }
  return `${list}?${new URLSearchParams(scope)}`
}

/** The address of a job's data under `/api/jobs/`. */
export function jobDataHref(job: JobAddress, what: string, parameters: Record<string, string> = {}): string {
  const { connection, namespace, cluster, jobId } = job
  return `/api/jobs/${what}?${new URLSearchParams({ connection, namespace, cluster, job: jobId, ...parameters })}`
}
