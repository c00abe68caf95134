import { type CheckpointAttempt, endsAt, type Outcome } from './checkpoint-attempt.ts'
import { baseIdOf, SKEWED_SUBTASK, STRAGGLING_SUBTASK, skewedVertex } from './checkpoint-figures.ts'
import type { CheckpointSettings, Incident, JobSpec } from './job-spec.ts'
import { hexDigits, noise } from './seeded.ts'

/** Flink's words for the states that jobs of the demo are in. */
export type JobState = 'INITIALIZING' | 'RUNNING' | 'RESTARTING'

/** The snapshot a job began from. */
export interface RestoredSnapshot {
  id: number
  restoredAt: number
  isSavepoint: boolean
  path: string
}

/** What the attempts of a job come to; whoever keeps its files and HA data follows them. */
export interface SnapshotKeeper {
  triggered(job: SimulatedJob): void
  completed(job: SimulatedJob, attempt: CheckpointAttempt): void
}

const EXPIRED = 'Checkpoint expired before completing.'
const DECLINED = 'Asynchronous task checkpoint failed.'
/** How long a job that restarts again and again stays up each time. */
const UP_FOR_MS = 8_000
const RESTART_EVERY_MS = 60_000
/** From a restore until all tasks run. */
const RESTORE_MS = 2_300
/** A straggler takes so many times the usual. */
const STRAGGLES_TIMES = 4.4

/** Something that made a job restart. */
export interface JobFailure {
  at: number
  cause: string
}

/**
 * A job and its checkpoint coordinator: attempts are triggered at their interval, one at a time, run, and complete or
 * fail, with savepoints in between. Everything follows from the seed and the clock it is driven by.
 */
export class SimulatedJob {
  readonly spec: JobSpec
  readonly jobId: string
  readonly seed: number
  readonly settings: CheckpointSettings
  /** Oldest first, as many as the JobManager remembers, those in progress among them. */
  readonly attempts: CheckpointAttempt[] = []
  readonly counts = { restored: 0, completed: 0, failed: 0 }
  latest: {
    completed: CheckpointAttempt | null
    savepoint: CheckpointAttempt | null
    failed: CheckpointAttempt | null
  } = { completed: null, savepoint: null, failed: null }
  restored: RestoredSnapshot | null = null
  startedAt: number
  /** When the failure of before the start of the demo was, if there was one. */
  failedAt: number | null = null
  /** When it last came to run. */
  runningSince: number
  /** The next id that is given out. */
  counter: number
  #nextTriggerAt: number
  #increments: number[]

  constructor(spec: JobSpec, jobId: string, seed: number, settings: CheckpointSettings, now: number) {
    this.spec = spec
    this.jobId = jobId
    this.seed = seed
    this.settings = settings
    this.startedAt = now - spec.runningForMs
    this.runningSince = this.startedAt + RESTORE_MS
    this.counter = spec.newestId + 1
    this.#increments = [baseIdOf(spec)]
    this.#nextTriggerAt = this.#pastAttempts(now)
  }

