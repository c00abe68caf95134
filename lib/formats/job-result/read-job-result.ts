import { FormatError, TextFormatError } from '../format-error.ts'
import { JsonFields } from '../json-fields.ts'
import { readSerializedThrowable, type SerializedThrowable } from './serialized-throwable.ts'

/** How a job ended, as the job result store keeps it so that no JobManager recovers the job again. */
export interface JobResult {
  kind: 'job'
  /** 32 hex digits. */
  jobId: string
  /** Null up to 2.2, as the application's id and the two times. */
  name: string | null
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'UNKNOWN'
  applicationId: string | null
  /** Epoch ms. */
  startTime: number | null
  endTime: number | null
  netRuntimeMs: number
  /** Names of the accumulators and the length of each serialized value in Base64: their classes are the user's. */
  accumulators: { name: string; base64Chars: number }[]
  failure: JobFailure | null
}

export interface JobFailure {
  className: string
  stackTrace: string
  /** Why the job failed, outermost first; an error where the serialized throwable is damaged or too large. */
  throwable: SerializedThrowable | { error: FormatError }
}

/** How an application ended (2.3+). */
export interface ApplicationResult {
  kind: 'application'
  /** 32 hex digits. */
  applicationId: string
  name: string
  /** FINISHED, FAILED, CANCELED. */
  state: string
  startTime: number
  endTime: number
}

// A failure of some causes takes 50 kB: its stack traces stand in it three times.
const MAX_CHARS = 16 * 1024 * 1024
const STATUSES = ['SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'] as const
const ID = /^[0-9a-f]{32}$/

/**
 * Reads an entry of the job result store or of the application result store: `<id>_DIRTY.json` before the job's
 * artefacts are cleaned up, `<id>.json` after. The content is the same; the name tells which (`readResultFileName`).
 *
 * Layout: JSON, `{"result": {…}, "version": 1}`. 2.3 adds `name`, `application-id`, `start-time` and `end-time` to a
 * job's result. A result of the same version with keys beyond these is read: Flink ignores them too.
 *
 * @throws FormatError with the offset in characters, `unsupported` for another version; never a partial result. Damage
 * of the serialized throwable alone stays in it.
 * Source: Flink `FileSystemJobResultStore`, `JobResultSerializer` (1.15–2.3), `ApplicationResultSerializer` (2.3).
 */
export function readJobResult(text: string): JobResult | ApplicationResult {
  const root = JsonFields.parse(text, 'a job result', MAX_CHARS)
  const version = root.integer('version')
  if (version !== 1) {
    throw new TextFormatError('unsupported', Math.max(0, text.indexOf('"version"')), 'version 1', `${version}`)
  }
  const result = root.object('result')
  return result.has('application-state') ? applicationResult(result) : jobResult(result)
}

export interface ResultFileName {
  /** Of a job or, in the application result store, of an application. */
  id: string
  /** Clean-up has not ended, or failed. */
  dirty: boolean
}

/** Null for every other file. */
export function readResultFileName(name: string): ResultFileName | null {
  const match = /^(?<id>[0-9a-f]{32})(?<dirty>_DIRTY)?\.json$/.exec(name)
  return match?.groups?.id === undefined ? null : { id: match.groups.id, dirty: match.groups.dirty !== undefined }
}

function jobResult(result: JsonFields): JobResult {
  const status = result.string('application-status')
  const netRuntimeMs = result.integer('net-runtime')
  if (netRuntimeMs < 0) result.reject('net-runtime', '0 or more')
  return {
    kind: 'job',
    jobId: id(result, 'id'),
    name: result.has('name') ? result.string('name') : null,
    status:
      STATUSES.find((each) => each === status) ?? result.reject('application-status', `one of ${STATUSES.join(', ')}`),
    applicationId: result.has('application-id') ? id(result, 'application-id') : null,
    startTime: result.has('start-time') ? result.integer('start-time') : null,
    endTime: result.has('end-time') ? result.integer('end-time') : null,
    netRuntimeMs,
    accumulators: result.has('accumulator-results') ? accumulators(result.object('accumulator-results')) : [],
    failure: result.has('failure-cause') ? failure(result.object('failure-cause')) : null,
  }
}

function accumulators(results: JsonFields): JobResult['accumulators'] {
  return results.names.map((name) => ({ name, base64Chars: results.string(name).length }))
}

function failure(cause: JsonFields): JobFailure {
  return {
    className: cause.string('class'),
    stackTrace: cause.string('stack-trace'),
    throwable: throwable(cause.string('serialized-throwable')),
  }
}

function throwable(base64: string): JobFailure['throwable'] {
  try {
    return readSerializedThrowable(base64)
  } catch (error) {
    if (error instanceof FormatError) return { error }
    throw error
  }
}

function applicationResult(result: JsonFields): ApplicationResult {
  return {
    kind: 'application',
    applicationId: id(result, 'application-id'),
    name: result.string('application-name'),
    state: result.string('application-state'),
    startTime: result.integer('start-time'),
    endTime: result.integer('end-time'),
  }
}

function id(fields: JsonFields, name: string): string {
  const value = fields.string(name)
  return ID.test(value) ? value : fields.reject(name, '32 hex digits')
}
