import { z } from 'zod'
import type { Ctx } from '../../auth/context.ts'
import type { LiveCluster } from '../../fleet/live-cluster.ts'
import type { StreamMessage } from '../../fleet/stream-message.ts'
import type { CheckpointRow } from '../../fleet/view.ts'
import { seesRow, visibleConnections } from '../fleet/read.ts'
import { JobAddressInput } from '../job/find-job.ts'
import { readJobCheckpoints } from '../job/read-checkpoints.ts'
import { readHighAvailability } from '../job/read-high-availability.ts'
import { operationsRevision, operationsUnderWay } from '../operation/read-operations.ts'
import { runningFleet } from '../running-fleet.ts'
import { rowChanges } from './row-changes.ts'

export const FollowInput = z.discriminatedUnion('view', [
  z.object({ view: z.literal('fleet') }),
  z.object({ view: z.literal('operations') }),
  JobAddressInput.extend({ view: z.literal('job') }),
  JobAddressInput.extend({ view: z.literal('high-availability') }),
])
export type FollowInput = z.infer<typeof FollowInput>

/** One view of a stream, and where its page stands in the change feed; null, or a cursor of another process, begins with all. */
export interface FollowedView {
  input: FollowInput
  cursor: string | null
}

/** What changed in one step of the feed. */
export interface StreamBatch {
  /** The position after all of these messages: a stream that is resumed with it misses nothing. */
  cursor: string
  /** `view` is the place in the list of views that are followed. */
  messages: { view: number; message: StreamMessage }[]
}

/** Two batches a second at most, whatever the number of views: what changed in between comes together. */
const BATCH_EVERY_MS = 500
/** What is there by then is sent, whatever the rest is waiting for. */
const EARLY_MS = 250

/**
 * What changes in some views for as long as the signal lasts: all tabs of a browser share one stream. Only what this actor
 * may see, and only what the views show.
 */
export async function* follow({
  ctx,
  views,
  signal,
}: {
  ctx: Ctx
  views: readonly FollowedView[]
  signal: AbortSignal
}): AsyncGenerator<StreamBatch> {
  const fleet = runningFleet()
  const followed = views.map(({ input, cursor }) => ({
    next: messagesOf(ctx, input),
    position: cursor,
    looking: lookAt(ctx, input),
    reading: null as Promise<void> | null,
    /** Something changed while it was being read. */
    missed: false,
  }))
  let wake: () => void = () => undefined
  let dirty = true
  const failures: unknown[] = []
  let messages: StreamBatch['messages'] = []
  let after = fleet.feed.cursor()
  const unsubscribe = fleet.feed.subscribe(() => {
    dirty = true
    wake()
  })
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)

  /** Jobs are read from the database, too: a view whose reading takes long holds up no other. */
  async function read(one: (typeof followed)[number], view: number): Promise<void> {
    try {
      const message = await one.next(one.position)
      if (message !== null) messages.push({ view, message })
    } catch (error) {
      failures.push(error)
    }
    one.reading = null
    if (one.missed) dirty = true
    one.missed = false
    wake()
  }
  try {
    for (;;) {
      if (!dirty && messages.length === 0 && failures.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (dirty || signal.aborted) resolve()
        })
      }
      if (signal.aborted) return
      if (failures.length > 0) throw failures[0]
      if (dirty) {
        dirty = false
        after = fleet.feed.cursor()
        for (const [view, one] of followed.entries()) {
          one.looking.again()
          if (one.reading !== null) one.missed = true
          else one.reading = read(one, view)
        }
        const all = Promise.all(followed.map(({ reading }) => reading))
        await Promise.race([all, pause(EARLY_MS, signal)])
        // Of the views only the fleet goes by its position, and that is read at once.
        for (const one of followed) one.position = after
      }
      if (signal.aborted) return
      if (messages.length > 0) {
        const batch = messages
        messages = []
        yield { cursor: after, messages: batch }
      }
      await pause(BATCH_EVERY_MS, signal)
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
    for (const { looking } of followed) looking.stop()
  }
}

