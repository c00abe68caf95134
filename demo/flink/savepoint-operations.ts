import { randomBytes } from 'node:crypto'
import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import type { CheckpointAttempt } from './checkpoint-attempt.ts'
import { RestRefusal, stackTrace } from './rest-answer.ts'
import type { SimulatedJob, SnapshotKeeper } from './simulated-job.ts'
import type { StateStorage } from './state-storage.ts'
import { flinkPath } from './state-storage.ts'

/** What became of a request for a savepoint: the attempt that it started, or why none was. */
type Operation = { attempt: CheckpointAttempt } | { failure: Failure }

interface Failure {
  class: string
  trace: string
}

const FORGOTTEN_AFTER_MS = 5 * 60_000
const COMPLETION = 'java.util.concurrent.CompletionException'
const CHECKPOINT = 'org.apache.flink.runtime.checkpoint.CheckpointException'
const FRAMES = ['java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:332)']
const OLD_FIELDS = ['target-directory', 'cancel-job']
const FIELDS = [...OLD_FIELDS, 'formatType', 'triggerId']

/**
 * Savepoints that were asked for over REST, by trigger id. They live as long as the JobManager, and five minutes longer
 * than they take.
 */
export class SavepointOperations {
  readonly #operations = new Map<string, { operation: Operation; endedAt: number | null }>()
  readonly #release: FlinkRelease
  readonly #storage: StateStorage

  constructor(release: FlinkRelease, storage: StateStorage) {
    this.#release = release
    this.#storage = storage
  }

  /**
   * `POST /jobs/:jobid/savepoints`. A trigger id that was used before starts nothing.
   *
   * @param job undefined where there is none of that id: Flink takes the request all the same.
   * @throws RestRefusal for a body that the release does not take.
   */
  trigger(
    { jobId, job, body }: { jobId: string; job: SimulatedJob | undefined; body: string },
    now: number,
    keeper: SnapshotKeeper,
  ): { 'request-id': string } {
    const asked = this.#read(body)
    const id = asked.triggerId ?? randomBytes(16).toString('hex')
    const key = `${jobId}/${id}`
    if (!this.#operations.has(key)) {
      this.#operations.set(key, { operation: this.#start(jobId, job, asked, now, keeper), endedAt: null })
    }
    return { 'request-id': id }
  }

  /** `GET /jobs/:jobid/savepoints/:triggerid` @throws RestRefusal 404 for an id that is not, or no longer, known. */
  status(jobId: string, triggerId: string, now: number): unknown {
    this.#forget(now)
    const known = this.#operations.get(`${jobId}/${triggerId}`)
    if (!known) {
      throw new RestRefusal(404, `There is no savepoint operation with triggerId=${triggerId} for job ${jobId}.`)
    }
    const { operation } = known
    if ('attempt' in operation && operation.attempt.status === 'IN_PROGRESS') {
      return { status: { id: 'IN_PROGRESS' }, operation: null }
    }
    known.endedAt ??= now
    if ('attempt' in operation && operation.attempt.status === 'COMPLETED') {
      return { status: { id: 'COMPLETED' }, operation: { location: operation.attempt.path } }
    }
    const failure = 'failure' in operation ? operation.failure : failedAttempt(operation.attempt)
    const cause = { class: failure.class, 'stack-trace': failure.trace, 'serialized-throwable': '' }
    return { status: { id: 'COMPLETED' }, operation: { 'failure-cause': cause } }
  }

  /** The JobManager died: nobody knows of them any more. */
  clear(): void {
    this.#operations.clear()
  }

