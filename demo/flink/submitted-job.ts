import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import { writeSubmittedGraph } from '../../lib/formats/submitted-job/write-submitted-job.ts'
import type { JobSpec } from './job-spec.ts'
import { MAX_PARALLELISM, vertexId } from './snapshot-state.ts'

/** What HA storage keeps of a job so that it can be started again: a job graph, from 2.0 on a stream graph. */
export function submittedJob(jobId: string, spec: JobSpec, release: FlinkRelease): Uint8Array {
  const vertices = spec.vertices.map(({ name, parallelism }, index) => ({
    id: vertexId(spec, index),
    name,
    parallelism,
    maxParallelism: MAX_PARALLELISM,
  }))
  const graph = { jobId, applicationId: null, name: spec.name, jobType: 'STREAMING', restore: null, vertices } as const
  return writeSubmittedGraph(graph, release)
}

/** How the file is called before its random digits. */
export function submittedJobPrefix(release: FlinkRelease): string {
  return isSince(release, '2.0') ? 'submittedExecutionPlan' : 'submittedJobGraph'
}
