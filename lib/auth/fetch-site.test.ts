import { expect, it, vi } from 'vitest'
import { refuseForeignRead, refuseForeignSite } from './fetch-site.ts'

vi.mock('./refused.ts', () => ({ countRefusal: () => undefined }))

const asked = (headers: Record<string, string>) => ({ headers: new Headers({ host: '127.0.0.1:3000', ...headers }) })

it('a read is for Weir’s own pages, people and programs', () => {
  expect(refuseForeignSite(asked({}))).toBeNull()
  expect(refuseForeignSite(asked({ 'sec-fetch-site': 'same-origin' }))).toBeNull()
  expect(refuseForeignSite(asked({ 'sec-fetch-site': 'none' }))).toBeNull()
  for (const site of ['cross-site', 'same-site', '', 'x']) {
    expect(refuseForeignSite(asked({ 'sec-fetch-site': site }))?.status, site).toBe(403)
  }
})

it('a foreign name is refused before', () => {
  expect(refuseForeignRead(asked({ host: 'evil.example', 'sec-fetch-site': 'none' }))?.status).toBe(421)
  expect(refuseForeignRead(asked({ 'sec-fetch-site': 'cross-site' }))?.status).toBe(403)
  expect(refuseForeignRead(asked({}))).toBeNull()
})