  #start(
    jobId: string,
    job: SimulatedJob | undefined,
    asked: { target: string | null; format: 'CANONICAL' | 'NATIVE' },
    now: number,
    keeper: SnapshotKeeper,
  ): Operation {
    if (!job) {
      const cause = `org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job (${jobId})`
      return { failure: { class: COMPLETION, trace: stackTrace(`${COMPLETION}: ${cause}`, FRAMES, [cause]) } }
    }
    if (job.state(now) !== 'RUNNING') return { failure: notRunning(job) }
    const trigger = (failure: string | null) =>
      job.trigger(
        { type: 'SAVEPOINT', format: asked.format, target: asked.target && flinkPath(asked.target) },
        now,
        keeper,
        failure === null
          ? undefined
          : { kind: 'fails', afterMs: 0, message: failure, unacknowledged: Number.POSITIVE_INFINITY },
      )
    const directory = asked.target ?? job.settings.savepointDirectory
    const io = 'An Exception occurred while triggering the checkpoint. IO-problem detected.'
    const unreachable = this.#whyUnreachable(directory)
    if (unreachable === null) return { attempt: trigger(null) }
    trigger(io)
    const thrown = `${COMPLETION}: ${CHECKPOINT}: ${io}`
    return { failure: { class: COMPLETION, trace: stackTrace(thrown, FRAMES, [`${CHECKPOINT}: ${io}`, unreachable]) } }
  }

  #whyUnreachable(directory: string): string | null {
    const [scheme = ''] = directory.split(':', 1)
    const canWrite = this.#storage.holds(directory) && !directory.split('/').includes('..')
    if (canWrite) return null
    if (!['file', 's3', 'gs', 'oss', 'hdfs', 'abfss'].includes(scheme) && directory.includes(':')) {
      return `org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: Could not find a file system implementation for scheme '${scheme}'. The scheme is not directly supported by Flink and no Hadoop file system to support this scheme could be loaded.`
    }
    return `java.io.IOException: Failed to create savepoint directory at ${flinkPath(directory)}`
  }

  #read(body: string): { target: string | null; format: 'CANONICAL' | 'NATIVE'; triggerId: string | null } {
    const fields = this.#fields(body)
    const text = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' && value !== '' ? value : null
    }
    const known = isSince(this.#release, '1.15') ? FIELDS : OLD_FIELDS
    const unknown = [...fields.keys()].find((name) => !known.includes(name))
    // from 1.20 on a field that is none is taken and ignored
    if (unknown !== undefined && !isSince(this.#release, '1.20')) throw badBody(`Unrecognized field "${unknown}"`)
    const format = text('formatType') ?? 'CANONICAL'
    if (format !== 'CANONICAL' && format !== 'NATIVE') {
      throw badBody(
        `Cannot deserialize value of type SavepointFormatType from String "${format}": not one of the values accepted for Enum class: [CANONICAL, NATIVE]`,
      )
    }
    const triggerId = text('triggerId')
    if (triggerId !== null && !/^[0-9a-f]{32}$/.test(triggerId))
      throw badBody(`Cannot deserialize TriggerId from "${triggerId}"`)
    return { target: text('target-directory')?.replace(/\/+$/, '') ?? null, format, triggerId }
  }

  #fields(body: string): Map<string, unknown> {
    if (body.trim() === '') return new Map()
    try {
      const json: unknown = JSON.parse(body)
      if (typeof json === 'object' && json !== null && !Array.isArray(json)) return new Map(Object.entries(json))
    } catch {
      // said below
    }
    throw badBody('no JSON object')
  }

  #forget(now: number): void {
    for (const [key, { endedAt }] of this.#operations) {
      if (endedAt !== null && now - endedAt > FORGOTTEN_AFTER_MS) this.#operations.delete(key)
    }
  }
}

function badBody(detail: string): RestRefusal {
  return new RestRefusal(
    400,
    `Request did not match expected format SavepointTriggerRequestBody.\nCaused by: ${detail}`,
  )
}

function notRunning(job: SimulatedJob): Failure {
  const [vertex] = job.spec.vertices
  const reason = `Checkpoint triggering task ${vertex?.name} (1/${vertex?.parallelism}) of job ${job.jobId} is not being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks are currently running.`
  const thrown = `${COMPLETION}: ${CHECKPOINT}: ${reason}`
  return { class: COMPLETION, trace: stackTrace(thrown, FRAMES, [`${CHECKPOINT}: ${reason}`]) }
}

function failedAttempt({ outcome }: CheckpointAttempt): Failure {
  const message = outcome.kind === 'fails' ? outcome.message : 'Checkpoint Coordinator is suspending.'
  const thrown = `${COMPLETION}: ${CHECKPOINT}: ${message}`
  return { class: COMPLETION, trace: stackTrace(thrown, FRAMES, [`${CHECKPOINT}: ${message}`]) }
}
