import type { HaFiles } from './ha-files.ts'
import type { HaState } from './ha-state.ts'
import { askSources, type JobEvidenceInput, type JobWords } from './job-evidence.ts'
import type { RestState } from './job-manager.ts'
import type { OperatorJob } from './operator-word.ts'

/** What every source has on a cluster at one moment. */
export interface ClusterSources {
  rest: RestState
  ha: HaState
  /** When the HA ConfigMaps were last known to be current, epoch ms. */
  haObservedAt: number | null
  /** False where HA ConfigMaps may not be read. */
  haReadable: boolean
  files: HaFiles
  /** The operator's word on its jobs, by Flink job id. */
  operated: ReadonlyMap<string, OperatorJob>
}

/** All that is known of one job, and what REST and HA say of its checkpoints. */
export interface AskedJob {
  input: JobEvidenceInput
  words: JobWords
}

/** Every job that REST, HA or the operator names, with what each source says of it. */
export function askOfJobs(sources: ClusterSources): AskedJob[] {
  const { rest, ha, operated } = sources
  const ids = new Set([...rest.jobs.keys(), ...ha.jobIds(), ...operated.keys()])
  const cluster = ofCluster(sources)
  return [...ids].map((jobId) =>
    asked({
      ...cluster,
      jobId,
      rest: rest.jobs.get(jobId) ?? null,
      map: ha.ofJob(jobId),
      submittedName: rest.jobs.has(jobId) ? null : submittedName(sources, jobId),
      operator: operated.get(jobId) ?? null,
    }),
  )
}

/** A job that no source names any more: Weir's record is all there is of it. */
export function askOfUnnamed(sources: ClusterSources, jobId: string): AskedJob {
  return asked({ ...ofCluster(sources), jobId, rest: null, map: null, submittedName: null, operator: null })
}

function asked(input: JobEvidenceInput): AskedJob {
  return { input, words: askSources(input) }
}

function ofCluster({ rest, haObservedAt, haReadable, files }: ClusterSources) {
  return { restReachable: rest.overview?.ok === true, haObservedAt, haReadable, files: listedOnce(files) }
}

/** Each job is merged with what storage said of all files of the cluster: that is gathered for all of them at once. */
function listedOnce(files: HaFiles): HaFiles {
  const verified = files.verified()
  const gone = files.gone()
  return { ...files, verified: () => verified, gone: () => gone }
}

function submittedName({ ha, files }: ClusterSources, jobId: string): string | null {
  const pointer = ha.submittedPointer(jobId)
  return pointer === null ? null : files.jobName(pointer)
}
