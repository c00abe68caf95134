import type { HubEvent } from './stream-hub'

/** From a view to whoever holds the stream. `id` is the view's own in all tabs. */
export type HubRequest = { ask: 'join'; id: string; subject: string; cursor: string } | { ask: 'leave'; id: string }

/** From whoever holds the stream: an event for one view, or that a new holder asks all views to join it. */
export type HubReply = { tell: 'event'; id: string; event: HubEvent } | { tell: 'holder' }

/** A view holds the lock of this name as long as its page lives, so that a page which dies without a word is noticed. */
export const viewLock = (id: string): string => `weir-view-${id}`
