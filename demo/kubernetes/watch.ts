import type { ServerResponse } from 'node:http'
import type { LabelPredicate } from './label-selector.ts'
import { type ObjectStore, ResourceVersionExpired, type StoreEvent } from './object-store.ts'
import { apiVersion, type KubernetesObject, type ResourceKind } from './objects.ts'
import { expired } from './status.ts'

export interface WatchRequest {
  kind: ResourceKind
  namespace: string | undefined
  matches: LabelPredicate
  /** Null: first every object as ADDED, then the changes. */
  resourceVersion: number | null
  timeoutMs: number
  bookmarks: boolean
  /** While true nothing is sent, and what happens is lost. */
  isMuted: () => boolean
}

/** How the API server spaces bookmarks: one a minute, and one shortly before it ends the watch. */
const BOOKMARK_INTERVAL_MS = 60_000
const BOOKMARK_BEFORE_END_MS = 2_000
/** A reader this far behind is cut off; it comes back with a list. */
const UNREAD_BYTES_LIMIT = 4 * 1024 * 1024

/**
 * Streams changes as one JSON object a line until the timeout, the client or the server ends it. A resource version
 * that is too old gets, as in Kubernetes, status 200 and one ERROR event with a Status of code 410.
 */
export function streamWatch(store: ObjectStore, request: WatchRequest, response: ServerResponse): void {
  const { kind } = request
  response.writeHead(200, { 'cache-control': 'no-cache, private', 'content-type': 'application/json' })
  response.flushHeaders()

  let lastVersion = request.resourceVersion ?? store.resourceVersion
  const send = (type: string, object: unknown) => {
    if (request.isMuted()) return
    response.write(`${JSON.stringify({ type, object })}\n`)
    if (response.writableLength > UNREAD_BYTES_LIMIT) response.destroy()
  }
  const bookmark = () =>
    send('BOOKMARK', {
      kind: kind.kind,
      apiVersion: apiVersion(kind),
      metadata: { resourceVersion: String(lastVersion), creationTimestamp: null },
    })
  const forward = (event: StoreEvent) => {
    lastVersion = event.resourceVersion
    if (event.kind !== kind) return
    const seen = asSeenThrough(request, event)
    if (seen) send(seen, { kind: kind.kind, apiVersion: apiVersion(kind), ...event.object })
  }

  try {
    if (request.resourceVersion === null) {
      for (const object of store.listAt(kind, store.resourceVersion)) {
        if (selects(request, object)) send('ADDED', { kind: kind.kind, apiVersion: apiVersion(kind), ...object })
      }
    } else {
      for (const event of store.eventsAfter(kind, request.resourceVersion)) forward(event)
    }
  } catch (error) {
    if (!(error instanceof ResourceVersionExpired)) throw error
    send('ERROR', expired(`too old resource version: ${lastVersion} (${store.resourceVersion})`).status)
    response.end()
    return
  }

  const unsubscribe = store.subscribe(forward)
  const timers = [setTimeout(() => response.end(), request.timeoutMs)]
  if (request.bookmarks) {
    timers.push(setInterval(bookmark, BOOKMARK_INTERVAL_MS))
    timers.push(setTimeout(bookmark, Math.max(0, request.timeoutMs - BOOKMARK_BEFORE_END_MS)))
  }
  response.on('close', () => {
    unsubscribe()
    for (const timer of timers) clearTimeout(timer)
  })
}

/** The event's type for one who sees only what the selector selects: an object may come into sight or leave it. */
function asSeenThrough(request: WatchRequest, event: StoreEvent): StoreEvent['type'] | null {
  const before = event.previous !== null && selects(request, event.previous)
  const after = event.type !== 'DELETED' && selects(request, event.object)
  if (after) return before ? 'MODIFIED' : 'ADDED'
  return before ? 'DELETED' : null
}

function selects({ namespace, matches }: WatchRequest, { metadata }: KubernetesObject): boolean {
  return (namespace === undefined || metadata.namespace === namespace) && matches(metadata.labels)
}
