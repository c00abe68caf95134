import { createServer } from 'node:http'
import { createSecureServer, type Http2ServerResponse } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Relay } from '../../e2e/faults/relay.ts'
import { boundedGet, HttpError } from '../http.ts'
import { Queue, TEST_CERTIFICATE, TEST_KEY } from './scripted-api-server.ts'
import { openTransport, type Transport } from './transport.ts'
import { watchEvents } from './watch.ts'

const LIMITS = { timeoutMs: 5_000, maxBytes: 100_000 }
const opened: Array<() => Promise<unknown>> = []

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

interface Served {
  url: URL
  port: number
  /** Connections that were made. */
  connections(): number
  /** Ends all connections in order, as an API server that shuts down does. */
  goAway(): void
}

/** Answers `/watch` with an event a request and an answer that stays open, and all else with what it was asked. */
async function serve(speaks: 'h2' | 'http/1.1'): Promise<Served> {
  let connections = 0
  const sessions = new Set<{ close(): void }>()
  const answer = (path: string, response: Pick<Http2ServerResponse, 'writeHead' | 'write' | 'end'>) => {
    response.writeHead(200)
    if (path === '/watch') response.write('{"type":"ADDED"}\n')
    else response.end(path)
  }
  const server: Server =
    speaks === 'h2'
      ? createSecureServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (request, response) =>
          answer(request.url, response),
        )
      : createServer((request, response) => answer(request.url ?? '', response as unknown as Http2ServerResponse))
  server.on('session', (session) => sessions.add(session))
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  opened.push(async () => {
    for (const session of sessions) session.close()
    server.close()
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
      server.closeAllConnections()
  })
  return {
    url: new URL(`${speaks === 'h2' ? 'https' : 'http'}://127.0.0.1:${port}`),
    port,
    connections: () => connections,
    goAway: () => {
      for (const session of sessions) session.close()
    },
  }
}

function open(server: URL): Transport {
  const transport = openTransport({ server, tls: { ca: TEST_CERTIFICATE, rejectUnauthorized: true }, proxyUrl: null })
  opened.push(() => transport.destroy())
  return transport
}

async function get(transport: Transport, server: URL, path: string): Promise<string> {
  const dispatcher = await transport.dispatcher()
  const { body } = await boundedGet(dispatcher, { origin: server.origin, path, headers: {} }, LIMITS)
  return new TextDecoder().decode(body)
}

/** Opens a watch and tells its first event, then how it ended. */
function watch(transport: Transport, server: URL): { began: Promise<unknown>; ended: Promise<unknown> } {
  const events = new Queue<unknown>()
  const stop = new AbortController()
  opened.push(async () => stop.abort())
  const ended = (async () => {
    const target = { origin: server.origin, path: '/watch', headers: {} }
    const limits = { idleTimeoutMs: 60_000, maxLineBytes: 1000, signal: stop.signal }
    for await (const event of watchEvents(await transport.dispatcher(), target, limits, () => {})) events.push(event)
  })().then(
    () => 'ended',
    (error: unknown) => error,
  )
  return { began: events.next(), ended }
}

describe('over HTTP/2', () => {
  it('carries watches and requests on one session', async () => {
    const server = await serve('h2')
    const transport = open(server.url)
    const watches = Array.from({ length: 20 }, () => watch(transport, server.url))
    for (const { began } of watches) expect(await began).toEqual({ type: 'ADDED' })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => get(transport, server.url, `/${i}`)))
    expect(answers).toEqual(Array.from({ length: 20 }, (_, i) => `/${i}`))
    expect(server.connections()).toBe(1)
  })

  it('opens another session where one is full, so that watches never keep a request waiting', async () => {
    const server = await serve('h2')
    const transport = open(server.url)
    for (let i = 0; i < 90; i++) await watch(transport, server.url).began
    expect(await get(transport, server.url, '/last')).toBe('/last')
    expect(server.connections()).toBe(2)
  })

  it('ends a watch whose connection is cut in silence, and goes through a new one', async () => {
    const server = await serve('h2')
    const relay = await Relay.start({ host: '127.0.0.1', port: server.port })
    opened.push(() => relay.close())
    const url = new URL(`https://127.0.0.1:${relay.port}`)
    const transport = open(url)
    const { began, ended } = watch(transport, url)
    await began
    relay.set('silent')
    const silentAt = performance.now()
    const error = await ended
    // Five seconds, and what a busy machine adds to them.
    expect(performance.now() - silentAt).toBeLessThan(20_000)
    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({ fault: 'unreachable', detail: 'silent for 4 s' })
    relay.set('open')
    expect(await get(transport, url, '/again')).toBe('/again')
  }, 60_000)

  it('ends what is under way when the server goes, and connects anew', async () => {
    const server = await serve('h2')
    const relay = await Relay.start({ host: '127.0.0.1', port: server.port })
    opened.push(() => relay.close())
    const url = new URL(`https://127.0.0.1:${relay.port}`)
    const transport = open(url)
    const { began, ended } = watch(transport, url)
    await began
    relay.cut()
    expect(await ended).toMatchObject({ fault: 'unreachable' })
    expect(await get(transport, url, '/again')).toBe('/again')
    expect(relay.connections).toBe(2)
  })

  it('goes to a new session when the server says that it ends this one', async () => {
    const server = await serve('h2')
    const transport = open(server.url)
    expect(await get(transport, server.url, '/before')).toBe('/before')
    server.goAway()
    await expect.poll(() => get(transport, server.url, '/after').catch(String)).toBe('/after')
    expect(server.connections()).toBe(2)
  })

  it('refuses a certificate that nobody vouches for', async () => {
    const server = await serve('h2')
    const transport = openTransport({ server: server.url, tls: { rejectUnauthorized: true }, proxyUrl: null })
    await expect(transport.dispatcher()).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })
})

describe('over HTTP/1.1', () => {
  it('ends a watch when the server answers nothing beside it either', async () => {
    const server = await serve('http/1.1')
    const relay = await Relay.start({ host: '127.0.0.1', port: server.port })
    opened.push(() => relay.close())
    const url = new URL(`http://127.0.0.1:${relay.port}`)
    const transport = open(url)
    const { began, ended } = watch(transport, url)
    await began
    relay.set('silent')
    expect(await ended).toMatchObject({ fault: 'unreachable', detail: 'silent for 3 s' })
    relay.set('open')
    expect(await get(transport, url, '/again')).toBe('/again')
  }, 15_000)

  it('lets a watch be silent as long as the server answers', async () => {
    const server = await serve('http/1.1')
    const transport = open(server.url)
    const { began, ended } = watch(transport, server.url)
    await began
    await expect.poll(server.connections, { timeout: 8_000 }).toBe(2)
    await get(transport, server.url, '/x')
    expect(await Promise.race([ended, Promise.resolve('open')])).toBe('open')
  }, 15_000)
})
