import { type HttpAnswer, HttpError } from '../http.ts'
import { parseJson } from '../parse-json.ts'
import { type Problem, WeirError } from '../problem.ts'
import { type Endpoint, jobId } from './endpoints/endpoint.ts'
import {
  type SavepointOrder,
  type SavepointStatus,
  savepointBody,
  savepointStatus,
  triggerSavepoint,
} from './endpoints/savepoint.ts'
import { problemOfAnswer } from './error-answer.ts'
import type { FlinkOrderTransport } from './transport.ts'

export { type SavepointOrder, type SavepointStatus, takesTriggerId } from './endpoints/savepoint.ts'

/**
 * accepted: Flink took the order under this id · refused: it did not, or it never got it; nothing was started · unknown: no
 * answer that tells; a savepoint may or may not be under way.
 */
export type TriggerAnswer =
  | { kind: 'accepted'; triggerId: string }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unknown'; problem: Problem }

/** `forgotten`: this JobManager process knows no such order (any more). `silent`: it could not be asked. */
export type SavepointAnswer = SavepointStatus | { kind: 'forgotten' } | { kind: 'silent'; problem: Problem }

/** One JobManager's savepoints: the only orders Weir gives to Flink. Nothing throws but what no code foresaw. */
export interface SavepointEndpoints {
  trigger(version: string, jobId: string, order: SavepointOrder): Promise<TriggerAnswer>
  status(jobId: string, triggerId: string): Promise<SavepointAnswer>
}

// The first since 1.15, the second up to 1.14.
const FORGOTTEN = /^There is no savepoint operation|^Operation not found under key/

// Flink answers a trigger when the order is taken, not when the savepoint is done.
const LIMITS = { timeoutMs: 15_000, maxBytes: 2_000_000 }

export function savepointEndpoints(transport: FlinkOrderTransport): SavepointEndpoints {
  return {
    async trigger(version, job, order) {
      const path = pathOf(triggerSavepoint, job, null)
      let answer: HttpAnswer
      try {
        answer = await transport.post(path, savepointBody(version, order), LIMITS)
      } catch (error) {
        if (!(error instanceof WeirError)) throw error
        return { kind: wasNeverSent(error) ? 'refused' : 'unknown', problem: error.problem }
      }
      if (answer.status >= 400) return refusal(answer)
      const read = readAnswer(triggerSavepoint, answer)
      return 'problem' in read
        ? { kind: 'unknown', problem: read.problem }
        : { kind: 'accepted', triggerId: read.value }
    },

    async status(job, triggerId) {
      const path = pathOf(savepointStatus, job, triggerId)
      let answer: HttpAnswer
      try {
        answer = await transport.get(path, LIMITS)
      } catch (error) {
        if (!(error instanceof WeirError)) throw error
        return { kind: 'silent', problem: error.problem }
      }
      const read = readAnswer(savepointStatus, answer)
      if (!('problem' in read)) return read.value
      const { problem } = read
      // Only these words of Flink's own say that; any other 404 is of something that stands before it.
      const forgotten = problem.code === 'flink.not-found' && FORGOTTEN.test(problem.raw ?? '')
      return forgotten ? { kind: 'forgotten' } : { kind: 'silent', problem }
    },
  }
}

function pathOf(endpoint: Endpoint<unknown>, job: string, triggerId: string | null): string {
  for (const id of triggerId === null ? [job] : [job, triggerId]) {
    if (!jobId.safeParse(id).success) {
      throw new WeirError({ code: 'flink.job-id-invalid', params: { jobId: id.slice(0, 100) } })
    }
  }
  return endpoint.name.replace(':jobid', job).replace(':triggerid', triggerId ?? '')
}

function readAnswer<T>(endpoint: Endpoint<T>, answer: HttpAnswer): { value: T } | { problem: Problem } {
  const text = new TextDecoder().decode(answer.body)
  if (answer.status >= 300) return { problem: problemOfAnswer(endpoint.name, answer.status, text) }
  const json = parseJson(text)
  if (json === undefined) return { problem: { code: 'flink.no-json', params: { endpoint: endpoint.name } } }
  const parsed = endpoint.schema.safeParse(json)
  if (parsed.success) return { value: parsed.data }
  const field = parsed.error.issues[0]?.path.join('.').slice(0, 200) || '(all)'
  return { problem: { code: 'flink.unexpected-answer', params: { endpoint: endpoint.name, field } } }
}

/** An order that was answered with an error: refused where the answer proves that Flink did not take it. */
function refusal(answer: HttpAnswer): TriggerAnswer {
  const text = new TextDecoder().decode(answer.body)
  const problem = problemOfAnswer(triggerSavepoint.name, answer.status, text)
  const notReached =
    ['flink.no-service', 'flink.no-endpoint', 'flink.no-leader'].includes(problem.code) ||
    // The API server's own words for a connection that it could not make.
    (problem.code === 'flink.unreachable' &&
      /connection refused|no route to host|no such host/i.test(problem.raw ?? ''))
  const told = answer.status < 500 && answer.status !== 408
  return { kind: notReached || told ? 'refused' : 'unknown', problem }
}

/** Thrown before anything goes out, or by an API server that refuses the way to Flink. */
const NEVER_SENT = new Set([
  'kubernetes.forbidden',
  'kubernetes.unauthorized',
  'kubernetes.credentials-failed',
  'kubernetes.closed',
  'kubernetes.proxy-path-invalid',
  'flink.url-invalid',
])

/** Whether an order that got no answer can't have reached Flink: what tells is the connection, not how it was lost. */
function wasNeverSent({ cause, problem }: WeirError): boolean {
  return cause instanceof HttpError ? !cause.sent : NEVER_SENT.has(problem.code)
}
