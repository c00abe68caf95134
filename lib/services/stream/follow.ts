import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import type { StreamMessage } from '../../fleet/view.ts'
import { seesRow, visibleConnections } from '../fleet/read.ts'
import { JobAddressInput } from '../job/find-job.ts'
import { readJobCheckpoints } from '../job/read-checkpoints.ts'
import { readHighAvailability } from '../job/read-high-availability.ts'
import { runningFleet } from '../running-fleet.ts'

export const FollowInput = z.discriminatedUnion('view', [
  z.object({ view: z.literal('fleet') }),
  JobAddressInput.extend({ view: z.literal('job') }),
  JobAddressInput.extend({ view: z.literal('high-availability') }),
])
export type FollowInput = z.infer<typeof FollowInput>

export interface StreamFrame {
  /** The position after this message: a stream that is resumed with it misses nothing. */
  cursor: string
  message: StreamMessage
}

/** Two frames a second at most: what changed in between comes together. */
const FRAME_EVERY_MS = 500

/**
 * What changes in one view, from a cursor on, for as long as the signal lasts. Only what this actor may see, and only what
 * the view shows.
 *
 * @param cursor of the view the page was made from, or `Last-Event-ID`; null, or one of another process, begins with all
 */
export async function* follow({
  ctx,
  input,
  cursor,
  signal,
}: {
  ctx: Ctx
  input: FollowInput
  cursor: string | null
  signal: AbortSignal
}): AsyncGenerator<StreamFrame> {
  const fleet = runningFleet()
  const cluster =
    input.view === 'fleet'
      ? null
      : fleet.cluster({ connection: input.connection, namespace: input.namespace, name: input.cluster })
  const visible =
    cluster === null ||
    ctx.sees({ connection: cluster.key.connection, namespace: cluster.namespace, name: cluster.name })
  const stopLooking = cluster !== null && visible ? cluster.look() : () => undefined
  const next = input.view === 'fleet' ? fleetFrames(ctx) : jobFrames(ctx, input)
  let position = cursor
  let wake: () => void = () => undefined
  let dirty = true
  const unsubscribe = fleet.feed.subscribe(() => {
    dirty = true
    wake()
  })
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted) {
      if (!dirty) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (dirty || signal.aborted) resolve()
        })
        if (signal.aborted) return
      }
      dirty = false
      const after = fleet.feed.cursor()
      const message = await next(position)
      if (signal.aborted) return
      if (message !== null) yield { cursor: after, message }
      position = after
      await pause(FRAME_EVERY_MS, signal)
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
    stopLooking()
  }
}

function fleetFrames(ctx: Ctx): (cursor: string | null) => Promise<StreamMessage | null> {
  const fleet = runningFleet()
  let connectionsSent = ''
  return async (cursor) => {
    const change = fleet.feed.since(cursor)
    const upserted = change.upserted.filter((row) => seesRow(ctx, row))
    const connections = visibleConnections(ctx, fleet.connections())
    const content = JSON.stringify(connections.map(({ id, name, status, problem }) => [id, name, status, problem]))
    if (!change.reset && upserted.length === 0 && change.removed.length === 0 && content === connectionsSent)
      return null
    connectionsSent = content
    return { kind: 'fleet', now: Date.now(), connections, upserted, removed: change.removed, reset: change.reset }
  }
}

function jobFrames(ctx: Ctx, input: Exclude<FollowInput, { view: 'fleet' }>): () => Promise<StreamMessage | null> {
  let sent = new Map<string, string>()
  let restSent = ''
  let first = true
  let revision: number | null = null
  return async () => {
    // Other clusters wake this stream too: nothing is read for them.
    const cluster = runningFleet().cluster({
      connection: input.connection,
      namespace: input.namespace,
      name: input.cluster,
    })
    if (!first && cluster !== null && cluster.revision === revision) return null
    revision = cluster?.revision ?? null
    if (input.view === 'high-availability') {
      const view = await readHighAvailability({ ctx, input })
      if (view === null) return null
      first = false
      const { now, job, maps, findings } = view
      const content = JSON.stringify([job, maps, findings])
      if (content === restSent) return null
      restSent = content
      return { kind: 'high-availability', now, job, maps, findings }
    }
    const view = await readJobCheckpoints({ ctx, input })
    if (view === null) return null
    const contents = new Map(view.rows.map((row) => [row.id, JSON.stringify({ ...row, lastSeenAt: 0 })]))
    const upserted = view.rows.filter((row) => sent.get(row.id) !== contents.get(row.id))
    const removed = [...sent.keys()].filter((id) => !contents.has(id))
    const rest = JSON.stringify([view.job, view.sources, view.total])
    if (!first && upserted.length === 0 && removed.length === 0 && rest === restSent) return null
    const reset = first
    first = false
    sent = contents
    restSent = rest
    const { now, job, total, sources } = view
    return { kind: 'job', now, job, upserted, removed, total, sources, reset }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
