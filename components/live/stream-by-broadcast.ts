import { type HubReply, type HubRequest, viewLock } from './hub-protocol'
import { StreamHub } from './stream-hub'
import type { Follower, Transport } from './transport'

const CHANNEL = 'weir-stream'

/** The tab that has this lock holds the stream; when it goes, the browser gives the lock to the next that waits. */
const HOLDER_LOCK = 'weir-stream-holder'

/** The stream held by one tab for all others, for browsers without shared workers; null where it can't be agreed on. */
export function throughBroadcast(): Transport | null {
  if (typeof BroadcastChannel === 'undefined' || !navigator.locks) return null
  const channel = new BroadcastChannel(CHANNEL)
  const followers = new Map<string, Follower>()
  let hub: StreamHub | null = null

  const joinHere = (id: string, view: { subject: string; cursor: string }, deliver: Follower['deliver']) => {
    if (!hub) return
    hub.join(id, view, deliver)
    void navigator.locks.request(viewLock(id), () => hub?.leave(id))
  }
  const join = (follower: Follower) => {
    const { id, subject, deliver } = follower
    const view = { subject, cursor: follower.cursor() }
    if (hub) joinHere(id, view, deliver)
    else channel.postMessage({ ask: 'join', id, ...view } satisfies HubRequest)
  }

  void navigator.locks.request(HOLDER_LOCK, () => {
    hub = new StreamHub((address) => new EventSource(address))
    channel.postMessage({ tell: 'holder' } satisfies HubReply)
    for (const follower of followers.values()) join(follower)
    return new Promise<void>(() => {})
  })

  channel.onmessage = ({ data }: MessageEvent<HubRequest | HubReply>) => {
    if ('tell' in data) {
      if (data.tell === 'event') followers.get(data.id)?.deliver(data.event)
      else for (const follower of followers.values()) join(follower)
    } else if (hub && data.ask === 'join') {
      const { id, subject, cursor } = data
      const tell = (event: HubReply & { tell: 'event' }) => channel.postMessage(event)
      joinHere(id, { subject, cursor }, (event) => tell({ tell: 'event', id, event }))
    } else if (data.ask === 'leave') hub?.leave(data.id)
  }

  return (follower) => {
    followers.set(follower.id, follower)
    join(follower)
    return () => {
      followers.delete(follower.id)
      hub?.leave(follower.id)
      channel.postMessage({ ask: 'leave', id: follower.id } satisfies HubRequest)
    }
  }
}
