import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type KubernetesClient, openKubernetesClient } from './client.ts'
import { backoffMs, type Reflector, type ReflectorStatus, startReflector } from './reflector.ts'
import { CONFIG_MAPS, type ConfigMapItem } from './resources.ts'
import { type Exchange, Queue, type ScriptedServer, scriptedServer } from './scripted-api-server.ts'

let api: ScriptedServer
let client: KubernetesClient
let reflector: Reflector<ConfigMapItem> | null = null
let changes: Queue<{ type: string; name: string; leader: string | null }>
let statuses: Queue<ReflectorStatus>
let pauses: number[]

beforeEach(async () => {
  api = await scriptedServer()
  client = openKubernetesClient({ kubeconfig: api.kubeconfig })
  changes = new Queue()
  statuses = new Queue()
  pauses = []
})

afterEach(async () => {
  await reflector?.stop()
  reflector = null
  await client.close()
  await api.close()
})

function start(options: { idleTimeoutMs?: number; sleep?: (ms: number, signal: AbortSignal) => Promise<void> } = {}) {
  reflector = startReflector({
    client,
    ...CONFIG_MAPS,
    onChange: ({ type, item }) => changes.push({ type, name: item.name, leader: item.leader }),
    onStatus: (status) => statuses.push(status),
    random: () => 1,
    sleep: async (ms) => {
      pauses.push(ms)
    },
    ...options,
  })
  return reflector
}

const map = (
  name: string,
  resourceVersion: string,
  more: { renewTime?: string; data?: Record<string, string> } = {},
) => ({
  metadata: {
    uid: `uid-${name}`,
    namespace: 'shop',
    name,
    resourceVersion,
    labels: { app: 'orders' },
    annotations: {
      'control-plane.alpha.kubernetes.io/leader': JSON.stringify({
        holderIdentity: 'jm-1',
        renewTime: more.renewTime ?? '2026-11-21T10:00:00.000000Z',
      }),
    },
  },
  data: more.data ?? { counter: '2' },
})

const list = (resourceVersion: string, items: unknown[], token?: string) => ({
  kind: 'ConfigMapList',
  metadata: { resourceVersion, ...(token === undefined ? {} : { continue: token }) },
  items,
})

async function phase(wanted: ReflectorStatus['phase']): Promise<ReflectorStatus> {
  for (;;) {
    const status = await statuses.next()
    if (status.phase === wanted) return status
  }
}

/** Answers a first list with one map and returns the watch that follows. */
async function watching(): Promise<Exchange> {
  ;(await api.next()).answer(200, list('10', [map('a', '9')]))
  expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'a' })
  return api.next()
}

describe('list', () => {
  it('reads page after page and tells nothing before the last one', async () => {
    start()
    const first = await api.next()
    expect(first.path).toBe('/api/v1/configmaps')
    expect(Object.fromEntries(first.query)).toEqual({ limit: '500', labelSelector: 'type=flink-native-kubernetes' })
    first.answer(200, list('10', [map('a', '1')], 'token/1=='))
    const second = await api.next()
    expect(second.query.get('continue')).toBe('token/1==')
    expect(changes.drain()).toEqual([])
    expect(reflector?.items().size).toBe(0)
    second.answer(200, list('10', [map('b', '2')]))
    expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'a' })
    expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'b' })
    const watch = await api.next()
    expect(watch.query.get('resourceVersion')).toBe('10')
    expect(watch.query.get('allowWatchBookmarks')).toBe('true')
    expect(watch.query.get('labelSelector')).toBe('type=flink-native-kubernetes')
    expect(reflector?.status()).toMatchObject({ phase: 'watching', problem: null })
    expect(reflector?.status().lastSyncedAt).toBeGreaterThan(0)
  })

  it('starts over when the continue token expired between two pages', async () => {
    start()
    ;(await api.next()).answer(200, list('10', [map('a', '1')], 'token'))
    ;(await api.next()).refuse(410, 'The provided continue parameter is too old')
    const again = await api.next()
    expect(again.query.get('continue')).toBeNull()
    expect(changes.drain()).toEqual([])
    expect(pauses).toEqual([1000])
    again.answer(200, list('20', [map('b', '2')]))
    expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'b' })
  })

  it('waits longer after every failure in a row, and recovers', async () => {
    start()
    for (let i = 0; i < 3; i++) (await api.next()).refuse(503, 'apiserver is shutting down')
    const status = await phase('waiting')
    expect(status.problem).toMatchObject({
      code: 'kubernetes.refused',
      params: { status: 503, resource: 'configmaps' },
    })
    const watch = await watching()
    expect(pauses).toEqual([1000, 2000, 4000])
    expect(reflector?.status()).toMatchObject({ phase: 'watching', problem: null, retryAt: null })
    watch.cut()
    await api.next()
    expect(pauses.at(-1)).toBe(6000)
  })

  it('says what is forbidden', async () => {
    start()
    const refused = 'configmaps is forbidden: User "weir" cannot list resource "configmaps"'
    ;(await api.next()).refuse(403, refused)
    const { problem, lastSyncedAt } = await phase('waiting')
    expect(problem?.code).toBe('kubernetes.forbidden')
    expect(problem?.params).toMatchObject({
      verb: 'list',
      resource: 'configmaps',
      apiGroup: '',
      namespace: '',
      scope: 'cluster',
    })
    expect(problem?.raw).toContain('User "weir" cannot list')
    expect(lastSyncedAt).toBeNull()
    for (let again = 0; again < 3; again++) (await api.next()).refuse(403, refused)
    await api.next()
    // A server that has just started refuses everybody: the first three are tried again soon.
    expect(pauses).toEqual([1000, 2000, 4000, 30_000])
  })

  it('goes on where it was when a server that has just started had refused it', async () => {
    start()
    ;(await watching()).cut()
    ;(await api.next()).refuse(403, 'cannot watch resource "configmaps"')
    ;(await api.next()).refuse(403, 'cannot watch resource "configmaps"')
    const watch = await api.next()
    expect(watch.query.get('resourceVersion')).toBe('10')
    expect(Math.max(...pauses)).toBeLessThan(5_000)
  })

  it.each([
    ['no JSON', '<html>'],
    ['no list', '{"items": []}'],
    ['null', 'null'],
  ])('takes %s for no list', async (_, body) => {
    start()
    ;(await api.next()).answer(200, body)
    expect((await phase('waiting')).problem?.code).toBe('kubernetes.bad-answer')
  })

  it('leaves out objects that are none', async () => {
    start()
    ;(await api.next()).answer(200, list('10', [null, 7, [], {}, { metadata: { uid: 1 } }, map('a', '1')]))
    expect(await changes.next()).toMatchObject({ name: 'a' })
    await api.next()
    expect(reflector?.items().size).toBe(1)
  })
})

