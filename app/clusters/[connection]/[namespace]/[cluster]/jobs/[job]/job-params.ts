import type { JobAddress } from '@/components/job/job-address'

export type JobParams = Promise<{ connection: string; namespace: string; cluster: string; job: string }>

/** The job an address names. Next hands parts over as they stand in the URL; damaged escapes stay as they are. */
export async function jobFromParams(params: JobParams): Promise<JobAddress> {
  const { connection, namespace, cluster, job } = await params
  return {
    connection: decode(connection),
    namespace: decode(namespace),
    cluster: decode(cluster),
    jobId: decode(job),
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
