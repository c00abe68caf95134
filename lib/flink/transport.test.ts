import { createServer, type RequestListener, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { HttpError } from '../http.ts'
import { WeirError } from '../problem.ts'
import { urlTransport } from './transport.ts'

const LIMITS = { timeoutMs: 5000, maxBytes: 1000 }
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(error instanceof WeirError)) throw new Error(`no WeirError but ${error}`)
  return error.problem.code
}

describe('urlTransport', () => {
  it('sends an order as JSON, once', async () => {
    const orders: unknown[] = []
    const url = await serve(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      orders.push([request.method, request.url, request.headers['content-type'], body])
      response.writeHead(202).end('{}')
    })
    const { status } = await urlTransport(`${url}/flink`).post('/jobs/1/savepoints', '{"a":1}', LIMITS)
    expect(status).toBe(202)
    expect(orders).toEqual([['POST', '/flink/jobs/1/savepoints', 'application/json', '{"a":1}']])
  })

  it('does not send an order again when the answer is cut', async () => {
    let orders = 0
    const url = await serve((request) => {
      orders += 1
      request.socket.destroy()
    })
    expect(await codeOf(urlTransport(url).post('/jobs/1/savepoints', '{}', LIMITS))).toBe('flink.unreachable')
    expect(orders).toBe(1)
  })

  it('tells whether an order that got no answer went out', async () => {
    const order = async (url: string, limits = LIMITS) => {
      const error: unknown = await urlTransport(url)
        .post('/jobs/1/savepoints', '{}', limits)
        .catch((reason: unknown) => reason)
      if (!(error instanceof WeirError) || !(error.cause instanceof HttpError)) throw error
      return [error.problem.code, error.cause.sent]
    }
    const cutting = await serve((request) => request.socket.destroy())
    expect(await order(cutting)).toEqual(['flink.unreachable', true])
    expect(await order(await serve(() => undefined), { ...LIMITS, timeoutMs: 100 })).toEqual(['flink.timeout', true])
    const plain = await serve((_, response) => response.end())
    expect(await order(plain.replace('http:', 'https:'))).toEqual(['flink.tls', false])
    const [gone] = servers.slice(-1)
    await new Promise((resolve) => gone?.close(resolve))
    expect(await order(plain)).toEqual(['flink.unreachable', false])
  })

  it('asks below the given address', async () => {
    const asked: (string | undefined)[] = []
    const url = await serve((request, response) => {
      asked.push(request.url, request.headers['accept-encoding'])
      response.end('{}')
    })
    const answer = await urlTransport(`${url}/flink/`).get('/jobs/overview', LIMITS)
    expect(asked).toEqual(['/flink/jobs/overview', 'identity'])
    expect(answer.status).toBe(200)
    expect(answer.date).toBeGreaterThan(0)
    await urlTransport(url).get('/config', LIMITS)
    expect(asked[2]).toBe('/config')
  })

  it('follows no redirect to another address', async () => {
    let visited = false
    const elsewhere = await serve((_, response) => {
      visited = true
      response.end()
    })
    const url = await serve((_, response) => response.writeHead(307, { location: elsewhere }).end())
    expect((await urlTransport(url).get('/config', LIMITS)).status).toBe(307)
    expect(visited).toBe(false)
  })

  it.each(['gzip', 'deflate', 'br', 'zstd'])(
    'refuses what is packed as %s, and so unpacks no bomb',
    async (encoding) => {
      const url = await serve((_, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(gzipSync(Buffer.alloc(10_000_000)))
      })
      expect(await codeOf(urlTransport(url).get('/config', LIMITS))).toBe('flink.encoded')
    },
  )

  it('ends an answer that has no end', async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.on('drain', more)
      more()
    })
    expect(await codeOf(urlTransport(url).get('/config', LIMITS))).toBe('flink.too-large')
  })

  it('gives an answer up that stalls, and not one that goes on', async () => {
    const url = await serve((request, response) => {
      response.write('x')
      const timer = setInterval(() => response.write('x'), 20)
      response.once('close', () => clearInterval(timer))
      if (request.url === '/stalls') clearInterval(timer)
      else setTimeout(() => response.end(), 3_000)
    })
    const limits = { ...LIMITS, stalledMs: 1_500 }
    expect(await codeOf(urlTransport(url).get('/stalls', limits))).toBe('flink.timeout')
    expect((await urlTransport(url).get('/goes-on', limits)).status).toBe(200)
  })

  it('lets go of its connections when it is closed', async () => {
    const url = await serve((_, response) => void response.writeHead(200).flushHeaders())
    const transport = urlTransport(url)
    const asked = codeOf(transport.get('/jobs/overview', LIMITS))
    await transport.close()
    expect(await asked).toBe('flink.unreachable')
  })

  it('waits no longer than the deadline', async () => {
    const url = await serve(() => {})
    expect(await codeOf(urlTransport(url).get('/config', { ...LIMITS, timeoutMs: 30 }))).toBe('flink.timeout')
  })

  it('says that nobody answers', async () => {
    const url = await serve(() => {})
    servers.pop()?.close()
    expect(await codeOf(urlTransport(url).get('/config', LIMITS))).toBe('flink.unreachable')
  })

  it.each([
    'file:///etc/passwd',
    'ftp://host/',
    'host:8081',
    '/jobs',
    '',
    'http://user:secret@host/',
    'http://host/?x=1',
    'http://host/#x',
  ])('refuses the address %j, and shows no password', (url) => {
    let problem = ''
    try {
      urlTransport(url)
    } catch (error) {
      problem = error instanceof WeirError ? JSON.stringify(error.problem) : ''
    }
    expect(problem).toContain('flink.url-invalid')
    expect(problem).not.toContain('secret')
  })

  it('asks no other host, whatever the path', async () => {
    const url = await serve((request, response) => response.end(request.url))
    expect(await codeOf(urlTransport(url).get('http://elsewhere/x', LIMITS))).toBe('flink.url-invalid')
    const answer = await urlTransport(url).get('//elsewhere/x', LIMITS)
    expect(new TextDecoder().decode(answer.body)).toBe('//elsewhere/x')
  })
})
