import type { StreamMessage } from '../../lib/fleet/stream-message.ts'
import { until } from '../cluster/until.ts'
import type { Weir } from './weir.ts'

type Kind = StreamMessage['kind']
type MessageOf<K extends Kind> = Extract<StreamMessage, { kind: K }>

type WithRows<M extends { upserted: unknown[] }> = M & { rows: M['upserted'] }

/** To a page that knows nothing yet the feed tells everything: its changes are all the rows there are. */
function withRows<M extends { upserted: unknown[]; reset: boolean }>(message: M): WithRows<M> {
  if (!message.reset) throw new Error('the first message of a stream tells changes only')
  return { ...message, rows: message.upserted }
}

/** What the feed is asked for: a job of a cluster. */
export interface JobAddress {
  connection: string
  namespace: string
  cluster: string
  job: string
}

/** The fleet as the event stream tells it to a page that knows nothing yet. */
export async function readFleet(weir: Weir): Promise<WithRows<MessageOf<'fleet'>>> {
  return withRows(await readFirst(weir, 'fleet', {}))
}

/** A job's checkpoints as the event stream tells them. */
export async function readJob(weir: Weir, job: JobAddress): Promise<WithRows<MessageOf<'job'>>> {
  return withRows(await readFirst(weir, 'job', { ...job }))
}

/** A job's high availability data as the event stream tells them. */
export function readHighAvailability(weir: Weir, job: JobAddress): Promise<MessageOf<'high-availability'>> {
  return readFirst(weir, 'high-availability', { ...job })
}

/** Asks the feed again until what it tells passes `holds`, and gives that. A failed deadline shows what it told last. */
export async function untilTold<M>(
  what: string,
  deadlineMs: number,
  read: () => Promise<M>,
  holds: (message: M) => boolean,
): Promise<M> {
  let told: M | undefined
  try {
    return await until(what, deadlineMs, async () => {
      told = await read()
      return holds(told) ? told : null
    })
  } catch (error) {
    throw new Error(`${String(error)}\nWeir told last: ${JSON.stringify(told)?.slice(0, 4_000)}`, { cause: error })
  }
}

async function readFirst<K extends Kind>(
  weir: Weir,
  view: K,
  parameters: Record<string, string>,
): Promise<MessageOf<K>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(new Error('the stream told nothing within 15 s')), 15_000)
  try {
    const query = new URLSearchParams({ view, ...parameters })
    const response = await fetch(`${weir.url}/api/stream?${query}`, {
      headers: { accept: 'text/event-stream' },
      signal: stop.signal,
    })
    if (!response.ok || !response.body)
      throw new Error(`GET /api/stream?${query}: ${response.status} ${await response.text()}`)
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      for (const event of text.split('\n\n').slice(0, -1)) {
        const data = event.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []))
        const message = data.length > 0 ? (JSON.parse(data.join('\n')) as StreamMessage) : null
        if (message?.kind === view) return message as MessageOf<K>
      }
      text = text.slice(text.lastIndexOf('\n\n') + 2)
    }
    throw new Error(`the stream of ${view} ended without a word`)
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}
