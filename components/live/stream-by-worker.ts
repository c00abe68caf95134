import type { HubReply, HubRequest } from './hub-protocol'
import type { Follower, Transport } from './transport'

/**
 * The stream held by a worker that all tabs share; null where the browser has none.
 *
 * @param otherwise what to follow by where the worker does not start
 */
export function throughWorker(otherwise: () => Transport): Transport | null {
  if (typeof SharedWorker === 'undefined') return null
  let worker: SharedWorker
  try {
    worker = new SharedWorker(new URL('./stream-worker.ts', import.meta.url), { type: 'module', name: 'weir-stream' })
  } catch {
    return null
  }
  const followers = new Map<string, Follower>()
  const stops = new Map<string, () => void>()
  let instead: Transport | undefined
  const ask = (request: HubRequest) => worker.port.postMessage(request)

  worker.onerror = () => {
    instead ??= otherwise()
    for (const follower of followers.values()) stops.set(follower.id, instead(follower))
    followers.clear()
  }
  worker.port.onmessage = ({ data }: MessageEvent<HubReply>) => {
    if (data.tell === 'event') followers.get(data.id)?.deliver(data.event)
  }
  return (follower) => {
    if (instead) return instead(follower)
    const { id, subject } = follower
    followers.set(id, follower)
    ask({ ask: 'join', id, subject, cursor: follower.cursor() })
    return () => {
      followers.delete(id)
      stops.get(id)?.()
      ask({ ask: 'leave', id })
    }
  }
}
