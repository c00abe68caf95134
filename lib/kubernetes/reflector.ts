import { setTimeout as sleepFor } from 'node:timers/promises'
import { type Problem, WeirError } from '../problem.ts'
import type { KubernetesClient } from './client.ts'
import { countAt, recordAt, textAt } from './json.ts'
import { collectionPath, type ListedPage, listPages } from './list.ts'
import type { Kind } from './resources.ts'

/**
 * `waiting`: after a failure, until `retryAt`. `problem` stays until the failure is overcome, also while `listing` again.
 * `lastSyncedAt`: when the items were last known to be current.
 */
export interface ReflectorStatus {
  phase: 'listing' | 'watching' | 'waiting' | 'stopped'
  lastSyncedAt: number | null
  problem: Problem | null
  retryAt: number | null
}

/** `renewal`: replaced by one that is the same but for what changes by itself (see `same`). */
export interface ReflectorChange<T> {
  type: 'upsert' | 'renewal' | 'delete'
  item: T
}

/** All objects of one kind, kept in step with the API server. */
export interface Reflector<T> {
  /** By uid. The live map: it goes on changing. */
  items(): ReadonlyMap<string, T>
  status(): ReflectorStatus
  /** Resolves when nothing more will be told. */
  stop(): Promise<void>
}

