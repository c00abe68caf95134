import type { World } from './world.ts'

/**
 * One thing that happens to a real fleet and what Weir's pages then show. Stories run one after another in the order of
 * stories.json on one world: what a story changes, the next one finds.
 */
export interface Story {
  /** As a sentence: what is seen when it holds. */
  title: string
  /** When it counts as stuck, in seconds: some four times what it takes on two processors with nothing else to do. */
  deadlineSeconds: number
  /** @returns how many checks of its own it stands for, 1 when it says nothing. */
  run(world: World): Promise<void>
}
