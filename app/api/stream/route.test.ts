import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { fleetRow } from '@/components/fleet/fleet-rows.fixture'
import { type ChangeFeed, changeFeed } from '@/lib/fleet/change-feed'
import { setFleet } from '@/lib/fleet/fleet'
import { GET } from './route'

const FLEET = '?view=fleet'
let feed: ChangeFeed

beforeEach(() => {
  feed = changeFeed()
  feed.put(fleetRow({ name: 'orders' }))
  // What the stream of the fleet reads; there is no database and nothing to connect to.
  setFleet({ feed, connections: () => [], cluster: () => null } as unknown as Parameters<typeof setFleet>[0])
})
afterEach(() => setFleet(undefined))

const HERE = { host: '127.0.0.1:3000' }

function ask(query: string, headers: Record<string, string> = HERE): Promise<Response> {
  const gone = new AbortController()
  onTestFinished(() => gone.abort())
  return GET(new Request(`http://127.0.0.1:3000/api/stream${query}`, { headers, signal: gone.signal }))
}

/** Reads on until a message came. */
function reader(response: Response) {
  const chunks = response.body?.getReader()
  if (chunks === undefined) throw new Error('no body')
  const decoder = new TextDecoder()
  return async () => {
    for (;;) {
      const { value, done } = await chunks.read()
      if (done) throw new Error('the stream has ended')
      const text = decoder.decode(value)
      const data = /^data: (.+)$/m.exec(text)?.[1]
      if (data) return { id: /^id: (.+)$/m.exec(text)?.[1], message: JSON.parse(data) }
    }
  }
}

describe('/api/stream', () => {
  it('gives what there is, then what changes, each with the position to resume from', async () => {
    const response = await ask(FLEET)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const next = reader(response)
    expect(await next()).toMatchObject({ message: { kind: 'fleet', subject: 0, upserted: [{ name: 'orders' }] } })
    feed.put(fleetRow({ name: 'billing' }))
    expect(await next()).toMatchObject({ id: feed.cursor(), message: { upserted: [{ name: 'billing' }] } })
  })

  it('goes on from what a browser heard last, for all of its views, wherever their pages began', async () => {
    const cursorOfPage = feed.cursor()
    feed.put(fleetRow({ name: 'billing' }))
    const heardLast = feed.cursor()
    feed.put(fleetRow({ name: 'pricing' }))
    const subjects = `?subject=view%3Dfleet&cursor=${cursorOfPage}&subject=view%3Dfleet&cursor=${cursorOfPage}`
    const [first, second] = [ask(subjects), ask(subjects, { ...HERE, 'last-event-id': heardLast })]
    const upserted = async (response: Promise<Response>) => (await reader(await response)()).message
    expect(await upserted(first)).toMatchObject({ reset: false, upserted: [{ name: 'billing' }, { name: 'pricing' }] })
    const resumed = await upserted(second)
    expect(resumed).toMatchObject({ reset: false, upserted: [{ name: 'pricing' }] })
    expect(resumed.upserted).toHaveLength(1)
  })

  it('keeps one batch for who does not read, however much changes', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const response = await ask(FLEET)
    const next = reader(response)
    await next()
    for (let turn = 0; turn < 5; turn++) {
      feed.put(fleetRow({ name: `job-${turn}` }))
      await vi.advanceTimersByTimeAsync(1_000)
    }
    feed.put(fleetRow({ name: 'last' }))
    const names = async () => (await next()).message.upserted.map(({ name }: { name: string }) => name)
    expect(await names()).toEqual(['job-0'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await names()).toEqual(['job-1', 'job-2', 'job-3', 'job-4', 'last'])
  })

  it.each(['', '?view=none', '?view=job', '?subject=', '?view=job&connection=a&namespace=b&cluster=c&job=../../x'])(
    'refuses what is no view: “%s”',
    async (query) => {
      expect((await ask(query)).status).toBe(400)
    },
  )

  it.each([{ host: 'evil.example' }, {}])('refuses a host that is not this machine: %o', async (headers) => {
    expect((await ask(FLEET, headers)).status).toBe(421)
  })
})
