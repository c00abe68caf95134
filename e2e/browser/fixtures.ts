import { test as base, expect } from '@playwright/test'
import { type Language, type Words, wordsOf } from './words.ts'

export { expect }

interface Fixtures {
  /** The language the browser asks for. */
  language: Language
  words: Words
  /** Every test fails on a script error, and on anything loaded from elsewhere than Weir. */
  guard: undefined
}

export const test = base.extend<Fixtures>({
  language: ['en', { option: true }],
  locale: ({ language }, use) => use(language === 'zh' ? 'zh-CN' : 'en-GB'),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  baseURL: ({}, use) => use(process.env.WEIR_URL),
  words: ({ language }, use) => use(wordsOf(language)),
  guard: [
    async ({ page, baseURL }, use) => {
      const elsewhere: string[] = []
      const errors: string[] = []
      page.on('request', (request) => {
        const url = new URL(request.url())
        if (url.protocol.startsWith('http') && url.origin !== baseURL) elsewhere.push(request.url())
      })
      page.on('websocket', (socket) => elsewhere.push(socket.url()))
      page.on('requestfailed', (request) => {
        if (request.failure()?.errorText !== 'net::ERR_NETWORK_CHANGED') return
        // as when another process of this machine sets up a bridge: Chromium then drops what it was loading
        test.info().annotations.push({ type: 'network of this machine changed', description: request.url() })
      })
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        // a page that says "not found" is answered with 404, and Chromium notes that
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          errors.push(message.text())
      })
      await use(undefined)
      expect(elsewhere, 'requests to elsewhere').toEqual([])
      expect(errors, 'errors of the page').toEqual([])
    },
    { auto: true },
  ],
})
