import type { Ctx } from '../../auth/context.ts'
import { haFindings, haMapView } from '../../fleet/ha-view.ts'
import type { HighAvailabilityView } from '../../fleet/high-availability-view.ts'
import { runningFleet } from '../running-fleet.ts'
import { findJob, JobAddressInput } from './find-job.ts'
import { jobHeader, sourceStatuses } from './job-header.ts'

/** The HA ConfigMaps behind a job, decoded: its own map first, then those of its cluster. */
export async function readHighAvailability({
  ctx,
  input,
}: {
  ctx: Ctx
  input: JobAddressInput
}): Promise<HighAvailabilityView | null> {
  const parsed = JobAddressInput.safeParse(input)
  if (!parsed.success) return null
  const { feed, demo } = runningFleet()
  const cursor = feed.cursor()
  const found = await findJob(ctx, parsed.data)
  if (found === null) return null
  const now = Date.now()
  const { cluster, currentJobId } = found
  const job = await jobHeader(ctx, found, now)
  const maps =
    cluster === null
      ? []
      : cluster.ha
          .all()
          .filter(({ decoded }) => decoded.role !== 'job' || decoded.jobId === currentJobId)
          .sort(
            (a, b) =>
              Number(b.decoded.role === 'job') - Number(a.decoded.role === 'job') ||
              a.item.name.localeCompare(b.item.name),
          )
          .map((map) => haMapView(cluster.ha, map, cluster.files, cluster.leasesAsOf(now), cluster.skew.value()))
  const orphaned = cluster?.isOrphaned(currentJobId) ?? false
  // Why maps are missing comes before what the ones that are there say.
  const unread = [cluster?.haProblem() ?? []].flat()
  const findings = [...unread, ...haFindings(maps, currentJobId, orphaned, job.leader, cluster?.row?.mode ?? null)]
  return { now, cursor, demo, job, maps, findings, sources: sourceStatuses(found) }
}
