import type { Evidence } from '../fleet/view.ts'
import { NOT_ADDRESSABLE } from '../formats/index.ts'
import type { Problem } from '../problem.ts'
import type { Candidate } from './candidate.ts'
import type { Verdict } from './recovery-view.ts'
import type { MetadataFacts, Verification } from './verify-point.ts'

/** What the job is now, as far as a point has to fit it. */
export interface JobShape {
  /** Max parallelism by operator id; one without an entry is not told of by anybody. */
  maxParallelism: ReadonlyMap<string, number>
}

export interface Judgement {
  verdict: Exclude<Verdict, 'recommended'>
  why: Problem
}

const UNREGISTERED = new Set(['storage.outside', 'storage.scheme-unsupported', 'storage.location-missing'])

/** The verdict on a point, from what was found of it and nothing else. What was not looked at is unknown. */
export function judge(point: Candidate, found: Verification | null, job: JobShape): Judgement {
  if (point.path === NOT_ADDRESSABLE) return no({ code: 'recovery.in-memory' })
  if (point.path === null) return unknown({ code: 'recovery.path-unknown' })
  if (found === null) return unknown({ code: 'recovery.not-checked' })
  if (found.metadata === null) return withoutMetadata(point.path, found.problem)
  const { metadata, files } = found
  if (point.checkpointId !== null && metadata.checkpointId !== point.checkpointId) {
    const params = { found: metadata.checkpointId, named: point.checkpointId }
    return no({ code: 'recovery.other-checkpoint', params })
  }
  if (files === null) return unknown({ code: 'recovery.not-checked' })
  const { total, missing, short } = files
  if (missing > 0) return no({ code: 'recovery.files-missing', params: { count: missing, total } })
  if (short > 0) return no({ code: 'recovery.files-short', params: { count: short, total } })
  if (files.unknown > 0) return unknown({ code: 'recovery.files-unknown', params: { count: files.unknown, total } })
  if (point.markedForDeletion) return care({ code: 'recovery.delete-mark' })
  const misfit = maxParallelismMisfit(metadata, job)
  if (misfit !== null) return care({ code: 'recovery.max-parallelism', params: misfit })
  return { verdict: 'restorable', why: { code: 'recovery.every-file', params: { total } } }
}

function withoutMetadata(path: string, problem: Problem | null): Judgement {
  if (problem === null) return unknown({ code: 'recovery.not-checked' })
  if (problem.code === 'storage.missing') return no({ code: 'recovery.metadata-missing', params: { path } })
  if (problem.code === 'recovery.metadata-damaged') return no(problem)
  if (UNREGISTERED.has(problem.code)) return unknown({ code: 'recovery.not-registered', params: { path } })
  return unknown(problem)
}

/** Flink refuses state of another max parallelism than the operator has, unless the job leaves it to be set. */
function maxParallelismMisfit(
  metadata: MetadataFacts,
  job: JobShape,
): { operator: string; was: number; now: number } | null {
  for (const operator of metadata.operators) {
    const now = job.maxParallelism.get(operator.id)
    if (now === undefined || !operator.hasState || now === operator.maxParallelism) continue
    return { operator: operator.name ?? operator.id, was: operator.maxParallelism, now }
  }
  return null
}

/** What storage says of a point, once it was asked: its word is about the files, whoever names the point. */
export function storageWord(found: Verification | null, before: Evidence | undefined): Evidence {
  const base: Evidence = before ?? { source: 'storage', verdict: 'not-asked', observedAt: null }
  if (found === null) return { ...base, verdict: base.verdict === 'names' ? 'names' : 'not-asked' }
  const observedAt = found.observedAt
  if (found.metadata !== null) {
    const lost = (found.files?.missing ?? 0) + (found.files?.short ?? 0) > 0
    return { source: 'storage', verdict: lost ? 'contradicts' : 'names', observedAt }
  }
  const gone = found.problem?.code === 'storage.missing' || found.problem?.code === 'recovery.metadata-damaged'
  return { source: 'storage', verdict: gone ? 'contradicts' : 'not-asked', observedAt }
}

const no = (why: Problem): Judgement => ({ verdict: 'not-restorable', why })
const care = (why: Problem): Judgement => ({ verdict: 'needs-care', why })
const unknown = (why: Problem): Judgement => ({ verdict: 'unknown', why })