/**
 * Has the JobManager behind a job's page asked as often as is of use. Its cluster may be found only later, or be another one
 * by then: `again` looks for it anew.
 */
function lookAt(ctx: Ctx, input: FollowInput): { again: () => void; stop: () => void } {
  let at: LiveCluster | null = null
  let stop: () => void = () => undefined
  return {
    again() {
      const cluster = 'jobId' in input ? visibleCluster(ctx, input) : null
      if (cluster === at) return
      stop()
      at = cluster
      stop = cluster?.look() ?? (() => undefined)
    },
    stop: () => stop(),
  }
}

function visibleCluster(ctx: Ctx, { connection, namespace, cluster: name }: JobAddressInput): LiveCluster | null {
  const cluster = runningFleet().cluster({ connection, namespace, name })
  return cluster !== null && ctx.sees({ connection: cluster.key.connection, namespace, name }) ? cluster : null
}

function messagesOf(ctx: Ctx, input: FollowInput): (cursor: string | null) => Promise<StreamMessage | null> {
  if ('jobId' in input) return jobMessages(ctx, input)
  return input.view === 'fleet' ? fleetMessages(ctx) : operationMessages(ctx)
}

function operationMessages(ctx: Ctx): () => Promise<StreamMessage | null> {
  let sent: string | null = null
  return async () => {
    const underWay = operationsUnderWay(ctx)
    const content = JSON.stringify(underWay)
    if (content === sent) return null
    sent = content
    return { kind: 'operations', now: Date.now(), underWay }
  }
}

function fleetMessages(ctx: Ctx): (cursor: string | null) => Promise<StreamMessage | null> {
  const fleet = runningFleet()
  let connectionsSent = ''
  return async (cursor) => {
    const change = fleet.feed.since(cursor)
    const upserted = change.upserted.filter((row) => seesRow(ctx, row))
    const connections = visibleConnections(ctx, fleet.connections())
    const content = JSON.stringify(
      connections.map(({ id, name, status, problem, forbidden }) => [id, name, status, problem, forbidden]),
    )
    if (!change.reset && upserted.length === 0 && change.removed.length === 0 && content === connectionsSent)
      return null
    connectionsSent = content
    return { kind: 'fleet', now: Date.now(), connections, upserted, removed: change.removed, reset: change.reset }
  }
}

function jobMessages(ctx: Ctx, input: Extract<FollowInput, JobAddressInput>): () => Promise<StreamMessage | null> {
  const changesOf = rowChanges<CheckpointRow>()
  let restSent = ''
  let first = true
  let revision: string | null = null
  return async () => {
    // Other clusters wake this stream too: nothing is read for them.
    const cluster = runningFleet().cluster({
      connection: input.connection,
      namespace: input.namespace,
      name: input.cluster,
    })
    const now = `${cluster?.revision} ${operationsRevision()}`
    if (!first && cluster !== null && now === revision) return null
    revision = now
    if (input.view === 'high-availability') {
      const view = await readHighAvailability({ ctx, input })
      if (view === null) return null
      first = false
      const { job, maps, findings, sources } = view
      const content = JSON.stringify([job, maps, findings, sources])
      if (content === restSent) return null
      restSent = content
      return { kind: 'high-availability', now: view.now, job, maps, findings, sources }
    }
    const view = await readJobCheckpoints({ ctx, input })
    if (view === null) return null
    const { upserted, removed } = changesOf(view.rows)
    const rest = JSON.stringify([view.job, view.sources, view.total])
    if (!first && upserted.length === 0 && removed.length === 0 && rest === restSent) return null
    const reset = first
    first = false
    restSent = rest
    const { job, total, sources } = view
    return { kind: 'job', now: view.now, job, upserted, removed, total, sources, reset }
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