describe('watch', () => {
  it('takes additions, changes and deletions', async () => {
    start()
    const watch = await watching()
    watch.event('ADDED', map('b', '11'))
    watch.event('MODIFIED', map('a', '12', { data: { counter: '3' } }))
    watch.event('DELETED', map('b', '13'))
    expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'b' })
    expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'a' })
    expect(await changes.next()).toMatchObject({ type: 'delete', name: 'b' })
    expect(reflector?.items().get('uid-a')?.data).toEqual({ counter: '3' })
    expect(reflector?.items().has('uid-b')).toBe(false)
  })

  it('tells a renewed lease as a renewal, and keeps the new time', async () => {
    start()
    const watch = await watching()
    watch.event('MODIFIED', map('a', '11', { renewTime: '2026-11-21T10:00:05.000000Z' }))
    const change = await changes.next()
    expect(change.type).toBe('renewal')
    expect(change.leader).toContain('10:00:05')
    expect(reflector?.items().get('uid-a')).toMatchObject({ resourceVersion: '11', leader: change.leader })
    watch.event('MODIFIED', map('a', '12', { renewTime: '2026-11-21T10:00:10.000000Z', data: { counter: '9' } }))
    expect((await changes.next()).type).toBe('upsert')
  })

  it('goes on at the last bookmark when the server ends the watch', async () => {
    start()
    const watch = await watching()
    watch.event('BOOKMARK', { kind: 'ConfigMap', metadata: { resourceVersion: '50' } })
    watch.end()
    const resumed = await api.next()
    expect(resumed.query.get('watch')).toBe('1')
    expect(resumed.query.get('resourceVersion')).toBe('50')
    expect(changes.drain()).toEqual([])
  })

  it('does not hurry when the server ends every watch at once', async () => {
    start()
    let watch = await watching()
    for (let i = 0; i < 4; i++) {
      watch.end()
      watch = await api.next()
    }
    expect(pauses).toEqual([1000, 2000, 4000, 6000])
  })

  it.each([
    ['an ERROR event', (watch: Exchange) => watch.event('ERROR', { kind: 'Status', code: 410, message: 'too old' })],
    ['the answer', (watch: Exchange) => watch.refuse(410, 'too old')],
  ])('lists again when %s says 410, and tells what is gone', async (_, say) => {
    start()
    say(await watching())
    expect((await phase('waiting')).problem?.code).toBe('kubernetes.gone')
    const relist = await api.next()
    expect(relist.query.get('watch')).toBeNull()
    relist.answer(200, list('99', [map('b', '98')]))
    expect(await changes.next()).toMatchObject({ type: 'upsert', name: 'b' })
    expect(await changes.next()).toMatchObject({ type: 'delete', name: 'a' })
    expect((await api.next()).query.get('resourceVersion')).toBe('99')
  })

  it('goes on where it was after another ERROR event', async () => {
    start()
    const watch = await watching()
    watch.event('ERROR', { kind: 'Status', code: 500, message: 'etcd leader changed' })
    const { problem } = await phase('waiting')
    expect(problem).toMatchObject({
      code: 'kubernetes.watch-failed',
      raw: 'etcd leader changed',
      params: { status: 500 },
    })
    expect((await api.next()).query.get('resourceVersion')).toBe('10')
  })

  it('goes on after the last whole event when the connection breaks within one', async () => {
    start()
    const watch = await watching()
    watch.event('MODIFIED', map('a', '11', { data: { counter: '3' } }))
    expect(await changes.next()).toMatchObject({ type: 'upsert' })
    watch.send('{"type":"MODIFIED","object":{"metadata":{"uid":"uid-a"')
    watch.cut()
    const { problem } = await phase('waiting')
    expect(problem?.code).toBe('kubernetes.unreachable')
    const resumed = await api.next()
    expect(resumed.query.get('resourceVersion')).toBe('11')
    expect(reflector?.items().get('uid-a')?.data).toEqual({ counter: '3' })
    expect(changes.drain()).toEqual([])
    expect(reflector?.status().phase).toBe('waiting')
    resumed.send('')
    expect((await phase('watching')).problem).toBeNull()
  })

  it.each([
    ['a damaged line', '{"type":"ADDED","object":\n'],
    ['an unknown type', `${JSON.stringify({ type: 'NOVEL', object: map('b', '11') })}\n`],
    ['an event without version', '{"type":"BOOKMARK","object":{}}\n'],
    ['an event without uid', '{"type":"ADDED","object":{"metadata":{"resourceVersion":"11"}}}\n'],
    ['no object', '[]\n'],
  ])('does not trust a stream with %s: lists again', async (_, line) => {
    start()
    const watch = await watching()
    watch.send(line)
    expect((await phase('waiting')).problem?.code).toBe('kubernetes.bad-event')
    expect((await api.next()).query.get('watch')).toBeNull()
    expect(reflector?.items().size).toBe(1)
  })

  it('does not hold a line without end', async () => {
    start()
    const watch = await watching()
    watch.send(`{"type":"ADDED","object":"${'x'.repeat(8_000_001)}`)
    expect((await phase('waiting')).problem?.code).toBe('kubernetes.too-large')
    await watch.abandoned()
    expect((await api.next()).query.get('watch')).toBeNull()
  })

  it('cuts a watch that stays silent, and lists again', async () => {
    start({ idleTimeoutMs: 40 })
    const watch = await watching()
    watch.send('')
    expect((await phase('waiting')).problem?.code).toBe('kubernetes.watch-idle')
    await watch.abandoned()
    expect((await api.next()).query.get('watch')).toBeNull()
  })

  it('lists instead, seldom, where watching is forbidden', async () => {
    start()
    const refused = 'cannot watch resource "configmaps"'
    ;(await watching()).refuse(403, refused)
    expect((await phase('waiting')).problem).toMatchObject({ code: 'kubernetes.forbidden', params: { verb: 'watch' } })
    ;(await api.next()).refuse(403, refused)
    ;(await api.next()).refuse(403, refused)
    const instead = await api.next()
    expect(instead.query.get('watch')).toBeNull()
    instead.answer(200, list('10', [map('a', '9')]))
    ;(await api.next()).refuse(403, refused)
    expect((await api.next()).query.get('watch')).toBeNull()
    expect(pauses).toEqual([1000, 2000, 4000, 30_000])
  })

  it('gives a point up that the server goes on refusing', async () => {
    start()
    const watch = await watching()
    watch.refuse(500, 'Invalid value')
    ;(await api.next()).refuse(500, 'Invalid value')
    const third = await api.next()
    expect(third.query.get('resourceVersion')).toBe('10')
    third.refuse(500, 'Invalid value')
    expect((await api.next()).query.get('watch')).toBeNull()
  })

  it('keeps its point while there is no server', async () => {
    start()
    let watch = await watching()
    for (let i = 0; i < 5; i++) {
      watch.cut()
      watch = await api.next()
      expect(watch.query.get('resourceVersion')).toBe('10')
    }
  })
})

