import { isSince } from '../../lib/formats/flink-release.ts'
import type { Backend, BackendAnswer, BackendRequest } from '../kubernetes/service-proxy.ts'
import { checkpointsAnswer, detailsAnswer, subtasksAnswer } from './checkpoint-answers.ts'
import {
  checkpointConfigAnswer,
  exceptionsAnswer,
  jobAnswer,
  overviewAnswer,
  subtasks,
  vertexAnswer,
} from './job-answers.ts'
import {
  answerJson,
  answerRefusal,
  electing,
  endpointNotFound,
  jobNotFound,
  malformedJobId,
  RestRefusal,
  vertexNotFound,
} from './rest-answer.ts'
import type { SavepointOperations } from './savepoint-operations.ts'
import type { SimulatedJob, SnapshotKeeper } from './simulated-job.ts'
import { vertexId } from './snapshot-state.ts'

/** What Flink's REST of one cluster answers from. */
export interface RestSubject {
  clusterId: string
  version: string
  jobs: readonly SimulatedJob[]
  savepoints: SavepointOperations
  keeper: SnapshotKeeper
  /** The effective configuration, as `/jobmanager/config` lists it. */
  configuration: ReadonlyMap<string, string>
  /** False while the JobManager waits for its leadership. */
  leads(now: number): boolean
}

/** Flink's REST of one cluster, the endpoints that its web interface reads, and savepoints. */
export function flinkRest(subject: RestSubject, clock: () => number): Backend {
  return (request) => {
    try {
      const now = clock()
      if (!subject.leads(now)) throw electing()
      return route(subject, request, now)
    } catch (error) {
      if (error instanceof RestRefusal) return answerRefusal(error)
      throw error
    }
  }
}

function route(subject: RestSubject, request: BackendRequest, now: number): BackendAnswer {
  const path = request.path.split('?', 1)[0] ?? ''
  const [first, jobId, ...rest] = path.split('/').slice(1)
  if (first === 'jobs' && jobId !== undefined && jobId !== 'overview') {
    return ofJob(subject, request, path, { jobId, endpoint: rest }, now)
  }
  const answer = request.method === 'GET' ? ofCluster(subject, path, now) : undefined
  if (answer === undefined) throw endpointNotFound(request.method, path)
  return answerJson(200, answer)
}

function ofCluster({ jobs, version, configuration, clusterId }: RestSubject, path: string, now: number): unknown {
  switch (path) {
    case '/config':
      return {
        'refresh-interval': 3_000,
        'timezone-name': 'Coordinated Universal Time',
        'timezone-offset': 0,
        'flink-version': version,
        'flink-revision': '0980485 @ 2026-06-08T09:21:06+02:00',
        features: { 'web-submit': false, 'web-cancel': false },
      }
    case '/jobs':
      return { jobs: jobs.map((job) => ({ id: job.jobId, status: job.state(now) })) }
    case '/jobs/overview':
      return { jobs: jobs.map((job) => overviewAnswer(job, now)) }
    case '/jobmanager/config':
      return [...configuration].map(([key, value]) => ({ key, value }))
    case '/overview':
      return {
        taskmanagers: taskManagers(jobs),
        'slots-total': taskManagers(jobs) * 4,
        'slots-available': 0,
        'jobs-running': jobs.filter((job) => job.state(now) === 'RUNNING').length,
        'jobs-finished': 0,
        'jobs-cancelled': 0,
        'jobs-failed': 0,
        'flink-version': version,
        'flink-commit': '0980485',
      }
    case '/taskmanagers':
      return {
        taskmanagers: Array.from({ length: taskManagers(jobs) }, (_, i) => ({
          id: `${clusterId}-taskmanager-1-${i + 1}`,
          path: `pekko.tcp://flink@10.244.2.${20 + i}:6122/user/rpc/taskmanager_0`,
          dataPort: 35_311,
          jmxPort: -1,
          timeSinceLastHeartbeat: now - (now % 10_000),
          slotsNumber: 4,
          freeSlots: 0,
        })),
      }
    default:
      return undefined
  }
}

function ofJob(
  subject: RestSubject,
  { method, body }: BackendRequest,
  path: string,
  { jobId, endpoint }: { jobId: string; endpoint: string[] },
  now: number,
): BackendAnswer {
  if (!/^[0-9a-f]{32}$/i.test(jobId)) throw malformedJobId(jobId)
  const job = subject.jobs.find((known) => known.jobId === jobId.toLowerCase())
  const [what, id, ...rest] = endpoint
  if (what === 'savepoints' && endpoint.length <= 2) {
    if (method === 'POST' && id === undefined) {
      return answerJson(202, subject.savepoints.trigger({ jobId, job, body }, now, subject.keeper))
    }
    if (method === 'GET' && id !== undefined) return answerJson(200, subject.savepoints.status(jobId, id, now))
  }
  if (method !== 'GET') throw endpointNotFound(method, path)
  if (!job) throw jobNotFound(jobId)
  if (what === undefined) return answerJson(200, jobAnswer(job, now))
  if (what === 'exceptions' && id === undefined) return answerJson(200, exceptionsAnswer(job, subject.clusterId, now))
  const tellsStatus = isSince(job.settings.release, '1.16')
  if (what === 'status' && id === undefined && tellsStatus) return answerJson(200, { status: job.state(now) })
  if (what === 'vertices' && id !== undefined && rest.length === 0) {
    const vertex = job.spec.vertices.findIndex((_, v) => vertexId(job.spec, v) === id)
    if (vertex < 0) throw vertexNotFound(id)
    return answerJson(200, vertexAnswer(job, vertex, subject.clusterId, now))
  }
  if (what === 'checkpoints') return ofCheckpoints(job, path, [id, ...rest], now)
  throw endpointNotFound(method, path)
}

function ofCheckpoints(job: SimulatedJob, path: string, below: (string | undefined)[], now: number): BackendAnswer {
  const [what, checkpoint, subtasksWord, vertex] = below
  if (what === undefined) return answerJson(200, checkpointsAnswer(job, now))
  if (what === 'config' && below.length === 1) return answerJson(200, checkpointConfigAnswer(job))
  const isDetails = what === 'details' && checkpoint !== undefined && /^\d{1,15}$/.test(checkpoint)
  if (isDetails && below.length === 2) return answerJson(200, detailsAnswer(job, Number(checkpoint), now))
  if (isDetails && subtasksWord === 'subtasks' && vertex !== undefined && below.length === 4) {
    return answerJson(200, subtasksAnswer(job, Number(checkpoint), vertex, now))
  }
  throw endpointNotFound('GET', path)
}

function taskManagers(jobs: readonly SimulatedJob[]): number {
  const widest = jobs.reduce((sum, job) => sum + Math.max(1, subtasks(job) / job.spec.vertices.length), 0)
  return Math.max(1, Math.ceil(widest / 4))
}
