import type { HubEvent } from './stream-hub'

/** One view that follows the feed. `cursor` tells the position it has come to, wherever it has to join again. */
export interface Follower {
  id: string
  subject: string
  cursor: () => string
  deliver: (event: HubEvent) => void
}

/** Makes a view follow the stream. Returns how to stop. */
export type Transport = (follower: Follower) => () => void
