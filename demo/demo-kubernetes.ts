import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { ConnectionSpec } from './fleet/connections.ts'
import { isoSeconds } from './flink/kubernetes-objects.ts'
import { OPERATOR_KINDS } from './flink/operator-resources.ts'
import { uuidOf } from './flink/seeded.ts'
import { SimulatedCluster } from './flink/simulated-cluster.ts'
import type { StateStorage } from './flink/state-storage.ts'
import { ApiFaults, type Outage } from './kubernetes/api-faults.ts'
import { createApiServer } from './kubernetes/api-server.ts'
import { definitionOf, KindCatalogue } from './kubernetes/custom-resources.ts'
import { ObjectStore } from './kubernetes/object-store.ts'
import { CUSTOM_RESOURCE_DEFINITIONS, NAMESPACES, qualifiedResource } from './kubernetes/objects.ts'
import { ServiceProxy } from './kubernetes/service-proxy.ts'

const YEAR_MS = 365 * 86_400_000
/** Changes that are remembered, per cluster: half a minute and more of renewals and checkpoints. */
const EVENTS_PER_CLUSTER = 60

/** One Kubernetes of the demo: an API server on a port of its own, and the Flink clusters in it. */
export class DemoKubernetes {
  readonly spec: ConnectionSpec
  readonly token = randomBytes(32).toString('hex')
  readonly faults = new ApiFaults()
  readonly store: ObjectStore
  readonly clusters: readonly SimulatedCluster[]
  readonly #server: Server
  readonly #clock: () => number
  #watchedSince: number | null = null

  constructor(spec: ConnectionSpec, { storage, clock }: { storage: StateStorage; clock: () => number }) {
    const startedAt = clock()
    this.spec = spec
    this.#clock = clock
    // tenths of a second since 1970: above every version of an earlier start
    this.store = new ObjectStore(
      Math.floor(startedAt / 100),
      Math.max(2_000, spec.clusters.length * EVENTS_PER_CLUSTER),
    )
    const proxy = new ServiceProxy(this.store)
    const uid = (name: string) => uuidOf(`${startedAt}/${spec.name}/${name}`)
    this.#putNamespace('kube-system', spec.kubeSystemUid)
    for (const namespace of new Set(spec.clusters.map(({ namespace }) => namespace))) {
      this.#putNamespace(namespace, uid(`namespace/${namespace}`))
    }
    if (spec.hasOperator) this.installOperator()
    this.clusters = spec.clusters.map((cluster) => {
      return new SimulatedCluster(cluster, { store: this.store, proxy, storage, uid, clock })
    })
    const catalogue = new KindCatalogue(this.store, OPERATOR_KINDS)
    const { store, faults, token } = this
    this.#server = createApiServer({ store, catalogue, proxy, faults, token })
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((listening, failed) => {
      this.#server.once('error', failed)
      this.#server.listen({ host: '127.0.0.1', port }, listening)
    })
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`
  }

  /** Moves every cluster on; returns when the first of them next has something to do. */
  advance(now: number): number {
    this.#failOnceWatched(now)
    return this.clusters.reduce((next, cluster) => Math.min(next, cluster.advance(now)), Number.POSITIVE_INFINITY)
  }

  /** Begins or ends an outage of the API server. The one that was planned for it does not come any more. */
  suffer(outage: Outage): void {
    this.#watchedSince = Number.POSITIVE_INFINITY
    this.faults.suffer(outage)
  }

  installOperator(): void {
    const createdAt = isoSeconds(this.#clock() - YEAR_MS)
    for (const kind of OPERATOR_KINDS) {
      const uid = uuidOf(`${this.spec.name}/${qualifiedResource(kind)}`)
      this.store.put(CUSTOM_RESOURCE_DEFINITIONS, definitionOf(kind, uid, createdAt))
    }
  }

  removeOperator(): void {
    for (const kind of OPERATOR_KINDS) {
      this.store.remove(CUSTOM_RESOURCE_DEFINITIONS, undefined, qualifiedResource(kind))
      for (const { metadata } of [...this.store.objects(kind)])
        this.store.remove(kind, metadata.namespace, metadata.name)
    }
    this.faults.cutWatches()
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.#server.close(() => closed())
      this.#server.closeAllConnections()
    })
  }

  #failOnceWatched(now: number): void {
    if (this.spec.failsAfterMs === null) return
    if (this.#watchedSince === null && this.faults.isWatched) this.#watchedSince = now
    if (this.#watchedSince === null || now < this.#watchedSince + this.spec.failsAfterMs) return
    this.suffer('unavailable')
  }

  #putNamespace(name: string, uid: string): void {
    this.store.put(NAMESPACES, {
      metadata: {
        name,
        uid,
        creationTimestamp: isoSeconds(this.#clock() - YEAR_MS),
        labels: { 'kubernetes.io/metadata.name': name },
      },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    })
  }
}
