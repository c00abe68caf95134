import { expect, test } from 'vitest'
import { isLoopbackHost, refuseForeignHost, requireLoopbackHost } from './host.ts'

test.each(['127.0.0.1', '127.0.0.1:3000', 'localhost', 'LOCALHOST:80', '[::1]', '[::1]:3000'])(
  '%s is loopback',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  },
)

test.each([
  '',
  'evil.example',
  'evil.example:3000',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil.example#127.0.0.1',
  '127.0.0.1:3000@evil.example',
  'user@127.0.0.1',
  '127.0.0.1, evil.example',
  '127.0.0.1\nevil.example',
  '0.0.0.0:3000',
  '127.1',
  '::1',
  'localhost.',
  '127.0.0.1:',
  '127.0.0.1:123456',
])('“%s” is not', (host) => {
  expect(isLoopbackHost(host)).toBe(false)
})

test('a request without Host is refused', () => {
  expect(isLoopbackHost(null)).toBe(false)
})

test('a name that a proxy or a page adds does not help', () => {
  const headers = new Headers({
    host: 'evil.example',
    'x-forwarded-host': '127.0.0.1:3000',
    forwarded: 'host=127.0.0.1',
  })
  expect(() => requireLoopbackHost(headers)).toThrowError(expect.objectContaining({ name: 'WeirError' }))
  expect(refuseForeignHost({ headers })?.status).toBe(421)
})

test('a right name passes', () => {
  const headers = new Headers({ host: '127.0.0.1:3000' })
  expect(() => requireLoopbackHost(headers)).not.toThrow()
  expect(refuseForeignHost({ headers })).toBeNull()
})
