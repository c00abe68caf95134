import { viewLock } from './hub-protocol'
import { throughBroadcast } from './stream-by-broadcast'
import { throughWorker } from './stream-by-worker'
import { type HubEvent, StreamHub } from './stream-hub'
import type { Follower, Transport } from './transport'

let chosen: Transport | undefined

/** A worker that all tabs share; else one tab that holds the stream for the others; else a stream of this tab's own. */
function transport(): Transport {
  chosen ??= throughWorker(() => byBroadcast()) ?? byBroadcast()
  return chosen
}

function byBroadcast(): Transport {
  return throughBroadcast() ?? ofOwn()
}

function ofOwn(): Transport {
  const hub = new StreamHub((address) => new EventSource(address))
  return ({ id, subject, cursor, deliver }) => {
    hub.join(id, { subject, cursor: cursor() }, deliver)
    return () => hub.leave(id)
  }
}

/**
 * Follows the change feed of one subject until stopped, over the stream that all tabs of the browser share.
 *
 * @param view.cursor the position the page was made at
 * @returns stops it.
 */
export function followStream(
  view: { subject: string; cursor: string },
  onEvent: (event: HubEvent) => void,
): () => void {
  let cursor = view.cursor
  let stop: (() => void) | undefined
  const gone = new AbortController()
  const id = crypto.randomUUID()
  const follower: Follower = {
    id,
    subject: view.subject,
    cursor: () => cursor,
    deliver: (event) => {
      if (gone.signal.aborted) return
      if (event.kind === 'message' && event.cursor) cursor = event.cursor
      onEvent(event)
    },
  }
  const start = () => {
    if (!gone.signal.aborted) stop = transport()(follower)
  }
  // Held before joining: whoever holds the stream takes its release for the end of this view.
  if (navigator.locks) {
    void navigator.locks.request(viewLock(id), () => {
      start()
      return new Promise<void>((release) => gone.signal.addEventListener('abort', () => release()))
    })
  } else start()
  return () => {
    gone.abort()
    stop?.()
  }
}