  /** Moves the job on to `now`. Returns when it next has something to do. */
  advance(now: number, keeper: SnapshotKeeper): number {
    for (const attempt of this.attempts) {
      if (attempt.status === 'IN_PROGRESS' && endsAt(attempt) <= now) this.#end(attempt, keeper)
    }
    if (this.state(now) === 'RUNNING' && now >= this.#nextTriggerAt && !this.#isCheckpointing()) {
      this.trigger({ ...this.#plannedType(this.counter), target: null }, now, keeper)
      this.#nextTriggerAt = Math.max(this.#nextTriggerAt + this.spec.intervalMs, now)
    }
    const ends = this.attempts.filter(({ status }) => status === 'IN_PROGRESS').map(endsAt)
    return Math.min(
      this.#isCheckpointing() ? Number.POSITIVE_INFINITY : Math.max(this.#nextTriggerAt, now + 250),
      ...ends,
    )
  }

  /** Triggers an attempt; what a savepoint's `target` is, is the caller's to check. */
  trigger(
    asked: { type: CheckpointAttempt['type']; format: CheckpointAttempt['format']; target: string | null },
    now: number,
    keeper: SnapshotKeeper,
    outcome?: Outcome,
  ): CheckpointAttempt {
    const id = this.counter
    this.counter += 1
    const attempt = this.#attempt(id, now, asked, outcome)
    this.#remember(attempt)
    keeper.triggered(this)
    return attempt
  }

  state(now: number): JobState {
    const { trouble } = this.spec
    if (trouble.kind === 'restarts') {
      return (now - this.runningSince) % RESTART_EVERY_MS < UP_FOR_MS ? 'RUNNING' : 'RESTARTING'
    }
    return now < this.runningSince ? 'INITIALIZING' : 'RUNNING'
  }

  /** How often it was restored inside this JobManager, by now. */
  restores(now: number): number {
    const { trouble } = this.spec
    if (trouble.kind !== 'restarts') return this.counts.restored
    return trouble.restarts + Math.max(0, Math.floor((now - this.runningSince) / RESTART_EVERY_MS))
  }

  /** What made it restart inside this JobManager, newest first. */
  failures(now: number): JobFailure[] {
    const { trouble, restarted } = this.spec
    if (trouble.kind === 'restarts') {
      const restores = this.restores(now)
      return Array.from({ length: Math.min(5, restores) }, (_, i) => ({
        at: this.runningSince + (restores - trouble.restarts - i) * RESTART_EVERY_MS,
        cause: trouble.cause,
      }))
    }
    return restarted === null || this.failedAt === null ? [] : [{ at: this.failedAt, cause: restarted.cause }]
  }

  /**
   * A new JobManager takes the job up from what HA keeps: nothing of before is remembered.
   *
   * @param forMs how long it takes until the job runs.
   */
  recover(from: RestoredSnapshot | null, now: number, forMs = RESTORE_MS): void {
    this.attempts.length = 0
    this.latest = { completed: null, savepoint: null, failed: null }
    Object.assign(this.counts, { restored: from === null ? 0 : 1, completed: 0, failed: 0 })
    this.restored = from
    this.failedAt = null
    this.startedAt = now
    this.runningSince = now + forMs
    this.#nextTriggerAt = this.runningSince + Math.min(this.spec.intervalMs, 5_000)
  }

  completedAttempts(): CheckpointAttempt[] {
    return this.attempts.filter(({ status }) => status === 'COMPLETED')
  }

  #isCheckpointing(): boolean {
    return this.attempts.some(({ status, type }) => status === 'IN_PROGRESS' && type === 'CHECKPOINT')
  }

  #attempt(
    id: number,
    triggeredAt: number,
    asked: { type: CheckpointAttempt['type']; format: CheckpointAttempt['format']; target: string | null },
    outcome: Outcome = this.#outcomeOf(id, asked.type),
  ): CheckpointAttempt {
    const { checkpointDirectory, savepointDirectory } = this.settings
    const savepoint = `savepoint-${this.jobId.slice(0, 6)}-${hexDigits(12, this.seed, id, 31)}`
    const path =
      asked.type === 'SAVEPOINT'
        ? `${asked.target ?? savepointDirectory}/${savepoint}`
        : `${checkpointDirectory}/${this.jobId}/chk-${id}`
    return {
      id,
      triggeredAt,
      type: asked.type,
      format: asked.format,
      status: 'IN_PROGRESS',
      outcome,
      slowest: this.#slowestOf(id),
      increments: [...this.#increments, id],
      path,
      discarded: false,
    }
  }

  #outcomeOf(id: number, type: CheckpointAttempt['type']): Outcome {
    const { spec, seed } = this
    const total = spec.vertices.reduce((sum, { parallelism }) => sum + parallelism, 0)
    const incident = this.#incidentOf(id)
    if (incident === 'expires') {
      return { kind: 'fails', afterMs: spec.timeoutMs, message: EXPIRED, unacknowledged: Math.ceil(total / 4) }
    }
    const fails = spec.trouble.kind === 'declines' && id > spec.newestId
    if (incident === 'declined' || fails) {
      return { kind: 'fails', afterMs: Math.round(spec.durationMs * 0.8), message: DECLINED, unacknowledged: 1 }
    }
    if (spec.trouble.kind === 'restarts' && id > spec.newestId) {
      return { kind: 'fails', afterMs: UP_FOR_MS - 2_000, message: DECLINED, unacknowledged: Math.ceil(total / 2) }
    }
    const usualMs = type === 'SAVEPOINT' ? spec.savepointMs : spec.durationMs
    const factor = incident === 'straggler' ? STRAGGLES_TIMES : 0.88 + 0.3 * noise(seed, id)
    return { kind: 'completes', durationMs: Math.round(usualMs * factor) }
  }

