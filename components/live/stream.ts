import type { StreamMessage } from '@/lib/fleet/view'
import { parseStreamMessage } from './apply-message'

/** live: connected · behind: the connection is cut and being made again · offline: the browser has no network */
export type StreamPhase = 'connecting' | 'live' | 'behind' | 'offline'

const FIRST_RETRY_MS = 2000
const LAST_RETRY_MS = 30_000

/**
 * Follows the change feed of one subject until stopped. EventSource makes a cut connection again by itself, with the
 * position of the last message; only where it gives up (an answer that is no stream, such as 503 while Weir starts) is a
 * new one opened here, later each time.
 *
 * @returns stops it.
 */
export function followStream(options: {
  address: string
  cursor: string
  onMessage: (message: StreamMessage) => void
  onPhase: (phase: StreamPhase) => void
}): () => void {
  let cursor = options.cursor
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let retryMs = FIRST_RETRY_MS

  const open = () => {
    const opened = new EventSource(`${options.address}&cursor=${encodeURIComponent(cursor)}`)
    source = opened
    opened.onopen = () => {
      retryMs = FIRST_RETRY_MS
      options.onPhase('live')
    }
    opened.onmessage = (event) => {
      if (event.lastEventId) cursor = event.lastEventId
      const message = parseStreamMessage(event.data)
      if (message) options.onMessage(message)
    }
    opened.onerror = () => {
      options.onPhase(navigator.onLine ? 'behind' : 'offline')
      if (opened.readyState !== EventSource.CLOSED) return
      retry = setTimeout(open, retryMs * (0.5 + Math.random() / 2))
      retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
    }
  }
  open()
  return () => {
    clearTimeout(retry)
    source?.close()
  }
}
