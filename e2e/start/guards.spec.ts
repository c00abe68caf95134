import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { demoJob } from '../browser/demo-fleet.ts'
import { type Answer, actionIds, send } from './action-call.ts'
import { freePlace, startWeir } from './started-weir.ts'

// What stands before every answer, on the built server and over its real socket: requests as a page of Weir sends them, and as others do.

const JOB = demoJob('prod-us', 'mobility', 'geo-fencing')
const { connection, namespace, cluster, jobId } = JOB
const PAGE = `/clusters/${connection}/${namespace}/${cluster}/jobs/${jobId}/checkpoints`

/** The order of a savepoint as the button of the job's page sends it. */
function order(port: number, wish: Record<string, unknown>, headers: Record<string, string>): Promise<Answer> {
  const input = { connection, namespace, cluster, jobId, format: 'canonical', target: null, ...wish }
  return send(port, PAGE, {
    method: 'POST',
    headers: {
      'next-action': actionIds().get('orderSavepoint') ?? '',
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      ...headers,
    },
    body: JSON.stringify([input]),
  })
}

/** What an action returned: the second row of the answer, which the first one refers to. */
function returned({ body }: Answer): unknown {
  const row = body.split('\n').find((line) => line.startsWith('1:'))
  return row === undefined ? null : JSON.parse(row.slice('1:'.length))
}

async function refusals(port: number, reason: string): Promise<number> {
  const { body } = await send(port, '/metrics')
  return Number(new RegExp(`weir_refused_total\\{reason="${reason}"\\} (\\d+)`).exec(body)?.[1] ?? 0)
}

describe('a server action, replayed', () => {
  test('is carried out for a page of Weir, refused as 403 for any other origin and for none, and as 421 under a foreign name', async () => {
    const { port, ...place } = await freePlace()
    await startWeir({ port, ...place })
    const own = { origin: `http://127.0.0.1:${port}` }
    // The call itself is right: the action is reached, and finds fault with what it is given.
    const wrong = await order(port, { requestId: randomUUID(), format: 'none' }, own)
    expect([wrong.status, returned(wrong)]).toEqual([
      200,
      { problem: { code: 'input.invalid', params: { field: 'format' } } },
    ])

    const requestId = randomUUID()
    const before = await refusals(port, 'origin')
    const foreign: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: '' },
      { origin: 'http://evil.example' },
      { origin: `http://127.0.0.1:${port}.evil.example` },
      { origin: `http://127.0.0.1:${port + 1}` },
      { origin: `http://localhost:${port}` },
      // What a proxy is told is not believed, and no header of the framework's own leads past the guard.
      { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
      { origin: 'null', rsc: '1', 'next-router-prefetch': '1' },
      // As a form without scripts sends it.
      { 'content-type': 'multipart/form-data; boundary=x' },
    ]
    for (const headers of foreign) {
      const { status, body } = await order(port, { requestId }, headers)
      expect([headers, status, body]).toEqual([
        headers,
        403,
        'Weir changes something only when a page of its own asks for it.\n',
      ])
    }
    expect(await refusals(port, 'origin')).toBe(before + foreign.length)
    for (const [name, id] of actionIds()) {
      expect([name, (await order(port, {}, { 'next-action': id })).status]).toEqual([name, 403])
    }

    // Under the same id: had one of them been taken, this would be that operation, and older.
    const orderedAt = Date.now()
    let taken: unknown
    const ask = async () => {
      taken = returned(await order(port, { requestId }, own))
      return taken
    }
    await expect.poll(ask, { timeout: 60_000, interval: 500 }).toMatchObject({ operation: { jobId } })
    const { operation } = taken as { operation: { requestedAt: number } }
    expect(operation.requestedAt).toBeGreaterThanOrEqual(orderedAt)

    // Under a foreign name, whose own origin it has once DNS was rebound, it is refused, and so is the page.
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, '0.0.0.0']) {
      const headers = { host, origin: `http://${host}`, 'x-forwarded-host': `127.0.0.1:${port}` }
      const { status, body } = await order(port, { requestId: randomUUID() }, headers)
      expect([host, status]).toEqual([host, 421])
      expect(body).not.toContain('operation')
      expect([host, (await send(port, PAGE, { headers: { host } })).status]).toEqual([host, 421])
    }
    expect(await refusals(port, 'host')).toBe(8)
  })
})

describe('an answer', () => {
  test('carries the headers that keep a page to itself: pages, what is not found, reads, probes and scripts', async () => {
    const { port, ...place } = await freePlace()
    await startWeir({ port, ...place })
    const home = await send(port, '/')
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(home.body)?.[1] ?? ''
    const pages = ['/', '/jobs', '/decoder', '/settings', PAGE, '/nothing-here']
    const reads = ['/api/search?text=orders', '/api/jobs/timeline', '/healthz', '/readyz', '/metrics']
    const policies: string[] = []
    for (const path of [...pages, ...reads, script]) {
      const { headers } = await send(port, path)
      const policy = String(headers['content-security-policy'])
      expect([path, headers]).toEqual([
        path,
        expect.objectContaining({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        }),
      ])
      expect(headers['x-powered-by'], path).toBeUndefined()
      expect(policy, path).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'; /)
      for (const directive of [
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "connect-src 'self'",
      ]) {
        expect(policy, path).toContain(directive)
      }
      expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
      if (path !== script) expect([path, headers['cache-control']]).toEqual([path, expect.stringContaining('no-store')])
      policies.push(policy)
    }
    // A nonce that is used twice is no secret any more.
    expect(new Set(policies).size).toBe(policies.length)

    const nonce = /'nonce-([^']+)'/.exec(String(home.headers['content-security-policy']))?.[1]
    const scripts = [...home.body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(0)
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`)
  })
})
