import type { AskedJob } from './cluster-evidence.ts'
import type { ClusterObjects } from './cluster-objects.ts'
import { jobSighting, mergeWords } from './job-evidence.ts'
import type { RestState } from './job-manager.ts'
import type { UidKind } from './keys.ts'
import type { ClusterSighting } from './record/record-cluster.ts'
import type { ClusterObservation } from './record/recorder.ts'
import type { FetchedDetails } from './rest-job.ts'

/** A cluster's name and the uid of its strongest resource. */
export interface NamedCluster {
  namespace: string
  name: string
  uid: string
  uidKind: UidKind
}

/**
 * What the recorder is told of a cluster. Jobs that the operator alone names are left out: of what it names, the record
 * has all from the sources it was seen in.
 *
 * @param now epoch ms
 */
export function observeCluster(
  named: NamedCluster,
  seen: { objects: ClusterObjects | null; rest: RestState; jobs: readonly AskedJob[] },
  now: number,
): Pick<ClusterObservation, 'cluster' | 'jobs'> {
  const jobs = seen.jobs.filter(({ input }) => input.map !== null || input.restReachable)
  return {
    cluster: sightingOf(named, seen.objects, seen.rest),
    jobs: jobs.map(({ input, words }) => ({
      job: jobSighting(input, words),
      rows: mergeWords(input, words, '', [], now),
      details: unrecorded(input.rest?.details),
      events: input.restReachable ? (input.rest?.events ?? []) : [],
    })),
  }
}

function sightingOf(named: NamedCluster, objects: ClusterObjects | null, { config }: RestState): ClusterSighting {
  const { flinkDeployment, deployment } = objects ?? { flinkDeployment: null, deployment: null }
  return {
    ...named,
    mode: flinkDeployment?.mode ?? deployment?.mode ?? null,
    manager: flinkDeployment ? 'operator' : (deployment?.manager ?? null),
    flinkVersion: config?.ok ? config.value.flinkVersion : null,
  }
}

/** The details there are now: more may come while these are written. */
function unrecorded(details: ReadonlyMap<number, FetchedDetails> = new Map()): Map<number, FetchedDetails> {
  return new Map([...details].filter(([, { operators }]) => operators !== null))
}
