export type AgeLevel = 'plain' | 'attention' | 'broken'

/** Below this an age is never coloured: checkpoints every second are late all the time and nobody minds. */
const NEVER_BELOW_MS = 60_000

/**
 * How bad it is that the newest point is this old.
 *
 * @param intervalMs how often the job checkpoints; null (unknown, or periodic checkpoints are off) leaves the age plain.
 * @param jobManagerGone nothing makes a newer point, and who died can no longer tell its interval.
 */
export function ageLevel({
  ageMs,
  intervalMs,
  jobManagerGone,
}: {
  ageMs: number
  intervalMs: number | null
  jobManagerGone: boolean
}): AgeLevel {
  if (ageMs < NEVER_BELOW_MS) return 'plain'
  if (jobManagerGone) return 'broken'
  if (intervalMs === null) return 'plain'
  if (ageMs >= 10 * intervalMs) return 'broken'
  return ageMs >= 3 * intervalMs ? 'attention' : 'plain'
}
