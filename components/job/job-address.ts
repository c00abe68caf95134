export interface JobAddress {
  connection: string
  namespace: string
  cluster: string
  jobId: string
}

/** The address of a job's page. Every part is escaped: names come from clusters. */
export function jobHref(job: JobAddress, tab: 'checkpoints' | 'high-availability' = 'checkpoints'): string {
  const parts = [job.connection, job.namespace, job.cluster].map(encodeURIComponent)
  return `/clusters/${parts.join('/')}/jobs/${encodeURIComponent(job.jobId)}/${tab}`
}
