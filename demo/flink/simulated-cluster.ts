import type { ObjectStore } from '../kubernetes/object-store.ts'
import { CONFIG_MAPS, DEPLOYMENTS, PODS, SERVICES } from '../kubernetes/objects.ts'
import type { ServiceProxy } from '../kubernetes/service-proxy.ts'
import type { CheckpointAttempt } from './checkpoint-attempt.ts'
import type { ClusterSpec } from './cluster-spec.ts'
import { checkpointSettings, configurationOf } from './configuration.ts'
import { HaMaps } from './ha-maps.ts'
import { subtasks } from './job-answers.ts'
import { releaseOf } from './job-spec.ts'
import { clusterObjects, isoSeconds } from './kubernetes-objects.ts'
import {
  FLINK_DEPLOYMENTS,
  FLINK_SESSION_JOBS,
  FLINK_STATE_SNAPSHOTS,
  flinkDeployment,
  flinkSessionJob,
  flinkStateSnapshot,
  type ResourcesSource,
} from './operator-resources.ts'
import { flinkRest } from './rest.ts'
import { SavepointOperations } from './savepoint-operations.ts'
import { idOf, seedOf } from './seeded.ts'
import { SimulatedJob, type SnapshotKeeper } from './simulated-job.ts'
import { SnapshotStore } from './snapshot-store.ts'
import type { StateStorage } from './state-storage.ts'

export interface ClusterSurroundings {
  store: ObjectStore
  proxy: Pick<ServiceProxy, 'register'>
  storage: StateStorage
  /** Names everything that is created by this start of the demo. */
  uid: (name: string) => string
  clock: () => number
}

const RENEWAL_INTERVAL_MS = 5_000
const DAY_MS = 86_400_000
/** A new JobManager process takes so long to come up. */
const BOOT_MS = 1_500
const MOST_TASK_MANAGERS = 8

/** The id of a job, which is the same in every start. */
export function jobIdOf(cluster: { namespace: string; name: string }, job: string): string {
  return idOf(`job/${cluster.namespace}/${cluster.name}/${job}`)
}

/** One Flink cluster: its jobs, what it writes to HA storage and Kubernetes, and its REST, all telling the same story. */
export class SimulatedCluster {
  readonly spec: ClusterSpec
  readonly jobs: readonly SimulatedJob[]
  readonly #around: ClusterSurroundings
  readonly #ha: HaMaps | null
  readonly #snapshots = new Map<SimulatedJob, SnapshotStore>()
  readonly #savepoints: SavepointOperations
  readonly #createdAt: number
  readonly #keeper: SnapshotKeeper
  #killedAt: number | null
  #leadsFrom: number
  #nextRenewalAt: number

