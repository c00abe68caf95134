import { type FlinkRelease, isSince } from '../../lib/formats/flink-release.ts'
import { type CheckpointAttempt, endsAt } from './checkpoint-attempt.ts'
import { figuresOf, type SubtaskFigures } from './checkpoint-figures.ts'
import { RestRefusal, vertexNotFound } from './rest-answer.ts'
import type { SimulatedJob } from './simulated-job.ts'
import { vertexId } from './snapshot-state.ts'
import { percentiles, type Span, spanOf } from './summary-answers.ts'

type Json = Record<string, unknown>

/** `GET /jobs/:jobid/checkpoints`: counts, summary of the remembered ones, latest of each kind, history newest first. */
export function checkpointsAnswer(job: SimulatedJob, now: number): Json {
  const { attempts, counts, latest, restored } = job
  const inProgress = attempts.filter(({ status }) => status === 'IN_PROGRESS').length
  const told = (attempt: CheckpointAttempt | null) => attempt && attemptAnswer(job, attempt, now)
  return {
    counts: {
      restored: job.restores(now),
      total: counts.completed + counts.failed + inProgress,
      in_progress: inProgress,
      completed: counts.completed,
      failed: counts.failed,
    },
    summary: summaryAnswer(job, now),
    latest: {
      completed: told(latest.completed),
      savepoint: told(latest.savepoint),
      failed: told(latest.failed),
      restored: restored && {
        id: restored.id,
        restore_timestamp: restored.restoredAt,
        is_savepoint: restored.isSavepoint,
        external_path: restored.path,
      },
    },
    history: attempts.toReversed().map((attempt) => attemptAnswer(job, attempt, now)),
  }
}

/** `GET /jobs/:jobid/checkpoints/details/:checkpointid` */
export function detailsAnswer(job: SimulatedJob, checkpointId: number, now: number): Json {
  const attempt = attemptOf(job, checkpointId)
  const figures = acknowledgedBy(figuresOf(job.spec, job.seed, attempt), attempt, now)
  const tasks = job.spec.vertices.map((_, v) => [
    vertexId(job.spec, v),
    { id: attempt.id, status: attempt.status, ...sums(attempt, figures[v] ?? [], job.settings.release) },
  ])
  return { ...attemptAnswer(job, attempt, now), tasks: Object.fromEntries(tasks) }
}

/** `GET /jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid` */
export function subtasksAnswer(job: SimulatedJob, checkpointId: number, vertex: string, now: number): Json {
  const attempt = attemptOf(job, checkpointId)
  const v = job.spec.vertices.findIndex((_, i) => vertexId(job.spec, i) === vertex)
  if (v < 0) throw vertexNotFound(vertex)
  const { release } = job.settings
  const all = acknowledgedBy(figuresOf(job.spec, job.seed, attempt), attempt, now)[v] ?? []
  const figures = all.filter(isAcknowledged)
  const span = (measure: (one: SubtaskFigures) => number) => subtaskSpan(figures.map(measure), release)
  return {
    id: attempt.id,
    status: attempt.status,
    ...sums(attempt, all, release),
    summary: {
      ...(isSince(release, '1.15') && { checkpointed_size: span((one) => one.writtenBytes) }),
      state_size: span((one) => (isSince(release, '1.15') ? one.stateBytes : one.writtenBytes)),
      end_to_end_duration: span((one) => one.endToEndMs ?? 0),
      checkpoint_duration: { sync: span((one) => one.syncMs), async: span((one) => one.asyncMs) },
      alignment: {
        buffered: span(() => 0),
        processed: span((one) => one.processedBytes),
        persisted: span(() => 0),
        duration: span((one) => one.alignmentMs),
      },
      start_delay: span((one) => one.startDelayMs),
    },
    subtasks: all.map((one, index) => subtaskAnswer(one, index, attempt, release)),
  }
}

function subtaskAnswer(one: SubtaskFigures, index: number, attempt: CheckpointAttempt, release: FlinkRelease): Json {
  if (one.endToEndMs === null) return { [classKey(release)]: 'pending', index, status: 'pending_or_failed' }
  const isNewer = isSince(release, '1.15')
  return {
    [classKey(release)]: 'completed',
    index,
    ack_timestamp: attempt.triggeredAt + one.endToEndMs,
    end_to_end_duration: one.endToEndMs,
    ...(isNewer && { checkpointed_size: one.writtenBytes }),
    state_size: isNewer ? one.stateBytes : one.writtenBytes,
    checkpoint: { sync: one.syncMs, async: one.asyncMs },
    alignment: { buffered: 0, processed: one.processedBytes, persisted: 0, duration: one.alignmentMs },
    start_delay: one.startDelayMs,
    unaligned_checkpoint: false,
    aborted: attempt.status === 'FAILED',
    status: 'completed',
  }
}

