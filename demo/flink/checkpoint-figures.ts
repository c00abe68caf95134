import type { CheckpointAttempt } from './checkpoint-attempt.ts'
import type { JobSpec } from './job-spec.ts'
import { noise } from './seeded.ts'

/** What one subtask reports of one checkpoint. Times in ms, sizes in bytes. */
export interface SubtaskFigures {
  /** From the trigger to its acknowledgement; null: it never acknowledges. */
  endToEndMs: number | null
  startDelayMs: number
  alignmentMs: number
  syncMs: number
  asyncMs: number
  stateBytes: number
  /** What this checkpoint wrote anew. */
  writtenBytes: number
  processedBytes: number
}

/** Bytes of a source subtask's operator state. */
export const SOURCE_STATE_BYTES = 265
const BASE_SHARE = 0.92
/** How much the state grows from one checkpoint to the next. */
const GROWTH = 0.0004
const DAWDLE = 0.9

/** The figures of all subtasks, by vertex. The same attempt has the same figures whenever it is asked. */
export function figuresOf(job: JobSpec, seed: number, attempt: CheckpointAttempt): SubtaskFigures[][] {
  return job.vertices.map((vertex, v) =>
    Array.from({ length: vertex.parallelism }, (_, subtask) => subtaskFigures(job, seed, attempt, v, subtask)),
  )
}

function subtaskFigures(
  job: JobSpec,
  seed: number,
  attempt: CheckpointAttempt,
  vertex: number,
  subtask: number,
): SubtaskFigures {
  const spec = job.vertices[vertex]
  const isSource = spec?.kind === 'source'
  const isSlowest = attempt.slowest.vertex === vertex && attempt.slowest.subtask === subtask
  const { outcome } = attempt
  const wholeMs = outcome.kind === 'completes' ? outcome.durationMs : Math.min(outcome.afterMs, job.durationMs)
  const chance = noise(seed, attempt.id, vertex, subtask)
  // sources answer first, and each vertex down the stream a little later
  const depth = isSource ? 0.12 : 0.55 + (0.35 * vertex) / job.vertices.length
  const paceMs = attempt.type === 'SAVEPOINT' ? wholeMs : Math.min(wholeMs, job.durationMs)
  const usualMs = paceMs * depth * (0.62 + 0.33 * chance)
  const endToEndMs = isSlowest && outcome.kind === 'completes' ? wholeMs : Math.max(3, Math.round(usualMs))
  const isAligning = isSlowest && attempt.slowest.phase === 'alignment'
  const startDelayMs = Math.round(endToEndMs * (isSource ? 0.3 : 0.05))
  const alignmentMs = isSource ? 0 : Math.round(endToEndMs * (isAligning ? 0.71 : 0.06 + 0.04 * chance))
  const syncMs = Math.max(1, Math.round(endToEndMs * 0.04))
  const states = stateOf(job, seed, attempt, vertex, subtask)
  return {
    endToEndMs: isUnacknowledged(job, attempt, vertex, subtask) ? null : endToEndMs,
    startDelayMs,
    alignmentMs,
    syncMs,
    asyncMs: Math.max(0, endToEndMs - startDelayMs - alignmentMs - syncMs),
    ...states,
    processedBytes: isSource ? 0 : Math.round(400 * chance * Math.max(1, alignmentMs)),
  }
}

function isUnacknowledged(job: JobSpec, attempt: CheckpointAttempt, vertex: number, subtask: number): boolean {
  if (attempt.outcome.kind === 'completes') return false
  const after = job.vertices.slice(vertex + 1).reduce((sum, { parallelism }) => sum + parallelism, 0)
  const fromTheEnd = after + (job.vertices[vertex]?.parallelism ?? 0) - subtask
  return fromTheEnd <= attempt.outcome.unacknowledged
}

function stateOf(job: JobSpec, seed: number, attempt: CheckpointAttempt, vertex: number, subtask: number) {
  const spec = job.vertices[vertex]
  if (spec?.kind === 'source') return { stateBytes: SOURCE_STATE_BYTES, writtenBytes: SOURCE_STATE_BYTES }
  if (spec?.kind !== 'keyed') return { stateBytes: 0, writtenBytes: 0 }
  const sizes = attempt.increments.map((increment) => fileBytes(job, seed, increment, vertex, subtask))
  const stateBytes = sizes.reduce((sum, size) => sum + size, 0) + KEYED_INLINE_BYTES
  const isWhole = attempt.type !== 'CHECKPOINT'
  return { stateBytes, writtenBytes: isWhole ? stateBytes : (sizes.at(-1) ?? 0) + KEYED_INLINE_BYTES }
}

/** `CURRENT`, `MANIFEST-…` and the backend's own meta data, which lie in line. */
export const KEYED_INLINE_PARTS = { meta: 1_184, current: 16, manifest: 308 }
const KEYED_INLINE_BYTES = KEYED_INLINE_PARTS.meta + KEYED_INLINE_PARTS.current + KEYED_INLINE_PARTS.manifest

/**
 * Bytes of the file that the checkpoint `increment` added to a subtask's state. Files of increments up to `baseIdOf` are
 * the compacted rest of all before.
 */
export function fileBytes(job: JobSpec, seed: number, increment: number, vertex: number, subtask: number): number {
  const spec = job.vertices[vertex]
  if (!spec) return 0
  const isHot = job.skewed && vertex === skewedVertex(job) && subtask === SKEWED_SUBTASK % spec.parallelism
  const even = (job.stateBytes * spec.stateShare) / spec.parallelism
  const own = even * (isHot ? 3 : DAWDLE + 0.2 * noise(seed, vertex, subtask))
  const isBase = increment <= baseIdOf(job)
  const grown = 1 + GROWTH * (increment - job.newestId)
  const part = isBase ? BASE_SHARE : 0.02 * (0.7 + 0.6 * noise(seed, increment, vertex, subtask, 7)) * grown
  return Math.max(24, Math.round(own * part))
}

/** The checkpoint whose files are the compacted rest of all that came before. */
export function baseIdOf(job: JobSpec): number {
  // further back than any JobManager of the demo remembers
  return Math.max(1, job.newestId - 2_000)
}

export const SKEWED_SUBTASK = 3
/** The subtask that is slow now and then: of the last vertex with keyed state. */
export const STRAGGLING_SUBTASK = 7

/** The vertex whose keys are uneven: the one with most state. */
export function skewedVertex(job: JobSpec): number {
  return job.vertices.reduce(
    (max, { stateShare }, i) => (stateShare > (job.vertices[max]?.stateShare ?? 0) ? i : max),
    0,
  )
}
