import { isSince } from '../../lib/formats/flink-release.ts'
import { stackTrace } from './rest-answer.ts'
import { noise } from './seeded.ts'
import type { SimulatedJob } from './simulated-job.ts'
import { vertexId } from './snapshot-state.ts'

type Json = Record<string, unknown>

const TASK_STATES = [
  'created',
  'scheduled',
  'deploying',
  'running',
  'finished',
  'canceling',
  'canceled',
  'failed',
  'reconciling',
  'initializing',
]
const JOB_STATES = [
  'INITIALIZING',
  'CREATED',
  'RUNNING',
  'FAILING',
  'FAILED',
  'CANCELLING',
  'CANCELED',
  'FINISHED',
  'RESTARTING',
  'SUSPENDED',
  'RECONCILING',
]
const SLOTS = 4

/** One job of `GET /jobs/overview`. */
export function overviewAnswer(job: SimulatedJob, now: number): Json {
  const state = job.state(now)
  const total = subtasks(job)
  return {
    jid: job.jobId,
    name: job.spec.name,
    'start-time': job.startedAt,
    'end-time': -1,
    duration: now - job.startedAt,
    state,
    'last-modification': Math.min(now, job.runningSince),
    tasks: { ...tasksIn(taskState(state), total), total },
  }
}

/** `GET /jobs/:jobid`, vertices included, the plan's nodes with no more than how they hang together. */
export function jobAnswer(job: SimulatedJob, now: number): Json {
  const { spec, jobId, settings } = job
  const state = job.state(now)
  const timestamps = Object.fromEntries(JOB_STATES.map((word) => [word, 0]))
  const vertices = spec.vertices.map((_, v) => vertexSummary(job, v, now))
  return {
    jid: jobId,
    name: spec.name,
    isStoppable: false,
    state,
    ...(isSince(settings.release, '1.20') && { 'job-type': 'STREAMING' }),
    ...(isSince(settings.release, '2.3') && { 'application-id': jobId, schedulerType: 'Default' }),
    'start-time': job.startedAt,
    'end-time': -1,
    duration: now - job.startedAt,
    maxParallelism: -1,
    now,
    timestamps: {
      ...timestamps,
      INITIALIZING: job.startedAt,
      CREATED: job.startedAt + 130,
      RUNNING: Math.min(now, job.runningSince),
      ...(state === 'RESTARTING' && { RESTARTING: now - 5_000 }),
    },
    vertices,
    'status-counts': tasksIn(taskState(state), spec.vertices.length, true),
    ...(isSince(settings.release, '2.0') && { 'pending-operators': 0 }),
    plan: {
      jid: jobId,
      name: spec.name,
      ...(isSince(settings.release, '1.14') && { type: 'STREAMING' }),
      nodes: spec.vertices.map((vertex, v) => ({
        id: vertexId(spec, v),
        parallelism: vertex.parallelism,
        operator: '',
        operator_strategy: '',
        description: vertex.name,
        ...(v > 0 && {
          inputs: [{ num: 0, id: vertexId(spec, v - 1), ship_strategy: 'HASH', exchange: 'pipelined_bounded' }],
        }),
        optimizer_properties: {},
      })),
    },
  }
}

/** `GET /jobs/:jobid/vertices/:vertexid`: which subtask runs where. */
export function vertexAnswer(job: SimulatedJob, vertex: number, clusterId: string, now: number): Json {
  const { spec, settings } = job
  const described = spec.vertices[vertex]
  const started = job.runningSince
  const state = taskState(job.state(now)).toUpperCase()
  return {
    id: vertexId(spec, vertex),
    name: described?.name,
    parallelism: described?.parallelism,
    maxParallelism: 128,
    now,
    subtasks: Array.from({ length: described?.parallelism ?? 0 }, (_, subtask) => {
      const taskManager = `${clusterId}-taskmanager-1-${Math.floor(subtask / SLOTS) + 1}`
      const host = `10.244.2.${20 + Math.floor(subtask / SLOTS)}`
      return {
        subtask,
        status: state,
        attempt: 0,
        ...(!isSince(settings.release, '2.0') && { host }),
        ...(isSince(settings.release, '1.19') && { endpoint: `${host}:35311` }),
        'start-time': started,
        'end-time': -1,
        duration: Math.max(0, now - started),
        metrics: ioMetrics(job, vertex, now),
        'taskmanager-id': taskManager,
        start_time: started,
      }
    }),
  }
}

