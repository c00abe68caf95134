import { parseJson } from '../parse-json.ts'
import { type Problem, WeirError } from '../problem.ts'
import { type CheckpointConfig, checkpointConfig } from './endpoints/checkpoint-config.ts'
import { type CheckpointDetails, checkpointDetails } from './endpoints/checkpoint-details.ts'
import { checkpointSubtasks, type SubtaskCheckpoint } from './endpoints/checkpoint-subtasks.ts'
import { type CheckpointStatistics, checkpoints } from './endpoints/checkpoints.ts'
import { config, type FlinkConfig } from './endpoints/config.ts'
import { type Endpoint, type EndpointPlace, jobId, pathOf, vertexId } from './endpoints/endpoint.ts'
import { exceptions, type JobExceptions } from './endpoints/exceptions.ts'
import { type JobDetails, job } from './endpoints/job.ts'
import { jobManagerConfig } from './endpoints/job-manager-config.ts'
import { type JobVertex, jobVertex } from './endpoints/job-vertex.ts'
import { type JobOverview, jobsOverview } from './endpoints/jobs-overview.ts'
import { problemOfAnswer } from './error-answer.ts'
import type { FlinkTransport } from './transport.ts'

export type { CheckpointConfig } from './endpoints/checkpoint-config.ts'
export type { CheckpointDetails, TaskCheckpoint } from './endpoints/checkpoint-details.ts'
export type { SubtaskCheckpoint } from './endpoints/checkpoint-subtasks.ts'
export type { CheckpointAttempt, CheckpointStatistics, RestoredCheckpoint } from './endpoints/checkpoints.ts'
export type { FlinkConfig } from './endpoints/config.ts'
export type { JobException, JobExceptions } from './endpoints/exceptions.ts'
export type { JobDetails, JobDetailsVertex } from './endpoints/job.ts'
export type { JobVertex } from './endpoints/job-vertex.ts'
export type { JobOverview } from './endpoints/jobs-overview.ts'

/**
 * What an endpoint said. `observedAt` is Weir's clock, `sourceTime` the HTTP `Date` (through the service proxy that of
 * the API server; a JobManager's own clock is `JobDetails.now`). `status` null: no answer came at all.
 */
export type Answer<T> =
  | { ok: true; value: T; observedAt: number; sourceTime: number | null }
  | { ok: false; problem: Problem; status: number | null; observedAt: number }

/** Whether nothing came at all: what was refused here for its size or its encoding is an answer of a JobManager that lives. */
export function isSilence(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.status === null && !/\.(?:too-large|encoded)$/.test(answer.problem.code)
}

/**
 * One JobManager's REST API: the endpoints of this list and no other. Each is asked by one request at a time and at most once in
 * `floorMs`, however many call; a call within the floor gets the last answer. Nothing throws: a failure is an answer.
 */
export interface FlinkClient {
  config(): Promise<Answer<FlinkConfig>>
  jobsOverview(): Promise<Answer<JobOverview[]>>
  job(jobId: string): Promise<Answer<JobDetails>>
  checkpoints(jobId: string): Promise<Answer<CheckpointStatistics>>
  checkpointConfig(jobId: string): Promise<Answer<CheckpointConfig>>
  checkpointDetails(jobId: string, checkpointId: number): Promise<Answer<CheckpointDetails>>
  checkpointSubtasks(jobId: string, checkpointId: number, vertexId: string): Promise<Answer<SubtaskCheckpoint[]>>
  jobVertex(jobId: string, vertexId: string): Promise<Answer<JobVertex>>
  exceptions(jobId: string): Promise<Answer<JobExceptions>>
  jobManagerConfig(): Promise<Answer<Map<string, string>>>
}

export interface FlinkClientOptions {
  transport: FlinkTransport
  /** Flink keeps its answers for three seconds: asking more often only costs. */
  floorMs?: number
  clock?: () => number
  /** The process's own clock, which nobody sets back. */
  elapsed?: () => number
  /** Told what no code foresaw, for the log; the answer then says `flink.failed`. */
  onUnexpected?: (error: unknown) => void
}

const FLOOR_MS = 3000
const TIMEOUT_MS = 5000