export interface ReflectorOptions<T> {
  client: Pick<KubernetesClient, 'get' | 'watch'>
  kind: Kind
  namespace?: string
  labelSelector?: string
  /** What is kept of an object; null: not this one. */
  project: (object: unknown) => T | null
  same?: (a: T, b: T) => boolean
  /** Must not throw. Told in the order of events; after a list, first what is there, then what is gone. */
  onChange: (change: ReflectorChange<T>) => void
  /** Told at every change of phase or problem; `lastSyncedAt` moves on in between (ask `status`). */
  onStatus: (status: ReflectorStatus) => void
  /** Told what no code foresaw, for the log; the status then says `kubernetes.internal`. */
  onUnexpected?: (error: unknown) => void
  idleTimeoutMs?: number
  clock?: () => number
  random?: () => number
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * Whatever failed, it is tried again so soon that a fleet is fresh again within 15 s of a fault's end. A request that the
 * fault caught is given up 8 s after it at the latest (an answer that stalls in `list.ts`, a watch that does not open in
 * `watch.ts`; a connection that is silent or does not come about in 5 s), and the pause after it is 6 s at the longest.
 */
const BACKOFF_CAP_MS = 6_000
/** A right is given by people, not by time. */
const FORBIDDEN_RETRY_MS = 30_000
/** An API server that has just started refuses everybody until it has read its roles: so many refusals in a row are no missing right yet. */
const REFUSALS_OF_A_START = 3
const BACKOFF_BASE_MS = 500
/** A watch that lived this long was no failure, even if nothing happened in it. */
const PROVEN_MS = 10_000
/**
 * An API server sends a bookmark about once a minute, but none of a kind of which etcd has nothing new to tell. A watch that
 * says nothing is therefore not called stale: it is opened anew, and what does not answer to that is.
 */
const IDLE_TIMEOUT_MS = 90_000
const WATCH_SECONDS = 300
const MAX_LINE_BYTES = 8_000_000

/**
 * Lists a kind in pages, then watches it; resumes a watch that ended where it ended, and lists again only when the API
 * server has forgotten that point or the stream can't be trusted. Between two requests there is always a pause, which
 * doubles with every failure in a row. One loop under one signal does all of it, so that after `stop` nothing starts.
 */
export function startReflector<T extends { uid: string }>(options: ReflectorOptions<T>): Reflector<T> {
  const { client, kind, project, same, onChange, onStatus } = options
  const { clock = Date.now, random = Math.random, sleep = abortableSleep } = options
  const { idleTimeoutMs = IDLE_TIMEOUT_MS } = options
  const collection = collectionPath(kind, options.namespace)
  const selector = options.labelSelector || null
  const stopping = new AbortController()
  const { signal } = stopping
  const items = new Map<string, T>()
  let status: ReflectorStatus = { phase: 'listing', lastSyncedAt: null, problem: null, retryAt: null }
  let failures = 0
  let refusals = 0

  function enter(phase: ReflectorStatus['phase'], problem: Problem | null = null, retryAt: number | null = null): void {
    const before = status
    status = { ...status, phase, problem, retryAt }
    if (before.phase !== phase || before.problem !== problem || before.retryAt !== retryAt) onStatus(status)
  }

  function synced(at: number): void {
    status = { ...status, lastSyncedAt: at }
  }

  function put(item: T): void {
    const known = items.get(item.uid)
    items.set(item.uid, item)
    onChange({ type: known !== undefined && same?.(known, item) ? 'renewal' : 'upsert', item })
  }

  function remove(uid: string): void {
    const item = items.get(uid)
    if (item === undefined) return
    items.delete(uid)
    onChange({ type: 'delete', item })
  }

  /** Nothing is told before the last page: half a list would look like objects that are gone. */
  async function list(): Promise<string> {
    const askedAt = clock()
    const found = new Map<string, T>()
    let last: ListedPage = { objects: [], resourceVersion: '' }
    for await (const page of listPages(client, { collection, selector, kind, signal })) {
      for (const object of page.objects) {
        const item = project(object)
        if (item) found.set(item.uid, item)
      }
      last = page
    }
    signal.throwIfAborted()
    for (const item of found.values()) put(item)
    for (const uid of [...items.keys()]) if (!found.has(uid)) remove(uid)
    synced(askedAt)
    return last.resourceVersion
  }

  /** Returns where to go on when the server ended the watch. `position` moves with every event. */
  async function watch(position: { resourceVersion: string | null }): Promise<void> {
    const query = new URLSearchParams({
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion: position.resourceVersion ?? '',
      timeoutSeconds: `${Math.round(WATCH_SECONDS * (1 + random()))}`,
    })
    if (selector !== null) query.set('labelSelector', selector)
    const onOpen = () => {
      refusals = 0
      enter('watching')
    }
    const limits = { idleTimeoutMs, maxLineBytes: MAX_LINE_BYTES, signal, onOpen }
    for await (const event of client.watch(`${collection}?${query}`, limits)) {
      signal.throwIfAborted()
      position.resourceVersion = apply(event)
      failures = 0
      synced(clock())
    }
  }

  /** @returns the resource version the event brings the items to. */
  function apply(event: unknown): string {
    const type = textAt(event, 'type')
    const object = recordAt(event, 'object')
    if (type === 'ERROR') throw new WeirError(problemOfErrorEvent(object, kind))
    const resourceVersion = textAt(object, 'metadata', 'resourceVersion')
    const known = type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' || type === 'BOOKMARK'
    if (!known || resourceVersion === null) throw new WeirError({ code: 'kubernetes.bad-event' })
    if (type === 'BOOKMARK') return resourceVersion
    const uid = textAt(object, 'metadata', 'uid')
    if (uid === null) throw new WeirError({ code: 'kubernetes.bad-event' })
    const item = type === 'DELETED' ? null : project(object)
    if (item) put(item)
    else remove(uid)
    return resourceVersion
  }

  async function run(): Promise<void> {
    const position: { resourceVersion: string | null } = { resourceVersion: null }
    onStatus(status)
    while (!signal.aborted) {
      let startedAt = clock()
      const resumes = position.resourceVersion !== null
      try {
        if (!resumes) {
          enter('listing', status.problem)
          position.resourceVersion = await list()
          startedAt = clock()
          enter('watching')
        }
        await watch(position)
        failures = clock() - startedAt >= PROVEN_MS ? 0 : failures + 1
        await sleep(backoffMs(failures, random), signal)
      } catch (error) {
        if (signal.aborted) break
        const problem = error instanceof WeirError ? error.problem : { code: 'kubernetes.internal' }
        if (!(error instanceof WeirError)) options.onUnexpected?.(error)
        // Whoever says that a point is forgotten is there again: what failed before is over, unless it was just listed.
        failures = resumes && problem.code === 'kubernetes.gone' ? 1 : failures + 1
        refusals = problem.code === 'kubernetes.forbidden' ? refusals + 1 : 0
        if (mustRelist(problem, refusals === 0 ? failures : refusals)) position.resourceVersion = null
        const pauseMs =
          refusals > REFUSALS_OF_A_START
            ? FORBIDDEN_RETRY_MS * (0.75 + random() / 4)
            : backoffMs(refusals === 0 ? failures : refusals, random)
        enter('waiting', problem, clock() + pauseMs)
        await sleep(pauseMs, signal).catch(() => {})
      }
    }
    enter('stopped')
  }

  const finished = run()
  return {
    items: () => items,
    status: () => status,
    stop: async () => {
      stopping.abort(new DOMException('reflector stopped', 'AbortError'))
      await finished
    },
  }
}

/**
 * Whether the point to resume from is of no use: gone, or what follows it can't be read and would come again. Silence too:
 * after etcd was restored from a backup a watch from a version that never was stays open and says nothing. What a server
 * goes on refusing is given up at the third time; while there is no server at all, the point is kept.
 */
function mustRelist({ code }: Problem, failures: number): boolean {
  return RELIST.has(code) || (REFUSALS.has(code) && failures >= 3)
}

const RELIST = new Set([
  'kubernetes.gone',
  'kubernetes.bad-event',
  'kubernetes.too-large',
  'kubernetes.watch-idle',
  'kubernetes.internal',
])
// Where listing is permitted and watching is not, lists are all there is.
const REFUSALS = new Set([
  'kubernetes.forbidden',
  'kubernetes.refused',
  'kubernetes.watch-failed',
  'kubernetes.not-found',
])

function problemOfErrorEvent(status: Record<string, unknown>, kind: Kind): Problem {
  const code = countAt(status, 'code')
  const raw = (textAt(status, 'message') ?? '').slice(0, 2000)
  if (code === 410) return { code: 'kubernetes.gone', params: { resource: kind.plural }, raw }
  return { code: 'kubernetes.watch-failed', params: { resource: kind.plural, status: code ?? 0 }, raw }
}

/** Doubling from half a second to six seconds, of which the half is random, so that clients don't come back together. */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(failures, 10))
  return Math.round(full * (0.5 + random() / 2))
}

async function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, { signal })
}
