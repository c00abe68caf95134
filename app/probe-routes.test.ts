import { beforeEach, expect, it, vi } from 'vitest'
import type { Problem } from '@/lib/problem'
import { GET as healthz } from './healthz/route'
import { GET as metrics } from './metrics/route'
import { GET as readyz } from './readyz/route'

const readiness = vi.hoisted(() => ({ reasons: [] as Problem[] }))
vi.mock('@/lib/services/readiness', () => ({ readReadiness: async () => readiness.reasons }))

const ROUTES = Object.entries({ healthz, metrics, readyz })

const asked = (host: string) => new Request('http://127.0.0.1:3000/', { headers: { host } })

beforeEach(() => {
  readiness.reasons = []
})

it.each(ROUTES)('/%s is for no cache to keep: a probe asks how it is now', async (_, get) => {
  const response = await get(asked('127.0.0.1:3000'))
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
})

it('nor is that Weir is not ready', async () => {
  readiness.reasons = [{ code: 'database.unreachable' }]
  const response = await readyz(asked('127.0.0.1:3000'))
  expect(response.status).toBe(503)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({ status: 'not-ready', reasons: readiness.reasons })
})

it.each(ROUTES)('/%s tells a foreign name nothing', async (_, get) => {
  const response = await get(asked('evil.example'))
  expect(response.status).toBe(421)
  expect(await response.text()).toMatch(/^Weir answers on/)
})