export function flinkClient(options: FlinkClientOptions): FlinkClient {
  const { transport, floorMs = FLOOR_MS, clock = Date.now, onUnexpected } = options
  const { elapsed = () => performance.now() } = options
  const asked = new Map<string, { at: number; settled: boolean; answer: Promise<Answer<unknown>> }>()

  function ask<T>(endpoint: Endpoint<T>, path: string): Promise<Answer<T>> {
    const now = elapsed()
    const last = asked.get(path)
    // A path belongs to one endpoint, so what was kept for it is of that endpoint's type.
    if (last && (!last.settled || now - last.at < floorMs)) return last.answer as Promise<Answer<T>>
    for (const [other, { at, settled }] of asked) if (settled && now - at >= floorMs) asked.delete(other)
    const request = { at: now, settled: false, answer: fetchAnswer({ transport, clock, onUnexpected }, endpoint, path) }
    asked.set(path, request)
    return request.answer.finally(() => {
      request.settled = true
    })
  }

  async function askOfJob<T>(endpoint: Endpoint<T>, id: string, place: EndpointPlace = {}): Promise<Answer<T>> {
    const refused = (code: string, params: Record<string, string>): Answer<T> => {
      return { ok: false, problem: { code, params }, status: null, observedAt: clock() }
    }
    if (!jobId.safeParse(id).success) return refused('flink.job-id-invalid', { jobId: id.slice(0, 100) })
    const { checkpointid, vertexid } = place
    const addressed =
      (checkpointid === undefined || (Number.isSafeInteger(checkpointid) && checkpointid >= 0)) &&
      (vertexid === undefined || vertexId.safeParse(vertexid).success)
    if (!addressed) return refused('flink.address-invalid', { endpoint: endpoint.name })
    return ask(endpoint, pathOf(endpoint, { ...place, jobid: id }))
  }

  return {
    config: () => ask(config, config.name),
    jobsOverview: () => ask(jobsOverview, jobsOverview.name),
    job: async (id) => ofThisJob(await askOfJob(job, id), id),
    checkpoints: (id) => askOfJob(checkpoints, id),
    checkpointConfig: (id) => askOfJob(checkpointConfig, id),
    checkpointDetails: (id, checkpointid) => askOfJob(checkpointDetails, id, { checkpointid }),
    checkpointSubtasks: (id, checkpointid, vertexid) => askOfJob(checkpointSubtasks, id, { checkpointid, vertexid }),
    jobVertex: (id, vertexid) => askOfJob(jobVertex, id, { vertexid }),
    exceptions: (id) => askOfJob(exceptions, id),
    jobManagerConfig: () => ask(jobManagerConfig, jobManagerConfig.name),
  }
}

interface Asker {
  transport: FlinkTransport
  clock: () => number
  onUnexpected: ((error: unknown) => void) | undefined
}

async function fetchAnswer<T>(
  { transport, clock, onUnexpected }: Asker,
  endpoint: Endpoint<T>,
  path: string,
): Promise<Answer<T>> {
  try {
    const { status, body, date, receivedAt } = await transport.get(path, {
      timeoutMs: TIMEOUT_MS,
      maxBytes: endpoint.maxBytes,
    })
    const failed = (problem: Problem): Answer<T> => ({ ok: false, problem, status, observedAt: receivedAt })
    const text = new TextDecoder().decode(body)
    if (status !== 200) return failed(problemOfAnswer(endpoint.name, status, text))
    const json = parseJson(text)
    if (json === undefined) return failed({ code: 'flink.no-json', params: { endpoint: endpoint.name } })
    const parsed = endpoint.schema.safeParse(json)
    if (parsed.success) return { ok: true, value: parsed.data, observedAt: receivedAt, sourceTime: date }
    const issue = parsed.error.issues[0]
    const params = { endpoint: endpoint.name, field: issue?.path.join('.').slice(0, 200) || '(all)' }
    return failed({ code: 'flink.unexpected-answer', params, raw: issue?.message.slice(0, 500) ?? '' })
  } catch (error) {
    const foreseen = error instanceof WeirError
    if (!foreseen) onUnexpected?.(error)
    const problem = foreseen ? error.problem : { code: 'flink.failed', params: { endpoint: endpoint.name } }
    return { ok: false, problem, status: null, observedAt: clock() }
  }
}

/** An address may have come to another JobManager; what it says of another job is no answer. */
function ofThisJob(answer: Answer<JobDetails>, id: string): Answer<JobDetails> {
  if (!answer.ok || answer.value.jobId === id) return answer
  const problem = { code: 'flink.other-job', params: { jobId: answer.value.jobId } }
  return { ok: false, problem, status: 200, observedAt: answer.observedAt }
}
