import { type HubReply, type HubRequest, viewLock } from './hub-protocol'
import { StreamHub } from './stream-hub'

// The worker that all tabs of a browser share: it holds the one event stream and hands each tab what it shows.

interface Port {
  onmessage: ((event: MessageEvent<HubRequest>) => void) | null
  postMessage(reply: HubReply): void
}

const hub = new StreamHub((address) => new EventSource(address))

addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return
  const port: Port | undefined = event.ports[0]
  if (!port) return
  port.onmessage = ({ data: request }) => {
    if (request.ask === 'leave') return hub.leave(request.id)
    const { id, subject, cursor } = request
    hub.join(id, { subject, cursor }, (told) => port.postMessage({ tell: 'event', id, event: told }))
    // Given to us when the page gives it up or is gone.
    void navigator.locks?.request(viewLock(id), () => hub.leave(id))
  }
})
