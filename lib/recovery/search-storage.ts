import type { Problem } from '../problem.ts'
import { normalisePath } from '../storage/path.ts'
import type { StorageReader } from '../storage/reader.ts'
import { type Candidate, candidateOfDirectory } from './candidate.ts'
import type { SearchedPlace } from './recovery-view.ts'

/** A directory that snapshots of a job lie in. */
export interface Place {
  path: string
  /** The job whose own directory it is; null for a directory of savepoints. */
  jobId: string | null
}

const PLACES = 12
const ENTRIES = 5_000
/** Of each place, the newest: `num-retained` is rarely more, and what a crash left behind is older. */
const POINTS_OF_PLACE = 20

/**
 * Where snapshots of a job lie, by the paths that are known of it: beside each checkpoint, in the directories of the
 * other runs next to it, and beside each savepoint.
 *
 * @param savepointDirectory where the cluster's configuration puts savepoints, of all its jobs
 */
export function placesOf(
  paths: readonly string[],
  jobIds: readonly string[],
  savepointDirectory: string | null = null,
): Place[] {
  const places = new Map<string, Place>()
  const add = (path: string, jobId: string | null) => {
    if (places.size < PLACES && !places.has(path)) places.set(path, { path, jobId })
  }
  if (savepointDirectory !== null) add(normalisePath(savepointDirectory), null)
  for (const path of paths) {
    const parent = parentOf(normalisePath(path))
    if (parent === null) continue
    const owner = jobIds.find((jobId) => parent.endsWith(`/${jobId}`))
    if (owner === undefined) {
      add(parent, null)
      continue
    }
    const base = parent.slice(0, -owner.length)
    for (const jobId of [owner, ...jobIds]) add(base + jobId, jobId)
  }
  return [...places.values()]
}

function parentOf(path: string): string | null {
  const parent = path.slice(0, path.lastIndexOf('/'))
  // A directory of a bucket or volume, not the bucket itself: there lies everything else.
  return /^[^:]+:\/\/[^/]*\/./s.test(parent) ? parent : null
}

/** Looks through places for directories that are named as Flink names snapshots. Bounded in places, entries and time. */
export async function searchStorage(
  storage: StorageReader,
  places: readonly Place[],
  jobIds: readonly string[],
  deadlineMs: number,
): Promise<{ found: Candidate[]; searched: SearchedPlace[]; notSearched: Problem[] }> {
  const answers = await Promise.all(
    places.map(async (place) => ({
      place,
      listing: await storage.list(place.path, { maxEntries: ENTRIES, deadlineMs }),
    })),
  )
  const found: Candidate[] = []
  const searched: SearchedPlace[] = []
  const notSearched: Problem[] = []
  for (const { place, listing } of answers) {
    if (!listing.ok) {
      // A job that never completed a checkpoint has no directory, and Flink removes that of one that has ended.
      if (listing.problem.code === 'storage.missing')
        searched.push({ path: place.path, entries: 0, whole: true, listedAt: listing.observedAt })
      else notSearched.push(unsearched(place.path, listing.problem))
      continue
    }
    searched.push({
      path: place.path,
      entries: listing.entries.length,
      whole: listing.whole,
      listedAt: listing.observedAt,
    })
    const points = listing.entries.flatMap(({ name, isDirectory }) =>
      isDirectory ? (candidateOfDirectory(`${place.path}/${name}`, place.jobId, jobIds) ?? []) : [],
    )
    points.sort((a, b) => (b.checkpointId ?? 0) - (a.checkpointId ?? 0))
    for (const point of points.slice(0, POINTS_OF_PLACE)) {
      found.push({
        ...point,
        evidence: point.evidence.map((word) =>
          word.source === 'storage' ? { ...word, observedAt: listing.observedAt } : word,
        ),
      })
    }
  }
  return { found, searched, notSearched }
}

function unsearched(path: string, problem: Problem): Problem {
  const unregistered = problem.code === 'storage.outside' || problem.code === 'storage.scheme-unsupported'
  return unregistered ? { code: 'recovery.place-not-registered', params: { path } } : problem
}
