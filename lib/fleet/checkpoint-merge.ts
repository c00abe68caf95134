import type { Sighting } from './sighting.ts'
import { sameCheckpoint } from './sighting.ts'
import type { CheckpointRow, Evidence } from './view.ts'

/** What a source was asked and when. `sightings` null: it could not be asked. */
export interface Asked {
  sightings: readonly Sighting[] | null
  /** When it last answered, epoch ms on Weir's clock. */
  observedAt: number | null
}

export interface MergeInput {
  runId: string
  now: number
  rest: Asked
  /** `kept: false` where there is no Kubernetes HA, or no map of the job any more. `keepsSavepoints` on 1.13 and 1.14. */
  ha: Asked & { kept: boolean; keepsSavepoints: boolean }
  /** Rows of this run from Weir's own record. */
  recorded: readonly CheckpointRow[]
  /** Normalised paths whose `_metadata` was read in storage, and when. */
  verified: ReadonlyMap<string, number>
  /** Normalised paths at which storage has no `_metadata`, and when that was seen. */
  gone?: ReadonlyMap<string, number>
  normalise: (path: string) => string
  /** Normalised paths that the operator's resources name; absent where no operator runs the job. */
  operator?: { paths: { has(path: string): boolean }; observedAt: number | null } | null
}

/**
 * One row a checkpoint of a run, newest first, from all sources.
 *
 * REST tells the most of an attempt, the HA file keeps what REST forgets when the JobManager dies, Weir's record keeps
 * both. Where a source names another path or time for the same id, its word is shown as a contradiction and its values
 * are not mixed in.
 */
export function mergeCheckpoints(input: MergeInput): CheckpointRow[] {
  const rest = byId(input.rest.sightings)
  const ha = byId(input.ha.sightings)
  const recorded = new Map(input.recorded.map((row) => [row.checkpointId, row]))
  const ids = new Set([...rest.keys(), ...ha.keys(), ...recorded.keys()])
  return [...ids].sort((a, b) => b - a).map((id) => mergeOne(input, id, rest.get(id), ha.get(id), recorded.get(id)))
}

function byId(sightings: readonly Sighting[] | null): Map<number, Sighting> {
  return new Map((sightings ?? []).map((sighting) => [sighting.checkpointId, sighting]))
}

function mergeOne(
  input: MergeInput,
  checkpointId: number,
  rest: Sighting | undefined,
  ha: Sighting | undefined,
  recorded: CheckpointRow | undefined,
): CheckpointRow {
  const base = rest ?? ha
  const agreeing = [rest, ha, recorded].filter(
    (word): word is Sighting | CheckpointRow =>
      word !== undefined && (base === undefined || sameCheckpoint(base, word)),
  )
  const status = settled(agreeing)
  const first = firstOf(agreeing)
  // What was told while it ran is not how it ended.
  const final = firstOf(status === 'in-progress' ? agreeing : agreeing.filter((word) => word.status !== 'in-progress'))
  const path = first('path')
  const kind = first('kind')
  const row = {
    id: `${input.runId}/${checkpointId}`,
    runId: input.runId,
    checkpointId,
    status,
    kind,
    restored: agreeing.some((word) => word.restored),
    markedForDeletion: ha?.markedForDeletion ?? false,
    triggeredAt: first('triggeredAt'),
    completedAt: first('completedAt'),
    durationMs: final('durationMs'),
    stateSizeBytes: first('stateSizeBytes'),
    checkpointedSizeBytes: final('checkpointedSizeBytes'),
    coordinatorBytes: first('coordinatorBytes'),
    acknowledged: final('acknowledged'),
    path,
    discarded: first('discarded'),
    failure: first('failure'),
    parts: final('parts'),
    slowest: final('slowest'),
    firstSeenAt: recorded?.firstSeenAt ?? input.now,
    lastSeenAt: rest || ha ? input.now : (recorded?.lastSeenAt ?? input.now),
  } satisfies Omit<CheckpointRow, 'evidence'>
  const verdict = (word: Sighting | undefined): Evidence['verdict'] | null =>
    word === undefined ? null : base !== undefined && !sameCheckpoint(base, word) ? 'contradicts' : 'names'
  const verifiedAt = path === null ? undefined : input.verified.get(input.normalise(path))
  // What Flink has subsumed is gone as it should be: only what HA still names is missed.
  const goneAt = path === null || ha === undefined ? undefined : input.gone?.get(input.normalise(path))
  const evidence: Evidence[] = [
    {
      source: 'rest',
      verdict: verdict(rest) ?? (input.rest.sightings === null ? 'not-asked' : 'absent'),
      observedAt: input.rest.observedAt,
    },
    { source: 'ha', verdict: verdict(ha) ?? haWithoutKey(input, row), observedAt: input.ha.observedAt },
    { source: 'operator', ...operatorWord(input, row) },
    goneAt === undefined
      ? { source: 'storage', verdict: verifiedAt === undefined ? 'not-asked' : 'names', observedAt: verifiedAt ?? null }
      : { source: 'storage', verdict: 'contradicts', observedAt: goneAt },
    { source: 'weir', verdict: recorded ? 'names' : 'absent', observedAt: recorded?.lastSeenAt ?? null },
  ]
  return { ...row, evidence }
}

/** Of each field, what the first of these tells that knows it. */
function firstOf(words: readonly (Sighting | CheckpointRow)[]) {
  return <K extends keyof Sighting & keyof CheckpointRow>(field: K): CheckpointRow[K] | null => {
    for (const word of words) if (word[field] !== null) return word[field] as CheckpointRow[K]
    return null
  }
}

/** Completed and failed are final: a cached answer that still says "in progress" is behind. */
function settled(words: ReadonlyArray<{ status: CheckpointRow['status'] }>): CheckpointRow['status'] {
  for (const status of ['completed', 'failed', 'in-progress'] as const) {
    if (words.some((word) => word.status === status)) return status
  }
  return 'unknown'
}

/** The operator names savepoints and what it upgrades from; of a job's own checkpoints it keeps no list. */
function operatorWord(
  { operator, normalise }: MergeInput,
  row: Pick<CheckpointRow, 'status' | 'kind' | 'path'>,
): Pick<Evidence, 'verdict' | 'observedAt'> {
  if (operator == null) return { verdict: 'not-kept', observedAt: null }
  const { observedAt } = operator
  if (row.path !== null && operator.paths.has(normalise(row.path))) return { verdict: 'names', observedAt }
  const kept = row.kind === 'savepoint' && row.status === 'completed' && row.path !== null
  return { verdict: kept ? 'absent' : 'not-kept', observedAt: kept ? observedAt : null }
}

function haWithoutKey(input: MergeInput, row: Pick<CheckpointRow, 'status' | 'kind'>): Evidence['verdict'] {
  if (!input.ha.kept) return 'not-kept'
  if (row.status !== 'completed') return 'not-kept'
  if (row.kind === 'savepoint' && !input.ha.keepsSavepoints) return 'not-kept'
  return input.ha.sightings === null ? 'not-asked' : 'absent'
}
