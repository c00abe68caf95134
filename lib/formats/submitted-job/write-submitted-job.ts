import { serializedId } from '../completed-checkpoint/write-completed-checkpoint.ts'
import { type FlinkRelease, isSince } from '../flink-release.ts'
import { hashMap, linkedHashMap } from '../java-serialization/jdk-objects.ts'
import { PRIMITIVE_BYTES } from '../java-serialization/protocol.ts'
import { writeObjectStream } from '../java-serialization/spell-objects.ts'
import {
  objectOf,
  type WritableClass,
  type WritableField,
  type WritableObject,
} from '../java-serialization/writable.ts'
import { flinkClass } from '../state-handle/flink-classes.ts'
import { enumConstant } from '../state-handle/write-state-handle.ts'
import type { RestoreSettings } from './read-submitted-job.ts'

/** Who a submitted graph is about. */
export interface GraphToWrite {
  /** 32 hex digits. */
  jobId: string
  /** 32 hex digits; written from 2.3 on. */
  applicationId: string | null
  name: string
  jobType: 'STREAMING' | 'BATCH'
  restore: RestoreSettings | null
  /** In the order of the job; written up to 1.20, as a stream graph is not made of vertices yet. */
  vertices: readonly VertexToWrite[]
}

export interface VertexToWrite {
  /** 32 hex digits. */
  id: string
  name: string
  parallelism: number
  maxParallelism: number
}

/**
 * Writes a `submittedJobGraph…` file (up to 1.20) or a `submittedExecutionPlan…` one (2.0+) as that release does: the
 * opposite of `readSubmittedJob`. What a program puts into its graph besides (functions, edges, settings, artifacts) is
 * null: Flink reads such a file, and has nothing to run.
 */
export function writeSubmittedGraph(graph: GraphToWrite, release: FlinkRelease): Uint8Array {
  const { jobId, applicationId, name, restore } = graph
  const told = {
    jobName: name,
    jobType: enumConstant('runtime.jobgraph.JobType', graph.jobType, release),
    jobConfiguration: emptyConfiguration(release),
    savepointRestoreSettings: restoreSettings(restore, release),
  }
  if (isSince(release, '2.0')) {
    const streamGraph = { ...told, jobId: serializedId('api.common.JobID', jobId, release) }
    const application = isSince(release, '2.3') ? { applicationId: applicationOrNull(applicationId, release) } : {}
    return written('streaming.api.graph.StreamGraph', { ...streamGraph, ...application }, release)
  }
  const taskVertices = linkedHashMap(
    graph.vertices.map((vertex) => {
      const id = serializedId('runtime.jobgraph.JobVertexID', vertex.id, release)
      const { parallelism, maxParallelism } = vertex
      const fields = { id, name: vertex.name, parallelism, maxParallelism, configuration: emptyConfiguration(release) }
      return [id, withDefaults(flinkClass('runtime.jobgraph.JobVertex', release), fields)] as const
    }),
  )
  const jobGraph = { ...told, jobID: serializedId('api.common.JobID', jobId, release), taskVertices }
  return written('runtime.jobgraph.JobGraph', jobGraph, release)
}

/** Writes a `submittedApplication…` file of 2.3 or later in the same way. */
export function writeSubmittedApplication(
  { applicationId, name }: { applicationId: string; name: string },
  release: FlinkRelease,
): Uint8Array {
  const className = 'client.deployment.application.PackagedProgramApplicationEntry'
  const fields = {
    applicationId: applicationOrNull(applicationId, release),
    applicationName: name,
    configuration: emptyConfiguration(release),
  }
  return written(className, fields, release)
}

function written(className: string, fields: WritableObject['fields'], release: FlinkRelease): Uint8Array {
  return writeObjectStream([withDefaults(flinkClass(className, release), fields)])
}

/** What is not told of an object is what Java begins with: null, 0 and false. */
function withDefaults(described: WritableClass, told: WritableObject['fields']): WritableObject {
  const defaults: [string, WritableField][] = described.fields.map(({ type, name }) => {
    if (type === 'Z') return [name, false]
    return [name, PRIMITIVE_BYTES[type] === undefined ? null : 0]
  })
  return objectOf(described, { ...Object.fromEntries(defaults), ...told })
}

function emptyConfiguration(release: FlinkRelease): WritableObject {
  return withDefaults(flinkClass('configuration.Configuration', release), { confData: hashMap([]) })
}

function restoreSettings(restore: RestoreSettings | null, release: FlinkRelease): WritableObject {
  const mode = enumConstantOfMode(restore?.claimMode ?? 'NO_CLAIM', release)
  return objectOf(flinkClass('runtime.jobgraph.SavepointRestoreSettings', release), {
    restorePath: restore?.path ?? null,
    allowNonRestoredState: restore?.allowNonRestoredState ?? false,
    ...mode,
  })
}

/** The field that tells it, if there is one, and its value: both were renamed and moved. */
function enumConstantOfMode(mode: string, release: FlinkRelease): WritableObject['fields'] {
  if (!isSince(release, '1.15')) return {}
  if (isSince(release, '2.0')) {
    return { recoveryClaimMode: enumConstant('core.execution.RecoveryClaimMode', mode, release) }
  }
  const place = isSince(release, '1.20') ? 'core.execution' : 'runtime.jobgraph'
  return { restoreMode: enumConstant(`${place}.RestoreMode`, mode, release) }
}

function applicationOrNull(id: string | null, release: FlinkRelease): WritableObject | null {
  return id === null ? null : serializedId('api.common.ApplicationID', id, release)
}
