import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { fleetRow } from '@/components/fleet/fleet-rows.fixture'
import { changeFeed } from '@/lib/fleet/change-feed'
import { setFleet } from '@/lib/fleet/fleet'
import { GET } from './route'

const ask = (query: string, headers: Record<string, string> = { host: '127.0.0.1:3000' }) =>
  GET(new Request(`http://127.0.0.1:3000/api/search${query}`, { headers }))

beforeEach(() => {
  const feed = changeFeed()
  for (const name of ['orders', 'orders-eu', 'billing']) feed.put(fleetRow({ name, jobList: [] }))
  // What search reads of a fleet; there is no database and nothing to connect to.
  setFleet({ feed } as Parameters<typeof setFleet>[0])
})
afterEach(() => setFleet(undefined))

describe('/api/search', () => {
  it('answers with what it found and how many there are, for no cache to keep', async () => {
    const response = await ask('?text=orders')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { found, total } = await response.json()
    expect(found.map(({ label }: { label: string }) => label)).toEqual(['orders', 'orders-eu'])
    expect(total).toBe(2)
  })

  it.each(['', '?text=', '?text=%20', '?other=orders'])('finds nothing for “%s”', async (query) => {
    expect(await (await ask(query)).json()).toEqual({ found: [], total: 0 })
  })

  it('reads no more of a text than a name can have', async () => {
    expect(await (await ask(`?text=${'%20'.repeat(200)}orders`)).json()).toEqual({ found: [], total: 0 })
    expect((await ask(`?text=${'x'.repeat(100_000)}`)).status).toBe(200)
  })

  it('takes what is asked for as text', async () => {
    for (const text of ['.*', '(', '\\', '%', '\u0000']) {
      expect((await (await ask(`?text=${encodeURIComponent(text)}`)).json()).total).toBe(0)
    }
  })

  it.each([{ host: 'evil.example' }, {}])('refuses a host that is not this machine: %o', async (headers) => {
    const response = await ask('?text=orders', headers)
    expect(response.status).toBe(421)
    expect(await response.text()).not.toContain('orders')
  })

  it('says that Weir is starting where there is no fleet yet', async () => {
    setFleet(undefined)
    const response = await ask('?text=orders')
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ problem: { code: expect.any(String) } })
  })

  it('tells of what it did not expect by an id, and not by its text', async () => {
    // What went wrong is told by the log.
    vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:9/none')
    vi.stubEnv('WEIR_LOG_LEVEL', 'silent')
    onTestFinished(() => void vi.unstubAllEnvs())
    const rows = () => {
      throw new Error('secret')
    }
    setFleet({ feed: { ...changeFeed(), rows } } as unknown as Parameters<typeof setFleet>[0])
    const response = await ask('?text=orders')
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ problem: { code: 'unexpected', params: { id: expect.any(String) } } })
  })
})
