import type { PodItem } from '../kubernetes/resources.ts'

/** From the start of its pod until a JobManager leads; one that takes longer is not starting, it fails to. */
const STARTS_WITHIN_MS = 120_000

/**
 * Whether a JobManager is coming up: its pod was made, or its container started, a short time ago. One that waits between
 * restarts is not.
 *
 * @param now epoch ms
 */
export function isJobManagerStarting(pods: Iterable<PodItem>, now: number): boolean {
  for (const pod of pods) {
    if (pod.component !== 'jobmanager' || pod.deleting) continue
    const since = pod.phase === 'Pending' ? pod.createdAt : pod.runningSince
    if (since !== null && now - since < STARTS_WITHIN_MS) return true
  }
  return false
}
