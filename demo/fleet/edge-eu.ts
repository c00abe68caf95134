import type { ClusterSpec } from '../flink/cluster-spec.ts'
import { cluster, DAY, graph, HOUR, job, MIB, SECOND } from './describe.ts'

const gateway = (name: string, newestId: number, sizeMib: number, leaderForMs: number): ClusterSpec =>
  cluster({
    namespace: 'edge',
    name,
    version: '1.19.3',
    manager: 'native',
    storage: 's3://edge-state',
    leaderForMs,
    jobs: [
      job({
        name: `${name}-telemetry`,
        vertices: graph('mqtt', ['latest by device'], 'uplink', 2),
        stateBytes: sizeMib * MIB,
        intervalMs: 30 * SECOND,
        durationMs: 900,
        newestId,
        newestAgeMs: 12 * SECOND,
      }),
    ],
  })

/** Small clusters near machines, without the operator. */
export const EDGE_EU: readonly ClusterSpec[] = [
  gateway('gateway-de', 2_210, 312, 2 * DAY),
  gateway('gateway-nl', 2_197, 287, 2 * DAY),
  gateway('gateway-se', 2_188, 301, 5 * HOUR),
]
