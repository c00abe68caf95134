import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serviceProxyPath, serviceProxyTransport } from './service-proxy.ts'

const REST = { namespace: 'shop', name: 'orders-rest', port: 'rest' }
const PREFIX = '/api/v1/namespaces/shop/services/orders-rest:rest/proxy'

describe('serviceProxyPath', () => {
  it('leaves slashes as they are', () => {
    expect(serviceProxyPath(REST, '/jobs/overview')).toBe(`${PREFIX}/jobs/overview`)
    expect(serviceProxyPath({ ...REST, port: '8081' }, '/jobs/ab?x=1%2F2')).toContain(':8081/proxy/jobs/ab?x=1%2F2')
    expect(serviceProxyPath(REST, '/')).toBe(`${PREFIX}/`)
  })

  it.each([
    '',
    'jobs',
    '/../secrets',
    '/jobs/..',
    '/jobs/./x',
    '/%2e%2e/secrets',
    '/.%2E/secrets',
    '/jobs/%2f..',
    '/jobs%5c..',
    '//elsewhere/x',
    '/jobs//x',
    'http://elsewhere/x',
    '/jobs\\..\\x',
    '/jobs x',
    '/jobs\nx',
    '/jobs\0',
    '/jobs#x',
    '/jobs%00',
    '/jöbs',
  ])('refuses the path %j', (path) => {
    expect(() => serviceProxyPath(REST, path)).toThrow('kubernetes.proxy-path-invalid')
  })

  it.each([
    { ...REST, namespace: '..' },
    { ...REST, namespace: '' },
    { ...REST, namespace: 'shop/secrets' },
    { ...REST, name: 'orders:1/proxy/x' },
    { ...REST, name: 'Orders' },
    { ...REST, port: '' },
    { ...REST, port: '8081/proxy' },
    { ...REST, port: '0' },
  ])('refuses the service %j', (service) => {
    expect(() => serviceProxyPath(service, '/')).toThrow('kubernetes.proxy-path-invalid')
  })

  it('never leads out of the service, whatever the path', () => {
    const piece = fc.constantFrom('..', '.', '/', '%2e', '%2f', '%5c', '\\', 'jobs', '?', '#', '//', ':', '@', '%')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        let path: string
        try {
          path = serviceProxyPath(REST, `/${pieces.join('')}`)
        } catch {
          return
        }
        expect(new URL(path, 'http://api').pathname.startsWith(`${PREFIX}/`)).toBe(true)
        expect(new URL(path, 'http://api').host).toBe('api')
      }),
    )
  })
})

describe('serviceProxyTransport', () => {
  it('asks the client below the service', async () => {
    const asked: unknown[] = []
    const answer = { status: 200, body: new Uint8Array(), date: null, receivedAt: 1 }
    const client = {
      get: async (path: string, limits: unknown) => {
        asked.push([path, limits])
        return answer
      },
      post: async (path: string, body: string, limits: unknown) => {
        asked.push([path, body, limits])
        return answer
      },
    }
    const limits = { timeoutMs: 1, maxBytes: 2 }
    const transport = serviceProxyTransport(client, REST)
    expect(await transport.get('/config', limits)).toBe(answer)
    expect(await transport.post('/jobs/x/savepoints', '{}', limits)).toBe(answer)
    expect(asked).toEqual([
      [`${PREFIX}/config`, limits],
      [`${PREFIX}/jobs/x/savepoints`, '{}', limits],
    ])
  })

  const answering = (status: number, text: string) => {
    const answer = { status, body: new TextEncoder().encode(text), date: null, receivedAt: 1 }
    const client = { get: async () => answer, post: async () => answer }
    return serviceProxyTransport(client, REST)
  }
  const limits = { timeoutMs: 1, maxBytes: 2 }

  it('names the right that is missing when the API server refuses the way', async () => {
    const status = JSON.stringify({ kind: 'Status', message: 'services "orders-rest:8081" is forbidden', code: 403 })
    await expect(answering(403, status).get('/config', limits)).rejects.toMatchObject({
      problem: {
        code: 'kubernetes.forbidden',
        params: { verb: 'get', resource: 'services/proxy', apiGroup: '', namespace: 'shop' },
        raw: 'services "orders-rest:8081" is forbidden',
      },
    })
    await expect(answering(403, status).post('/jobs/x/savepoints', '{}', limits)).rejects.toMatchObject({
      problem: { code: 'kubernetes.forbidden', params: { verb: 'create', resource: 'services/proxy' } },
    })
  })

  it('hands on what the server behind it refuses itself', async () => {
    expect((await answering(403, '{"errors":["no"]}').get('/config', limits)).status).toBe(403)
  })
})
