import type { ClusterSpec } from '../flink/cluster-spec.ts'
import type { JobSpec, VertexSpec } from '../flink/job-spec.ts'

// Short forms for the fleet's description: what is usual is left out.

export const KIB = 1024
export const MIB = 1024 * KIB
export const GIB = 1024 * MIB
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

type Usual<T, Needed extends keyof T> = Pick<T, Needed> & Partial<T>

/** A job that is well: a source, two keyed operators, a sink; checkpoints every minute. */
export function job(given: Usual<JobSpec, 'name' | 'stateBytes' | 'newestId' | 'newestAgeMs'>): JobSpec {
  const durationMs = given.durationMs ?? 2_400
  return {
    vertices: pipeline(4),
    intervalMs: MINUTE,
    timeoutMs: 10 * MINUTE,
    durationMs,
    savepointMs: Math.round(durationMs * 2.5) + 1_500,
    runningForMs: 6 * DAY + 4 * HOUR,
    incidents: {},
    skewed: false,
    trouble: { kind: 'none' },
    restarted: null,
    savepointEvery: null,
    ...given,
  }
}

/** A cluster that is well: an application deployed by the operator, with HA. */
export function cluster(given: Usual<ClusterSpec, 'namespace' | 'name' | 'version' | 'storage' | 'jobs'>): ClusterSpec {
  return {
    mode: 'application',
    manager: 'operator',
    gitOps: null,
    labels: { team: given.namespace },
    readableStorage: true,
    highAvailability: true,
    leaderForMs: 6 * DAY,
    history: 20,
    retained: 3,
    increments: 4,
    killedAgoMs: null,
    emptiedDirectories: false,
    ...given,
  }
}

export function argo(name: string): ClusterSpec['gitOps'] {
  return { tool: 'argocd', name }
}

export function flux(name: string): ClusterSpec['gitOps'] {
  return { tool: 'flux', name }
}

/** A job graph: where its records come from, what it keeps by key, where they go. */
export function graph(source: string, keyed: readonly string[], sink: string, parallelism: number): VertexSpec[] {
  return [
    { name: `Source: ${source}`, kind: 'source', parallelism: Math.max(1, parallelism / 2), stateShare: 0 },
    ...keyed.map((name, i): VertexSpec => {
      // the first keeps most
      const share = keyed.length === 1 ? 1 : i === 0 ? 0.62 : 0.38 / (keyed.length - 1)
      return { name, kind: 'keyed', parallelism, stateShare: share }
    }),
    { name: `Sink: ${sink}`, kind: 'stateless', parallelism: Math.max(1, parallelism / 2), stateShare: 0 },
  ]
}

function pipeline(parallelism: number): VertexSpec[] {
  return graph('events', ['aggregate', 'deduplicate'], 'results', parallelism)
}
