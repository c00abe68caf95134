import type { CheckpointParts } from '@/lib/fleet/timeline-view'

/** The phases of a checkpoint as they follow one another. */
export const PART_ORDER = [
  'startDelayMs',
  'alignmentMs',
  'syncMs',
  'asyncMs',
] as const satisfies readonly (keyof CheckpointParts)[]

/** The part that took longest. */
export function longestPart(parts: CheckpointParts): keyof CheckpointParts {
  return PART_ORDER.reduce((longest, next) => (parts[next] > parts[longest] ? next : longest))
}
