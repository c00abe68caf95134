import { describe, expect, it } from 'vitest'
import { hasOwnOrigin, refuseForeignOrigin, requireOwnOrigin } from './origin.ts'

const asked = (host: string | null, origin: string | null) => {
  const headers = new Headers()
  if (host !== null) headers.set('host', host)
  if (origin !== null) headers.set('origin', origin)
  return headers
}

const FOREIGN: [host: string | null, origin: string | null][] = [
  ['127.0.0.1:3000', null],
  ['127.0.0.1:3000', ''],
  ['127.0.0.1:3000', 'null'],
  ['127.0.0.1:3000', 'http://evil.example'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3001'],
  ['127.0.0.1:3000', 'http://127.0.0.1'],
  ['127.0.0.1:3000', 'http://localhost:3000'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000.evil.example'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000@evil.example'],
  ['127.0.0.1:3000', 'file://127.0.0.1:3000'],
  ['127.0.0.1:3000', '127.0.0.1:3000'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000/path'],
  ['evil.example', 'http://evil.example'],
  [null, 'http://127.0.0.1:3000'],
  [null, null],
]

describe('the origin of what changes something', () => {
  it.each([
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['LOCALHOST:3000', 'http://localhost:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['localhost', 'https://localhost'],
  ])('is its own: %s asked by %s', (host, origin) => {
    expect(hasOwnOrigin(asked(host, origin))).toBe(true)
    expect(refuseForeignOrigin({ method: 'POST', headers: asked(host, origin) })).toBeNull()
  })

  it.each(FOREIGN)('is foreign: %j asked by %j', (host, origin) => {
    expect(hasOwnOrigin(asked(host, origin))).toBe(false)
    expect(() => requireOwnOrigin(asked(host, origin))).toThrow(
      expect.objectContaining({ problem: { code: 'origin.foreign', params: { origin: origin ?? '' } } }),
    )
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'X']) {
      expect(refuseForeignOrigin({ method, headers: asked(host, origin) })?.status).toBe(403)
    }
  })

  it('is not asked for where nothing changes', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(refuseForeignOrigin({ method, headers: asked('127.0.0.1:3000', null) })).toBeNull()
    }
  })

  it('ignores what a proxy could be told', () => {
    const headers = asked('127.0.0.1:3000', 'http://evil.example')
    headers.set('x-forwarded-host', 'evil.example')
    expect(hasOwnOrigin(headers)).toBe(false)
  })
})
