import { NextRequest } from 'next/server'
import { expect, it, vi } from 'vitest'
import { proxy } from '@/proxy'

vi.mock('@/lib/auth/refused', () => ({ countRefusal: () => undefined }))

function asked(path: string, headers: Record<string, string>, method = 'GET'): Response {
  return proxy(
    new NextRequest(`http://127.0.0.1:3000${path}`, { method, headers: { host: '127.0.0.1:3000', ...headers } }),
  )
}

it.each<[string, number, Response]>([
  ['a page', 200, asked('/', {})],
  ['what a page of Weir changes', 200, asked('/', { origin: 'http://127.0.0.1:3000' }, 'POST')],
  ['a foreign name', 421, asked('/', { host: 'evil.example' })],
  ['a change without an origin', 403, asked('/', {}, 'POST')],
  ['a read for another site', 403, asked('/api/search', { 'sec-fetch-site': 'cross-site' })],
])(
  '%s is answered with the headers that keep an answer to itself, refused or not',
  (_, status, { status: told, headers }) => {
    expect(told).toBe(status)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  },
)

it('a page of another site may be linked from there: only what reads is refused to it', () => {
  expect(asked('/', { 'sec-fetch-site': 'cross-site' }).status).toBe(200)
})