  #slowestOf(id: number): CheckpointAttempt['slowest'] {
    const { spec, seed } = this
    if (spec.skewed) return { vertex: skewedVertex(spec), subtask: SKEWED_SUBTASK, phase: 'alignment' }
    if (this.#incidentOf(id) === 'straggler') {
      const vertex = spec.vertices.findLastIndex(({ kind }) => kind === 'keyed')
      return { vertex, subtask: STRAGGLING_SUBTASK % (spec.vertices[vertex]?.parallelism ?? 1), phase: 'async' }
    }
    const candidates = spec.vertices.flatMap(({ kind }, i) => (kind === 'source' ? [] : [i]))
    const vertex = candidates[Math.floor(noise(seed, id, 11) * candidates.length)] ?? 0
    const subtask = Math.floor(noise(seed, id, 12) * (spec.vertices[vertex]?.parallelism ?? 1))
    return { vertex, subtask, phase: 'async' }
  }

  /** Somebody takes a savepoint now and then, or a full checkpoint. */
  #plannedType(id: number): Pick<CheckpointAttempt, 'type' | 'format'> {
    const { savepointEvery, newestId } = this.spec
    const incident = this.#incidentOf(id)
    const isDue = savepointEvery !== null && (id - newestId) % savepointEvery.checkpoints === savepointEvery.offset
    if (incident === 'savepoint' || isDue) return { type: 'SAVEPOINT', format: 'CANONICAL' }
    return { type: incident === 'full' ? 'FULL' : 'CHECKPOINT', format: null }
  }

  #incidentOf(id: number): Incident | null {
    return this.spec.incidents[id - this.spec.newestId] ?? null
  }

  /** What the JobManager remembers at the start of the demo. Returns when the next checkpoint is due. */
  #pastAttempts(now: number): number {
    const { spec, settings } = this
    const first = Math.max(1, spec.newestId - settings.history + 1)
    // backwards: each was triggered an interval before the next, or when it was over if that was later
    const times = new Map<number, number>()
    let triggeredAt = now - spec.newestAgeMs
    for (let id = spec.newestId; id >= first; id -= 1) {
      times.set(id, triggeredAt)
      const { type } = this.#plannedType(id - 1)
      const outcome = this.#outcomeOf(id - 1, type)
      const busyMs = outcome.kind === 'completes' ? outcome.durationMs : outcome.afterMs
      triggeredAt -= Math.max(spec.intervalMs, type === 'SAVEPOINT' ? 0 : busyMs + 10)
      if (id - spec.newestId === spec.restarted?.before) triggeredAt -= spec.restarted.downMs + spec.intervalMs
    }
    for (const [id, time] of [...times].toReversed()) {
      if (id - spec.newestId === spec.restarted?.before) this.#restart(time - spec.intervalMs, spec.restarted.downMs)
      const attempt = this.#attempt(id, time, { ...this.#plannedType(id), target: null })
      this.#remember(attempt)
      if (endsAt(attempt) <= now) this.#settle(attempt)
    }
    this.counts.completed = Math.max(this.counts.completed, spec.newestId - this.counts.failed)
    if (spec.trouble.kind === 'restarts') this.runningSince = now - RESTART_EVERY_MS * 0.5
    return Math.max(now - spec.newestAgeMs + spec.intervalMs, now + 1_000)
  }

  /** The same JobManager took it up again from its newest checkpoint. */
  #restart(at: number, downMs: number): void {
    const { completed } = this.latest
    if (completed === null) return
    this.failedAt = at - downMs
    this.restored = { id: completed.id, restoredAt: at, isSavepoint: false, path: completed.path }
    this.counts.restored += 1
    this.runningSince = at + RESTORE_MS
  }

  #end(attempt: CheckpointAttempt, keeper: SnapshotKeeper): void {
    this.#settle(attempt)
    if (attempt.status === 'COMPLETED') keeper.completed(this, attempt)
  }

  #settle(attempt: CheckpointAttempt): void {
    if (attempt.outcome.kind === 'fails') {
      attempt.status = 'FAILED'
      this.counts.failed += 1
      this.latest.failed = attempt
      return
    }
    attempt.status = 'COMPLETED'
    this.counts.completed += 1
    if (attempt.type === 'SAVEPOINT') {
      this.latest.savepoint = attempt
      return
    }
    this.latest.completed = attempt
    const [base = attempt.id, ...rest] = attempt.increments
    this.#increments = [base, ...rest.slice(-this.settings.increments)]
  }

  #remember(attempt: CheckpointAttempt): void {
    this.attempts.push(attempt)
    if (this.attempts.length <= this.settings.history) return
    // one that is still in progress is not forgotten
    const oldest = this.attempts.findIndex(({ status }) => status !== 'IN_PROGRESS')
    if (oldest >= 0) this.attempts.splice(oldest, 1)
  }
}
