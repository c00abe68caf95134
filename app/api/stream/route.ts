import { localContext } from '@/lib/auth/context'
import { refuseForeignRead } from '@/lib/auth/fetch-site'
import { type FollowedView, FollowInput, follow, type StreamBatch } from '@/lib/services/stream/follow'
import { toldProblem } from '@/lib/services/told-problem'

export const dynamic = 'force-dynamic'

/** A browser that hears nothing for longer takes the connection for cut. */
const HEARTBEAT_MS = 15_000

/** More would be a mistake, or mischief: a browser with more tabs opens a second stream. */
const MOST_VIEWS = 24

/**
 * Server-sent events of some views at once. Each is a parameter `subject` with the parameters of one (`view=fleet`, or
 * `view=job|high-availability` with connection, namespace, cluster, job) and beside it, in the same order, a `cursor`: the
 * position its page was made at. One view alone may be named by its own parameters. Messages tell in `subject` which view
 * they are for. Resumed by `Last-Event-ID`, which stands for all views. `beat` events carry nothing but that it lives.
 */
export async function GET(request: Request): Promise<Response> {
  const foreign = refuseForeignRead(request)
  if (foreign) return foreign
  const asked = viewsOf(new URL(request.url).searchParams, request.headers.get('last-event-id'))
  if (asked.every(({ followed }) => followed === null)) return new Response(null, { status: 400 })
  // One that a newer or older page asks for and that this server does not know takes nothing from the others.
  const views = asked.flatMap(({ subject, followed }) => (followed ? [{ subject, followed }] : []))

  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  const ctx = localContext(request.headers)
  const batches = follow({ ctx, views: views.map(({ followed }) => followed), signal })
  const encoder = new TextEncoder()
  const written = ({ cursor, messages }: StreamBatch): string =>
    messages
      .map(({ view, message }, index) => {
        const data = JSON.stringify({ subject: views[view]?.subject, ...message })
        // Only the last one carries the position: a batch that was cut is sent again as a whole.
        return index === messages.length - 1 ? `id: ${cursor}\ndata: ${data}\n\n` : `data: ${data}\n\n`
      })
      .join('')

  // A browser that reads no more, such as that of a sleeping laptop, must not have everything kept for it: what changes
  // meanwhile comes as one batch.
  let onRead: () => void = () => undefined
  const untilRead = (controller: ReadableStreamDefaultController) =>
    new Promise<void>((resolve) => {
      onRead = resolve
      if ((controller.desiredSize ?? 0) > 0) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text))
      }
      const heartbeat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) send('event: beat\ndata:\n\n')
      }, HEARTBEAT_MS)
      const pump = async () => {
        try {
          send('retry: 2000\n\n')
          await untilRead(controller)
          for await (const batch of batches) {
            send(written(batch))
            await untilRead(controller)
          }
        } catch (error) {
          // The browser connects again by itself; why, it can't be told.
          if (!signal.aborted) toldProblem(error, 'api', 'a stream could not go on')
        } finally {
          clearInterval(heartbeat)
          if (!gone.signal.aborted) controller.close()
        }
      }
      void pump()
    },
    pull() {
      onRead()
    },
    cancel() {
      gone.abort()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** The views an address asks for; `followed` is null where one makes no sense. */
function viewsOf(
  query: URLSearchParams,
  lastEventId: string | null,
): { subject: number; followed: FollowedView | null }[] {
  const subjects = query.getAll('subject').map((text) => new URLSearchParams(text))
  const cursors = query.getAll('cursor')
  return (subjects.length > 0 ? subjects : [query]).slice(0, MOST_VIEWS).map((parameters, subject) => {
    const { job, ...named } = Object.fromEntries(parameters)
    const input = FollowInput.safeParse({ ...named, jobId: job })
    return {
      subject,
      followed: input.success ? { input: input.data, cursor: lastEventId ?? cursors[subject] ?? null } : null,
    }
  })
}