/** `GET /jobs/:jobid/exceptions` */
export function exceptionsAnswer(job: SimulatedJob, clusterId: string, now: number): Json {
  const last = job.spec.vertices.at(-1)
  const entries = job.failures(now).map(({ at, cause }) => ({
    exceptionName: cause.split(':')[0],
    stacktrace: stackTrace(cause, ['org.apache.flink.streaming.runtime.tasks.StreamTask.invoke(StreamTask.java:917)']),
    timestamp: at,
    taskName: `${last?.name} (1/${last?.parallelism})`,
    ...(!isSince(job.settings.release, '2.1') && { location: '10.244.2.20:35311' }),
    endpoint: '10.244.2.20:35311',
    ...(isSince(job.settings.release, '1.17') && { taskManagerId: `${clusterId}-taskmanager-1-1` }),
    concurrentExceptions: [],
  }))
  return {
    ...(!isSince(job.settings.release, '2.0') && {
      'root-exception': entries[0]?.stacktrace ?? null,
      timestamp: entries[0]?.timestamp ?? null,
      'all-exceptions': [],
      truncated: false,
    }),
    exceptionHistory: { entries, truncated: false },
  }
}

/** `GET /jobs/:jobid/checkpoints/config` */
export function checkpointConfigAnswer(job: SimulatedJob): Json {
  const { spec, settings } = job
  return {
    mode: 'exactly_once',
    interval: spec.intervalMs,
    timeout: spec.timeoutMs,
    min_pause: 0,
    max_concurrent: 1,
    externalization: { enabled: true, delete_on_cancellation: false },
    state_backend: 'EmbeddedRocksDBStateBackend',
    checkpoint_storage: 'FileSystemCheckpointStorage',
    unaligned_checkpoints: false,
    tolerable_failed_checkpoints: 10,
    aligned_checkpoint_timeout: 0,
    ...(isSince(settings.release, '1.14') && { checkpoints_after_tasks_finish: isSince(settings.release, '1.15') }),
    ...(isSince(settings.release, '1.16') && {
      state_changelog_enabled: false,
      changelog_periodic_materialization_interval: 600_000,
      changelog_storage: 'memory',
    }),
  }
}

function vertexSummary(job: SimulatedJob, v: number, now: number): Json {
  const { spec, settings } = job
  const vertex = spec.vertices[v]
  const state = taskState(job.state(now))
  return {
    id: vertexId(spec, v),
    ...(isSince(settings.release, '1.20') && { slotSharingGroupId: vertexId(spec, 0) }),
    name: vertex?.name,
    maxParallelism: 128,
    parallelism: vertex?.parallelism,
    status: state.toUpperCase(),
    'start-time': job.runningSince,
    'end-time': -1,
    duration: Math.max(0, now - job.runningSince),
    tasks: tasksIn(state, vertex?.parallelism ?? 0, true),
    metrics: ioMetrics(job, v, now),
  }
}

function ioMetrics(job: SimulatedJob, v: number, now: number): Json {
  const seconds = Math.max(0, now - job.runningSince) / 1_000
  const records = Math.round(seconds * (900 + 4_000 * noise(job.seed, v, 3)))
  const isFirst = v === 0
  const isLast = v === job.spec.vertices.length - 1
  return {
    'read-bytes': isFirst ? 0 : records * 96,
    'read-bytes-complete': true,
    'write-bytes': isLast ? 0 : records * 110,
    'write-bytes-complete': true,
    'read-records': isFirst ? 0 : records,
    'read-records-complete': true,
    'write-records': isLast ? 0 : records,
    'write-records-complete': true,
    ...(isSince(job.settings.release, '1.16') && {
      'accumulated-backpressured-time': 0,
      'accumulated-idle-time': Math.round(seconds * 100),
      'accumulated-busy-time': Math.round(seconds * 600),
    }),
  }
}

function taskState(state: string): string {
  if (state === 'RUNNING') return 'running'
  return state === 'RESTARTING' ? 'canceled' : 'initializing'
}

function tasksIn(state: string, count: number, isUpper = false): Record<string, number> {
  return Object.fromEntries(
    TASK_STATES.map((word) => [isUpper ? word.toUpperCase() : word, word === state ? count : 0]),
  )
}

export function subtasks(job: SimulatedJob): number {
  return job.spec.vertices.reduce((sum, { parallelism }) => sum + parallelism, 0)
}
