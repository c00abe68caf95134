import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import { LEADER_ANNOTATION, type LeaderAnnotation } from '../../lib/formats/high-availability/leader-annotation.ts'
import type { HaConfigMapInput } from '../../lib/formats/high-availability/read-ha-config-map.ts'
import {
  type HaClusterToWrite,
  type HaJobToWrite,
  type HaLeader,
  writeHaConfigMaps,
  writeLeaderAnnotation,
} from '../../lib/formats/high-availability/write-ha-config-maps.ts'
import type { StreamStateHandle } from '../../lib/formats/state-handle/stream-state-handle.ts'
import type { ObjectStore } from '../kubernetes/object-store.ts'
import { CONFIG_MAPS, type KubernetesObject } from '../kubernetes/objects.ts'
import { idOf, uuidOf } from './seeded.ts'

/** A key of a job's HA map that leads to a `completedCheckpoint…` file. */
export interface KeptCheckpoint {
  id: number
  /** Of the file, as Flink writes it. */
  path: string
  sizeBytes: number
  markedForDeletion: boolean
}

/** What HA keeps of a job. */
export interface KeptJob {
  jobId: string
  /** The next checkpoint id; null until the first was triggered. */
  counter: number | null
  checkpoints: readonly KeptCheckpoint[]
  graph: { path: string; sizeBytes: number }
}

export interface HaMapsOptions {
  store: ObjectStore
  namespace: string
  clusterId: string
  release: FlinkRelease
  createdAt: string
  /** Makes the uid of an object from its name. */
  uid: (name: string) => string
}

const LEASE_MS = 15_000

/** The HA ConfigMaps of one cluster, in the words of its release. */
export class HaMaps {
  readonly #options: HaMapsOptions
  #lease: LeaderAnnotation
  #process = 0

  constructor(options: HaMapsOptions, leaderSince: number, renewedAt: number) {
    this.#options = options
    this.#lease = this.#leaseFrom(leaderSince, renewedAt, 0)
  }

