import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { cluster, graph, job, MIB, SECOND } from '../fleet/describe.ts'
import { ObjectStore } from '../kubernetes/object-store.ts'
import { CONFIG_MAPS, type KubernetesObject } from '../kubernetes/objects.ts'
import type { Backend } from '../kubernetes/service-proxy.ts'
import type { ClusterSpec } from './cluster-spec.ts'
import type { JobSpec } from './job-spec.ts'
import { uuidOf } from './seeded.ts'
import { SimulatedCluster } from './simulated-cluster.ts'
import { StateStorage } from './state-storage.ts'

/** One cluster with one job, on a clock that the test moves. */
export interface ClusterUnderTest {
  cluster: SimulatedCluster
  store: ObjectStore
  jobId: string
  /** Moves the clock on, step by step, as the demo does. */
  pass(ms: number): void
  ask(path: string, body?: unknown): { status: number; body: unknown }
  /** The job's HA map. */
  jobMap(): KubernetesObject & { data: Record<string, string> }
  keys(): number[]
  directory: string
}

const STARTED_AT = Date.UTC(2026, 10, 21, 12)
const STEP_MS = 100

export function clusterUnderTest(
  version: string,
  given: { job?: Partial<JobSpec>; cluster?: Partial<ClusterSpec> } = {},
): ClusterUnderTest {
  const directory = mkdtempSync(join(tmpdir(), 'weir-demo-cluster-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const storage = new StateStorage(directory)
  const store = new ObjectStore(100)
  const backends: Backend[] = []
  let now = STARTED_AT
  const spec = cluster({
    namespace: 'shop',
    name: 'orders',
    version,
    storage: 's3://shop',
    history: 10,
    jobs: [
      job({
        name: 'orders',
        vertices: graph('orders', ['totals'], 'stdout', 2),
        stateBytes: 40 * MIB,
        intervalMs: 10 * SECOND,
        durationMs: 1_000,
        savepointMs: 3_000,
        newestId: 100,
        newestAgeMs: 5 * SECOND,
        ...given.job,
      }),
    ],
    ...given.cluster,
  })
  const made = new SimulatedCluster(spec, {
    store,
    storage,
    proxy: { register: (_namespace, _service, backend) => backends.push(backend) },
    uid: uuidOf,
    clock: () => now,
  })
  const jobId = made.jobs[0]?.jobId ?? ''
  const jobMap = () => {
    const map = [...store.objects(CONFIG_MAPS)].find(({ metadata }) => metadata.name.includes(jobId))
    if (!map) throw new Error('the job has no HA map')
    return { ...map, data: z.record(z.string(), z.string()).parse(map.data) }
  }
  return {
    cluster: made,
    store,
    jobId,
    directory: join(directory, 's3/shop'),
    pass(ms) {
      const until = now + ms
      while (now < until) {
        now = Math.min(until, now + STEP_MS)
        made.advance(now)
      }
    },
    ask(path, body) {
      const [backend] = backends
      if (!backend) throw new Error('nothing listens')
      const method = body === undefined ? 'GET' : 'POST'
      const answer = backend({ method, path, body: body === undefined ? '' : JSON.stringify(body) })
      return { status: answer.status, body: JSON.parse(answer.body) }
    },
    jobMap,
    keys: () =>
      Object.keys(jobMap().data).flatMap((key) => {
        const id = /^checkpointID-(\d{19})$/.exec(key)?.[1]
        return id === undefined ? [] : [Number(id)]
      }),
  }
}

/** What `POST …/savepoints` answers. */
export const Triggered = z.object({ 'request-id': z.string() })

/** What `GET …/savepoints/:triggerid` answers. */
export const SavepointStatus = z.object({
  status: z.object({ id: z.enum(['IN_PROGRESS', 'COMPLETED']) }),
  operation: z
    .object({
      location: z.string().optional(),
      'failure-cause': z.object({ class: z.string(), 'stack-trace': z.string() }).optional(),
    })
    .nullable(),
})