  constructor(spec: ClusterSpec, around: ClusterSurroundings) {
    const now = around.clock()
    this.spec = spec
    this.#around = around
    this.#createdAt = now - Math.max(spec.leaderForMs, ...spec.jobs.map(({ runningForMs }) => runningForMs)) - DAY_MS
    this.#killedAt = spec.killedAgoMs === null ? null : now - spec.killedAgoMs
    this.#leadsFrom = 0
    this.#nextRenewalAt = now + RENEWAL_INTERVAL_MS
    this.#ha = spec.highAvailability ? this.#openHa(now) : null
    const settings = checkpointSettings(spec)
    this.jobs = spec.jobs.map(
      (job) =>
        new SimulatedJob(
          job,
          jobIdOf(spec, job.name),
          seedOf(`${spec.namespace}/${spec.name}/${job.name}`),
          settings,
          now,
        ),
    )
    this.#savepoints = new SavepointOperations(settings.release, around.storage)
    this.#keeper = {
      triggered: (job) => this.#snapshots.get(job)?.triggered(),
      completed: (job, attempt) => this.#completed(job, attempt),
    }
    this.#layOut(now)
  }

  get isAlive(): boolean {
    return this.#killedAt === null
  }

  /** Moves the cluster on to `now`. Returns when it next has something to do. */
  advance(now: number): number {
    if (this.#killedAt !== null) return Number.POSITIVE_INFINITY
    if (now < this.#leadsFrom) return this.#leadsFrom
    if (this.#leadsFrom > 0) this.#takeOver(now)
    if (now >= this.#nextRenewalAt) {
      this.#ha?.renew(now)
      this.#nextRenewalAt = now + RENEWAL_INTERVAL_MS
    }
    return Math.min(this.#nextRenewalAt, ...this.jobs.map((job) => job.advance(now, this.#keeper)))
  }

  /** Kills the JobManager: nothing is tidied up. */
  kill(now: number): void {
    if (this.#killedAt !== null) return
    this.#killedAt = now
    this.#putObjects()
  }

  /** Starts another JobManager, which leads once the lease of the old one has run out. */
  revive(now: number): void {
    if (this.#killedAt === null) return
    this.#killedAt = null
    this.#leadsFrom = Math.max(now + BOOT_MS, this.#ha?.expiresAt ?? 0)
    this.#putObjects()
  }

  /** Empties the directories of all checkpoints that HA keeps. */
  emptyDirectories(): void {
    for (const snapshots of this.#snapshots.values()) snapshots.emptyDirectories()
  }

  #takeOver(now: number): void {
    this.#leadsFrom = 0
    this.#savepoints.clear()
    for (const job of this.jobs) job.recover(this.#ha ? (this.#snapshots.get(job)?.newest(now) ?? null) : null, now)
    this.#ha?.elect(now)
    this.#publish()
    this.#nextRenewalAt = now + RENEWAL_INTERVAL_MS
  }

  #openHa(now: number): HaMaps {
    const { spec } = this
    const { store, uid } = this.#around
    const renewedAt = this.#killedAt ?? now
    const options = {
      store,
      namespace: spec.namespace,
      clusterId: spec.name,
      release: releaseOf(spec.version),
      createdAt: isoSeconds(this.#createdAt),
      uid: (name: string) => uid(`${spec.namespace}/${name}`),
    }
    return new HaMaps(options, renewedAt - spec.leaderForMs, renewedAt)
  }

  #layOut(now: number): void {
    const { storage, proxy, clock } = this.#around
    const { spec } = this
    const ha = this.#ha
    if (spec.readableStorage) storage.register(spec.storage)
    for (const job of this.jobs) {
      const publish = ha ? (kept: Parameters<HaMaps['publishJob']>[0]) => ha.publishJob(kept) : null
      const snapshots = new SnapshotStore(job, storage, publish, now)
      this.#snapshots.set(job, snapshots)
      snapshots.layOut()
      const { trouble } = job.spec
      if (trouble.kind === 'restoring') job.recover(snapshots.newest(now), now, trouble.forMs)
    }
    if (spec.emptiedDirectories) this.emptyDirectories()
    this.#putObjects()
    this.#publish()
    const rest = {
      clusterId: spec.name,
      version: spec.version,
      jobs: this.jobs,
      savepoints: this.#savepoints,
      keeper: this.#keeper,
      configuration: configurationOf(spec),
      leads: (at: number) => at >= this.#leadsFrom,
    }
    proxy.register(spec.namespace, `${spec.name}-rest`, flinkRest(rest, clock))
  }

  #publish(): void {
    this.#ha?.publish([...this.#snapshots.values()].map((snapshots) => snapshots.kept()))
  }

  #completed(job: SimulatedJob, attempt: CheckpointAttempt): void {
    this.#snapshots.get(job)?.completed(attempt)
    if (attempt.type === 'SAVEPOINT') this.#putSnapshot(job, attempt)
  }

  #putObjects(): void {
    const { store, uid } = this.#around
    const { namespace, manager, mode } = this.spec
    const named = (name: string) => uid(`${namespace}/${name}`)
    const slots = this.jobs.reduce((sum, job) => sum + subtasks(job) / job.spec.vertices.length, 0)
    const objects = clusterObjects({
      spec: this.spec,
      createdAt: this.#createdAt,
      killedAt: this.#killedAt,
      taskManagers: Math.min(MOST_TASK_MANAGERS, Math.max(1, Math.ceil(slots / 4))),
      uid: (name) => named(`${this.spec.name}/${name}`),
    })
    store.put(DEPLOYMENTS, objects.deployment)
    store.put(SERVICES, objects.restService)
    store.put(CONFIG_MAPS, objects.configMap)
    for (const pod of objects.pods) store.put(PODS, pod)
    if (!this.isAlive) {
      for (const pod of [...store.objects(PODS)]) {
        const isWorker = pod.metadata.labels?.app === this.spec.name && pod.metadata.labels.component === 'taskmanager'
        if (isWorker && pod.metadata.namespace === namespace) store.remove(PODS, namespace, pod.metadata.name)
      }
    }
    if (manager !== 'operator') return
    const source = this.#resources()
    store.put(FLINK_DEPLOYMENTS, flinkDeployment(source))
    if (mode === 'session') for (const job of this.jobs) store.put(FLINK_SESSION_JOBS, flinkSessionJob(source, job))
    for (const job of this.jobs) {
      for (const attempt of job.attempts) if (attempt.type === 'SAVEPOINT') this.#putSnapshot(job, attempt)
    }
  }

  #putSnapshot(job: SimulatedJob, attempt: CheckpointAttempt): void {
    if (this.spec.manager !== 'operator') return
    this.#around.store.put(FLINK_STATE_SNAPSHOTS, flinkStateSnapshot(this.#resources(), job, attempt))
  }

  #resources(): ResourcesSource {
    const { clock, uid } = this.#around
    const { spec, jobs } = this
    return {
      spec,
      jobs,
      createdAt: this.#createdAt,
      isAlive: this.isAlive,
      now: clock(),
      uid: (name) => uid(`${spec.namespace}/${spec.name}/${name}`),
    }
  }
}
