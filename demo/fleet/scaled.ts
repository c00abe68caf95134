import { FLINK_RELEASES } from '../../lib/formats/flink-release.ts'
import { noise } from '../flink/seeded.ts'
import type { ConnectionSpec } from './connections.ts'
import { cluster, graph, HOUR, job, MIB, MINUTE, SECOND } from './describe.ts'

const SEED = 7
const NAMESPACES = 40
const CONNECTIONS = ['scale-a', 'scale-b'] as const

/**
 * A fleet of any size, of small session clusters that are all well: to measure with. Its storage can't be read, so that
 * no time goes into files.
 */
export function scaledFleet({ clusters, jobs }: { clusters: number; jobs: number }): ConnectionSpec[] {
  return CONNECTIONS.map((name, half) => ({
    name,
    kubeSystemUid: `5ca1ab1e-0000-4000-8000-00000000000${half}`,
    hasOperator: true,
    failsAfterMs: null,
    clusters: Array.from({ length: clusters }, (_, i) => i)
      .filter((i) => i % CONNECTIONS.length === half)
      .map((i) => scaledCluster(i, jobs)),
  }))
}

function scaledCluster(number: number, jobs: number) {
  const releases = FLINK_RELEASES.slice(FLINK_RELEASES.indexOf('1.15'))
  const release = releases[Math.floor(noise(SEED, number) * releases.length)] ?? '1.20'
  return cluster({
    namespace: `team-${number % NAMESPACES}`,
    name: `flink-${String(number).padStart(4, '0')}`,
    version: `${release}.1`,
    mode: 'session',
    manager: 'native',
    storage: `s3://state-${number % NAMESPACES}`,
    readableStorage: false,
    leaderForMs: (1 + noise(SEED, number, 1) * 200) * HOUR,
    history: 10,
    retained: 1,
    increments: 0,
    jobs: Array.from({ length: jobs }, (_, i) => {
      const intervalMs = Math.round((1 + 4 * noise(SEED, number, i, 2)) * 5) * MINUTE
      return job({
        name: `job-${i}`,
        vertices: graph('events', ['totals'], 'results', 1),
        stateBytes: Math.round((10 + 900 * noise(SEED, number, i, 3)) * MIB),
        intervalMs,
        durationMs: Math.round(800 + 4_000 * noise(SEED, number, i, 4)),
        newestId: 100 + Math.floor(5_000 * noise(SEED, number, i, 5)),
        newestAgeMs: Math.round(10 * SECOND + (intervalMs - 15 * SECOND) * noise(SEED, number, i, 6)),
      })
    }),
  })
}