/** What is over is told the same way for ever, but for whether it was discarded. */
const over = new WeakMap<CheckpointAttempt, Json>()

function attemptAnswer(job: SimulatedJob, attempt: CheckpointAttempt, now: number): Json {
  if (attempt.status === 'IN_PROGRESS') return toldNow(job, attempt, now)
  const told = over.get(attempt) ?? toldNow(job, attempt, now)
  over.set(attempt, told)
  return attempt.status === 'COMPLETED' ? { ...told, discarded: attempt.discarded } : told
}

function toldNow(job: SimulatedJob, attempt: CheckpointAttempt, now: number): Json {
  const { release } = job.settings
  const { status } = attempt
  const figures = acknowledgedBy(figuresOf(job.spec, job.seed, attempt), attempt, now).flat()
  const isSavepoint = attempt.type === 'SAVEPOINT'
  return {
    [classKey(release)]: status.toLowerCase(),
    id: attempt.id,
    status,
    is_savepoint: isSavepoint,
    ...(isSince(release, '1.17') && { savepointFormat: attempt.format }),
    trigger_timestamp: attempt.triggeredAt,
    ...sums(attempt, figures, release),
    checkpoint_type: isSavepoint ? 'SAVEPOINT' : 'CHECKPOINT',
    tasks: {},
    ...(status === 'COMPLETED' && { external_path: attempt.path, discarded: attempt.discarded }),
    ...(attempt.outcome.kind === 'fails' &&
      status === 'FAILED' && { failure_timestamp: endsAt(attempt), failure_message: attempt.outcome.message }),
  }
}

/** What the subtasks have reported together. Up to 1.14 the size is what was newly written. */
function sums(attempt: CheckpointAttempt, figures: readonly SubtaskFigures[], release: FlinkRelease): Json {
  const acknowledged = figures.filter(isAcknowledged)
  const sum = (measure: (one: SubtaskFigures) => number) => acknowledged.reduce((all, one) => all + measure(one), 0)
  const longest = acknowledged.reduce((max, { endToEndMs }) => Math.max(max, endToEndMs ?? 0), -1)
  const isNewer = isSince(release, '1.15')
  const failedAfter = attempt.status === 'FAILED' ? endsAt(attempt) - attempt.triggeredAt : null
  return {
    latest_ack_timestamp: longest < 0 ? -1 : attempt.triggeredAt + longest,
    ...(isNewer && { checkpointed_size: sum((one) => one.writtenBytes) }),
    state_size: sum((one) => (isNewer ? one.stateBytes : one.writtenBytes)),
    end_to_end_duration: failedAfter ?? longest,
    alignment_buffered: 0,
    processed_data: sum((one) => one.processedBytes),
    persisted_data: 0,
    num_subtasks: figures.length,
    num_acknowledged_subtasks: acknowledged.length,
  }
}

/** Who has not answered yet, or never will, has no end-to-end duration. */
function acknowledgedBy(figures: SubtaskFigures[][], attempt: CheckpointAttempt, now: number): SubtaskFigures[][] {
  if (attempt.status === 'COMPLETED') return figures
  const sinceMs = Math.min(now, endsAt(attempt)) - attempt.triggeredAt
  const late = ({ endToEndMs }: SubtaskFigures) => endToEndMs !== null && endToEndMs > sinceMs
  return figures.map((ofVertex) => ofVertex.map((one) => (late(one) ? { ...one, endToEndMs: null } : one)))
}

const isAcknowledged = ({ endToEndMs }: SubtaskFigures) => endToEndMs !== null

function attemptOf(job: SimulatedJob, checkpointId: number): CheckpointAttempt {
  const attempt = job.attempts.find(({ id }) => id === checkpointId)
  if (!attempt) throw new RestRefusal(404, `Could not find checkpointing statistics for checkpoint ${checkpointId}.`)
  return attempt
}

function summaryAnswer(job: SimulatedJob, now: number): Json {
  const { release } = job.settings
  const told = job.completedAttempts().map((attempt) => attemptAnswer(job, attempt, now))
  const of = (field: string) =>
    spanOf(
      told.map((one) => Number(one[field])),
      release,
    )
  return {
    ...(isSince(release, '1.15') && { checkpointed_size: of('checkpointed_size') }),
    state_size: of('state_size'),
    end_to_end_duration: of('end_to_end_duration'),
    alignment_buffered: of('alignment_buffered'),
    processed_data: of('processed_data'),
    persisted_data: of('persisted_data'),
  }
}

/** Percentiles of subtasks are never told: Flink writes NaN. */
function subtaskSpan(values: readonly number[], release: FlinkRelease): Span {
  return { ...spanOf(values, release), ...(isSince(release, '1.14') && percentiles([])) }
}

const classKey = (release: FlinkRelease) => (isSince(release, '1.15') ? 'className' : '@class')