  /** When another JobManager may take over, if this one renews no more. */
  get expiresAt(): number {
    return (this.#lease.renewTime ?? 0) + LEASE_MS
  }

  get leaderSince(): number {
    return this.#lease.acquireTime ?? 0
  }

  /** Writes every map anew, as a leader does that has just been elected. */
  publish(jobs: readonly KeptJob[]): void {
    const cluster: HaClusterToWrite = {
      clusterId: this.#options.clusterId,
      leaders: this.#leaders(),
      lease: this.#lease,
      jobs: jobs.map((job) => this.#written(job)),
      applications: [],
    }
    for (const map of writeHaConfigMaps(cluster, this.#options.release)) this.#put(map)
  }

  /** Writes the map of one job; its leader and lease stay. */
  publishJob(job: KeptJob): void {
    const { clusterId, release } = this.#options
    const cluster: HaClusterToWrite = {
      clusterId,
      leaders: [],
      lease: null,
      jobs: [this.#written({ ...job })],
      applications: [],
    }
    const map = writeHaConfigMaps(cluster, release).find(({ name }) => name.includes(job.jobId))
    if (map) this.#put(map)
  }

  /** A leader renews its lease: a new time in the annotation, nothing else. */
  renew(now: number): void {
    const { store, namespace, release } = this.#options
    // up to 1.17 every renewal counts as a transition
    const transitions = (this.#lease.leaderTransitions ?? 0) + (isSince(release, '1.18') ? 0 : 1)
    this.#lease = { ...this.#lease, renewTime: now, leaderTransitions: transitions }
    const annotation = writeLeaderAnnotation(this.#lease, release)
    for (const name of this.#leasedNames) {
      const map = store.get(CONFIG_MAPS, namespace, name)
      if (!map) continue
      const annotations = { ...map.metadata.annotations, [LEADER_ANNOTATION]: annotation }
      store.put(CONFIG_MAPS, { ...map, metadata: { ...map.metadata, annotations } })
    }
  }

  /** Another JobManager process takes the lease over. */
  elect(now: number): void {
    this.#process += 1
    this.#lease = this.#leaseFrom(now, now, (this.#lease.leaderTransitions ?? 0) + 1)
  }

  readonly #leasedNames = new Set<string>()

  #put(map: HaConfigMapInput): void {
    const { store, namespace, createdAt, uid, release } = this.#options
    const known = store.get(CONFIG_MAPS, namespace, map.name)
    const annotations = { ...known?.metadata.annotations, ...map.annotations }
    const isLeased = annotations[LEADER_ANNOTATION] !== undefined
    if (isLeased) this.#leasedNames.add(map.name)
    const manager = isSince(release, '1.16') ? 'flink' : 'okhttp'
    const object: KubernetesObject = {
      metadata: {
        name: map.name,
        namespace,
        uid: known?.metadata.uid ?? uid(map.name),
        creationTimestamp: known?.metadata.creationTimestamp ?? createdAt,
        ...(map.labels && { labels: map.labels }),
        ...(isLeased && { annotations }),
        managedFields: [
          {
            manager,
            operation: 'Update',
            apiVersion: 'v1',
            time: `${new Date().toISOString().slice(0, 19)}Z`,
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:data': {} },
          },
        ],
      },
      data: map.data,
    }
    store.put(CONFIG_MAPS, object)
  }

  #written(job: KeptJob): HaJobToWrite {
    const { release } = this.#options
    const isOld = !isSince(release, '1.15')
    return {
      jobId: job.jobId,
      leader: { sessionId: this.#session(isOld ? job.jobId : 'cluster'), address: this.#rpc('jobmanager_2') },
      counter: job.counter,
      checkpoints: job.checkpoints.map(({ id, path, sizeBytes, markedForDeletion }) => ({
        checkpointId: id,
        handle: fileHandle(path, sizeBytes),
        markedForDeletion,
      })),
      graph: { handle: fileHandle(job.graph.path, job.graph.sizeBytes), markedForDeletion: false },
      registry: isOld ? 'RUNNING' : null,
    }
  }

  #leaders(): HaLeader[] {
    const isOld = !isSince(this.#options.release, '1.15')
    const session = (component: string) => this.#session(isOld ? component : 'cluster')
    return [
      { component: 'dispatcher', sessionId: session('dispatcher'), address: this.#rpc('dispatcher_1') },
      { component: 'resourcemanager', sessionId: session('resourcemanager'), address: this.#rpc('resourcemanager_0') },
      { component: 'restserver', sessionId: session('restserver'), address: `http://${this.#host}:8081` },
    ]
  }

  #rpc(endpoint: string): string {
    const scheme = isSince(this.#options.release, '1.18') ? 'pekko.tcp' : 'akka.tcp'
    return `${scheme}://flink@${this.#host}:6123/user/rpc/${endpoint}`
  }

  get #host(): string {
    const { namespace, clusterId } = this.#options
    const digits = idOf(`${namespace}/${clusterId}/${this.#process}`)
    return `10.244.${Number.parseInt(digits.slice(0, 2), 16)}.${Number.parseInt(digits.slice(2, 4), 16)}`
  }

  #session(part: string): string {
    const { namespace, clusterId } = this.#options
    return uuidOf(`session/${namespace}/${clusterId}/${this.#process}/${part}`)
  }

  #leaseFrom(acquiredAt: number, renewedAt: number, transitions: number): LeaderAnnotation {
    const { namespace, clusterId } = this.#options
    return {
      holderIdentity: uuidOf(`holder/${namespace}/${clusterId}/${this.#process}`),
      leaseDurationMs: LEASE_MS,
      acquireTime: acquiredAt,
      renewTime: renewedAt,
      leaderTransitions: transitions,
    }
  }
}

function fileHandle(path: string, sizeBytes: number): StreamStateHandle {
  return { kind: 'file', path, sizeBytes }
}
