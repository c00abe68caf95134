import { normalisePath } from '../../storage/path.ts'
import type { StorageReader } from '../../storage/reader.ts'

const ENTRIES_AT_MOST = 20_000
const KEPT_AT_MOST = 1_000
// The order waits for this: a mount that hangs must not hold it up for long.
const DEADLINE_MS = 1_000

/**
 * Names of the directories of a job's savepoints in a target, complete or not: `savepoint-` and the first six digits of the
 * job's id.
 *
 * @returns null where they can't all be told: no registered location holds the target, or there are too many.
 */
export async function listSavepoints(storage: StorageReader, target: string, jobId: string): Promise<string[] | null> {
  if (!storage.covers(target)) return null
  const listing = await storage.list(normalisePath(target), { maxEntries: ENTRIES_AT_MOST, deadlineMs: DEADLINE_MS })
  // Flink makes the target when it writes its first savepoint there.
  if (!listing.ok) return listing.problem.code === 'storage.missing' ? [] : null
  const prefix = `savepoint-${jobId.slice(0, 6)}-`
  const names = listing.entries.flatMap(({ name, isDirectory }) =>
    isDirectory && name.startsWith(prefix) ? [name] : [],
  )
  return listing.whole && names.length <= KEPT_AT_MOST ? names : null
}

/** The complete savepoints that were not among the `known` ones, as locations; null where that can't be told. */
export async function newSavepoints(
  storage: StorageReader,
  target: string,
  jobId: string,
  known: readonly string[] | null,
): Promise<string[] | null> {
  const names = known === null ? null : await listSavepoints(storage, target, jobId)
  if (known === null || names === null) return null
  const base = normalisePath(target)
  const locations = names.filter((name) => !known.includes(name)).map((name) => `${base}/${name}`)
  const states = await storage.states(
    locations.map((location) => `${location}/_metadata`),
    { deadlineMs: DEADLINE_MS },
  )
  if (states.some(({ kind }) => kind === 'unknown')) return null
  // Flink writes _metadata last: without it a savepoint was never completed.
  return locations.filter((_, index) => states[index]?.kind === 'file')
}
