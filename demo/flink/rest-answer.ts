import type { BackendAnswer } from '../kubernetes/service-proxy.ts'

const JSON_TYPE = 'application/json; charset=UTF-8'
const REST = 'org.apache.flink.runtime.rest'

/** Flink refuses a request; the message is what its first line says. */
export class RestRefusal extends Error {
  readonly status: number
  readonly exceptionClass: string | null

  constructor(status: number, message: string, exceptionClass: string | null = `${REST}.handler.RestHandlerException`) {
    super(message)
    this.status = status
    this.exceptionClass = exceptionClass
  }
}

export const jobNotFound = (jobId: string) =>
  new RestRefusal(404, `Job ${jobId} not found`, `${REST}.NotFoundException`)

export const vertexNotFound = (id: string) =>
  new RestRefusal(404, `JobVertex ${id} not found`, `${REST}.NotFoundException`)

export const endpointNotFound = (method: string, path: string) =>
  new RestRefusal(404, method === 'GET' ? `Unable to load requested file ${path}.` : `Not found: ${path}`, null)

export const malformedJobId = (value: string) =>
  new RestRefusal(
    400,
    `Bad request, could not parse parameters: Cannot resolve path parameter (jobid) from value "${value}".`,
  )

export const electing = () =>
  new RestRefusal(503, 'Service temporarily unavailable due to an ongoing leader election. Please refresh.', null)

export function answerJson(status: number, body: unknown): BackendAnswer {
  return { status, contentType: JSON_TYPE, body: JSON.stringify(body) }
}

/** As Flink answers an error: the exception with where it was thrown, which is nothing a person wants to read. */
export function answerRefusal({ status, message, exceptionClass }: RestRefusal): BackendAnswer {
  const thrown = exceptionClass === null ? message : stackTrace(`${exceptionClass}: ${message}`, HANDLER_FRAMES)
  return answerJson(status, { errors: [thrown] })
}

/** A Java stack trace: what was thrown, where, and what caused it. */
export function stackTrace(thrown: string, frames: readonly string[], causes: readonly string[] = []): string {
  const trace = frames.map((frame) => `\n\tat ${frame}`).join('')
  const parts = [thrown, ...causes.map((cause) => `\nCaused by: ${cause}`)]
  return `${parts.map((part) => part + trace).join('')}\n`
}

const HANDLER_FRAMES = [
  `${REST}.handler.AbstractHandler.respondAsLeader(AbstractHandler.java:187)`,
  `${REST}.handler.LeaderRetrievalHandler.channelRead0(LeaderRetrievalHandler.java:85)`,
  'java.base/java.lang.Thread.run(Thread.java:840)',
]
