import { type FlinkRelease, isSince } from '../flink-release.ts'
import { FormatError } from '../format-error.ts'
import type { StreamStateHandle } from '../state-handle/stream-state-handle.ts'
import { writeStateHandle } from '../state-handle/write-state-handle.ts'
import { LEADER_ANNOTATION, type LeaderAnnotation } from './leader-annotation.ts'
import type { HaConfigMapInput } from './read-ha-config-map.ts'

/** What a cluster's HA ConfigMaps say. Everything in it may be absent: a map is written for what is there. */
export interface HaClusterToWrite {
  clusterId: string
  leaders: readonly HaLeader[]
  /** The lease on the cluster's map; up to 1.14 on each of the maps. */
  lease: LeaderAnnotation | null
  jobs: readonly HaJobToWrite[]
  /** From 2.3 on. */
  applications: readonly HaFileToWrite[]
}

export interface HaLeader {
  component: 'dispatcher' | 'resourcemanager' | 'restserver'
  sessionId: string
  address: string
}

export interface HaJobToWrite {
  /** 32 hex digits. */
  jobId: string
  leader: { sessionId: string; address: string } | null
  /** The next checkpoint id. */
  counter: number | null
  checkpoints: readonly { checkpointId: number; handle: StreamStateHandle; markedForDeletion: boolean }[]
  /** The job graph, from 2.0 on the execution plan. */
  graph: Omit<HaFileToWrite, 'id'> | null
  /** Written up to 1.14. */
  registry: 'RUNNING' | 'DONE' | null
}

export interface HaFileToWrite {
  id: string
  handle: StreamStateHandle
  markedForDeletion: boolean
}

const LEADER = 'org.apache.flink.k8s.leader.'

/**
 * Writes the HA ConfigMaps of a cluster as that release keeps them: a map per component up to 1.14, one for the cluster
 * and one per job from 1.15 on. The opposite of `readHaConfigMap`, key for key.
 *
 * @returns maps and keys in the order in which the API server lists them.
 */
export function writeHaConfigMaps(cluster: HaClusterToWrite, release: FlinkRelease): HaConfigMapInput[] {
  const maps = isSince(release, '1.15') ? mapsOf115(cluster, release) : mapsOf113(cluster, release)
  return maps.map((map) => ({ ...map, data: sorted(map.data) })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

type Data = Record<string, string>

interface NamedMap extends HaConfigMapInput {
  data: Data
}

function mapsOf115(cluster: HaClusterToWrite, release: FlinkRelease): NamedMap[] {
  const { clusterId, leaders, jobs, applications } = cluster
  const data: Data = {}
  for (const { component, sessionId, address } of leaders) data[LEADER + component] = `${sessionId},${address}`
  for (const { jobId, leader, graph } of jobs) {
    const jobKey = isSince(release, '1.19') ? `job-${jobId}` : jobId
    if (leader) data[LEADER + jobKey] = `${leader.sessionId},${leader.address}`
    if (graph) data[`${isSince(release, '2.0') ? 'executionPlan' : 'jobGraph'}-${jobId}`] = value(graph, release)
  }
  for (const application of applications) data[`application-${application.id}`] = value(application, release)
  return [
    map(`${clusterId}-cluster-config-map`, cluster, release, data, true),
    ...jobs.map((job) => map(`${clusterId}-${job.jobId}-config-map`, cluster, release, jobData(job, release), false)),
  ]
}

function mapsOf113(cluster: HaClusterToWrite, release: FlinkRelease): NamedMap[] {
  const { clusterId, leaders, jobs } = cluster
  const maps = leaders.map(({ component, sessionId, address }) =>
    map(`${clusterId}-${component}-leader`, cluster, release, { sessionId, address }, true),
  )
  const dispatcher = maps.find(({ name }) => name === `${clusterId}-dispatcher-leader`)
  for (const { jobId, graph, registry } of jobs) {
    if (dispatcher && graph) dispatcher.data[`jobGraph-${jobId}`] = value(graph, release)
    if (dispatcher && registry) dispatcher.data[`runningJobsRegistry-${jobId}`] = registry
  }
  const perJob = jobs.map((job) =>
    map(
      `${clusterId}-${job.jobId}-jobmanager-leader`,
      cluster,
      release,
      { ...job.leader, ...jobData(job, release) },
      true,
    ),
  )
  return [...maps, ...perJob]
}

function map(
  name: string,
  { clusterId, lease }: HaClusterToWrite,
  release: FlinkRelease,
  data: Data,
  isLeased: boolean,
): NamedMap {
  const labels = {
    app: clusterId,
    ...(isSince(release, '2.0') ? {} : { 'configmap-type': 'high-availability' }),
    type: 'flink-native-kubernetes',
  }
  const annotations = isLeased && lease ? { [LEADER_ANNOTATION]: writeLeaderAnnotation(lease, release) } : null
  return { name, labels, annotations, data }
}

function jobData({ counter, checkpoints }: HaJobToWrite, release: FlinkRelease): Data {
  const data: Data = counter === null ? {} : { counter: `${counter}` }
  for (const checkpoint of checkpoints) {
    data[`checkpointID-${`${checkpoint.checkpointId}`.padStart(19, '0')}`] = value(checkpoint, release)
  }
  return data
}

function value({ handle, markedForDeletion }: Omit<HaFileToWrite, 'id'>, release: FlinkRelease): string {
  return writeStateHandle(handle, release, { markedForDeletion })
}

/**
 * The lease as fabric8 writes it: its duration a number of seconds up to 1.20, an ISO-8601 text from 2.0 on.
 *
 * @throws FormatError for a lease with a part that is not known.
 */
export function writeLeaderAnnotation(lease: LeaderAnnotation, release: FlinkRelease): string {
  const { holderIdentity, leaseDurationMs, acquireTime, renewTime, leaderTransitions } = lease
  if (leaseDurationMs === null || acquireTime === null || renewTime === null || holderIdentity === null) {
    throw new FormatError('unexpected', 0, 'a lease with holder, duration and times', JSON.stringify(lease))
  }
  const seconds = leaseDurationMs / 1000
  const duration = isSince(release, '2.0') ? `"PT${seconds}S"` : seconds.toFixed(9)
  return `{"holderIdentity":${JSON.stringify(holderIdentity)},"leaseDuration":${duration},"acquireTime":"${micros(
    acquireTime,
  )}","renewTime":"${micros(renewTime)}","leaderTransitions":${leaderTransitions ?? 0}}`
}

function micros(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}

function sorted(data: Data): Data {
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)))
}
