import { hexId } from '../completed-checkpoint/operator-states.ts'
import { FormatError } from '../format-error.ts'
import { entriesOf, VisitBudget } from '../java-serialization/collections.ts'
import { JavaObject, type JavaValue, typeName } from '../java-serialization/java-value.ts'
import { JavaObjectStream } from '../java-serialization/object-stream.ts'
import type { StreamLimits } from '../java-serialization/protocol.ts'

/** What a JobManager recovers to start a job, or an application, again. */
export interface SubmittedJob {
  /** `jobGraph` up to 1.20, `streamGraph` from 2.0 on, `application` from 2.3 on. */
  kind: 'jobGraph' | 'streamGraph' | 'application'
  className: string
  /** 32 hex digits; null for an application, whose job has no id before `main` ran. */
  jobId: string | null
  /** 32 hex digits; null up to 2.2. */
  applicationId: string | null
  name: string
  /** `STREAMING` or `BATCH`; null for an application. */
  jobType: string | null
  /**
   * Job vertices and the highest parallelism among them; null where the graph is not yet made of them, or where they are
   * too many in a row: each is written within the one before.
   */
  vertices: number | null
  maximumParallelism: number | null
  /** The snapshot the job was submitted with; null where there is none, and for an application. */
  restore: RestoreSettings | null
  /** Length of the file. */
  byteLength: number
}

export interface RestoreSettings {
  path: string
  allowNonRestoredState: boolean
  /** CLAIM, NO_CLAIM or LEGACY; null up to 1.14. */
  claimMode: string | null
}

const JOB_GRAPH = 'org.apache.flink.runtime.jobgraph.JobGraph'
const STREAM_GRAPH = 'org.apache.flink.streaming.api.graph.StreamGraph'
const APPLICATION = 'org.apache.flink.client.deployment.application.PackagedProgramApplicationEntry'
const JOB_VERTEX = 'org.apache.flink.runtime.jobgraph.JobVertex'

// Job graphs hold the user's functions, serialized.
const MAX_BYTES = 128 * 1024 * 1024

/**
 * Reads who a `submittedJobGraph…`, `submittedExecutionPlan…` or `submittedApplication…` file of the HA storage
 * directory is about. The user's own objects in it stay the bytes they are.
 *
 * Layout: one Java serialization stream of `JobGraph` (up to 1.20), `StreamGraph` (2.0+) or
 * `PackagedProgramApplicationEntry` (2.3+).
 *
 * @throws FormatError with the byte offset, `unsupported` for another class.
 */
export function readSubmittedJob(
  bytes: Uint8Array,
  limits: Pick<Partial<StreamLimits>, 'maxDepth'> = {},
): SubmittedJob {
  const stream = new JavaObjectStream(bytes, { ...limits, maxBytes: MAX_BYTES })
  const { root, isWhole } = readRoot(stream)
  const { className } = root
  const byteLength = stream.byteLength
  switch (className) {
    case JOB_GRAPH: {
      const vertices = isWhole ? jobVertices(root, stream) : NO_VERTICES
      return { kind: 'jobGraph', className, ...job(root, 'jobID'), ...vertices, byteLength }
    }
    case STREAM_GRAPH:
      return { kind: 'streamGraph', className, ...job(root, 'jobId'), ...NO_VERTICES, byteLength }
    case APPLICATION:
      return {
        kind: 'application',
        className,
        jobId: null,
        applicationId: hexId(root.object('applicationId')),
        name: root.string('applicationName'),
        jobType: null,
        ...NO_VERTICES,
        restore: null,
        byteLength,
      }
    default:
      throw new FormatError('unsupported', root.offset, 'a job graph, stream graph or application', className)
  }
}

/** Of a job graph whose vertices nest too deep, what it says before them: who it is about. */
function readRoot(stream: JavaObjectStream): { root: JavaObject; isWhole: boolean } {
  try {
    const root = stream.readObject()
    if (!(root instanceof JavaObject)) throw new FormatError('unexpected', 0, 'a submitted job', typeName(root))
    stream.expectEnd()
    return { root, isWhole: true }
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'tooDeep') throw error
    const { begun } = stream
    // The last field before the vertices that is told of.
    if (begun?.className !== JOB_GRAPH || begun.objectOrNull('savepointRestoreSettings') === null) throw error
    return { root: begun, isWhole: false }
  }
}

const NO_VERTICES = { vertices: null, maximumParallelism: null }

function job(graph: JavaObject, idField: 'jobID' | 'jobId') {
  const application = graph.has('applicationId') ? graph.objectOrNull('applicationId') : null
  return {
    jobId: hexId(graph.object(idField)),
    applicationId: application && hexId(application),
    name: graph.string('jobName'),
    jobType: graph.enumName('jobType'),
    restore: restoreSettings(graph.object('savepointRestoreSettings')),
  }
}

function restoreSettings(settings: JavaObject): RestoreSettings | null {
  const path = settings.stringOrNull('restorePath')
  if (path === null) return null
  // Renamed in 2.0.
  const mode = ['recoveryClaimMode', 'restoreMode'].find((field) => settings.has(field))
  return {
    path,
    allowNonRestoredState: settings.boolean('allowNonRestoredState'),
    claimMode: mode === undefined ? null : settings.enumName(mode),
  }
}

function jobVertices(graph: JavaObject, stream: JavaObjectStream) {
  let vertices = 0
  let maximumParallelism = -1
  for (const [, vertex] of entriesOf(graph.object('taskVertices'), new VisitBudget(stream))) {
    vertices++
    maximumParallelism = Math.max(maximumParallelism, jobVertex(vertex, graph.offset).int('parallelism'))
  }
  return { vertices, maximumParallelism }
}

function jobVertex(value: JavaValue, offset: number): JavaObject {
  if (value instanceof JavaObject && value.descriptor.isA(JOB_VERTEX)) return value
  throw new FormatError('unexpected', offset, JOB_VERTEX, typeName(value))
}
