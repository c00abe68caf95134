import { Scope } from '@/components/shell/scope'
import type { JobHeaderView } from '@/lib/fleet/view'
import { fleetHref } from './job-address'

/** The way down to a job: the jobs of its connection and namespace, its cluster in the fleet, and itself. */
export function JobScope({ job }: { job: JobHeaderView }) {
  const { namespace, cluster } = job
  const connection = job.connection.name
  return (
    <Scope
      parts={[
        { label: connection, href: fleetHref('/jobs', { connection }) },
        { label: namespace, href: fleetHref('/jobs', { connection, namespace }), within: true },
        { label: cluster, href: fleetHref('/', { connection, namespace, cluster }) },
        { label: job.name ?? job.currentJobId },
      ]}
    />
  )
}