describe('stop', () => {
  it('ends a list that is under way and asks for nothing more', async () => {
    start()
    const listing = await api.next()
    await reflector?.stop()
    await listing.abandoned()
    expect(reflector?.status().phase).toBe('stopped')
    expect(statuses.drain().at(-1)?.phase).toBe('stopped')
    expect(api.pending()).toEqual([])
  })

  it('ends a watch; what comes later is not told', async () => {
    start()
    const watch = await watching()
    watch.send('')
    await reflector?.stop()
    await watch.abandoned()
    expect(changes.drain()).toEqual([])
    expect(reflector?.items().size).toBe(1)
    expect(api.pending()).toEqual([])
  })

  it('ends a pause', async () => {
    start({
      sleep: (_ms, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    })
    ;(await api.next()).refuse(503)
    expect((await phase('waiting')).retryAt).toBeGreaterThan(0)
    await reflector?.stop()
    expect(reflector?.status()).toMatchObject({ phase: 'stopped', retryAt: null })
    expect(api.pending()).toEqual([])
  })
})

describe('backoffMs', () => {
  it('doubles up to six seconds, half of it by chance', () => {
    const most = Array.from({ length: 12 }, (_, failures) => backoffMs(failures, () => 1))
    expect(most).toEqual([500, 1000, 2000, 4000, ...Array.from({ length: 8 }, () => 6000)])
    expect(backoffMs(3, () => 0)).toBe(2000)
    expect(backoffMs(100_000, () => 1)).toBe(6000)
  })
})
