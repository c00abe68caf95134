import { localContext } from '@/lib/auth/context'
import { refuseForeignHost } from '@/lib/auth/host'
import { FollowInput, follow } from '@/lib/services/stream/follow'

export const dynamic = 'force-dynamic'

const HEARTBEAT_MS = 15_000

/**
 * Server-sent events of one view: `?view=fleet`, or `view=job|high-availability` with connection, namespace, cluster, job.
 * Resumed by `Last-Event-ID`; the first connect names the cursor its page was made at.
 */
export async function GET(request: Request): Promise<Response> {
  const foreign = refuseForeignHost(request)
  if (foreign) return foreign
  const query = new URL(request.url).searchParams
  const input = FollowInput.safeParse({
    view: query.get('view'),
    connection: query.get('connection') ?? undefined,
    namespace: query.get('namespace') ?? undefined,
    cluster: query.get('cluster') ?? undefined,
    jobId: query.get('job') ?? undefined,
  })
  if (!input.success) return new Response(null, { status: 400 })
  const cursor = request.headers.get('last-event-id') ?? query.get('cursor')
  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  const frames = follow({ ctx: localContext(request.headers), input: input.data, cursor, signal })
  const encoder = new TextEncoder()

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text))
      }
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
      const pump = async () => {
        try {
          send('retry: 2000\n\n')
          for await (const frame of frames) send(`id: ${frame.cursor}\ndata: ${JSON.stringify(frame.message)}\n\n`)
        } finally {
          clearInterval(heartbeat)
          if (!gone.signal.aborted) controller.close()
        }
      }
      pump().catch((error: unknown) => controller.error(error))
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
