import type { BrowserContext, Page } from '@playwright/test'
import { addressOf, DEAD, HEALTHY, LEGACY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { type Line, openLine } from './line.ts'
import { streamMark } from './open-page.ts'
import type { Words } from './words.ts'

// Over HTTP/1.1 a browser has six connections to a server. With a stream a tab the seventh tab would not even load.
const TABS = 10

const PAGES = [
  '/',
  ...[HEALTHY, DEAD, LEGACY].flatMap((job) => [addressOf(job, 'checkpoints'), addressOf(job, 'high-availability')]),
]

async function openTabs(context: BrowserContext): Promise<Page[]> {
  const pages: Page[] = []
  for (let tab = 0; tab < TABS; tab++) {
    const page = await context.newPage()
    await page.goto(PAGES[tab % PAGES.length] ?? '/')
    pages.push(page)
  }
  return pages
}

async function expectAllLive(pages: readonly Page[], words: Words): Promise<void> {
  for (const page of pages) await expect(streamMark(page, words, 'live')).toBeVisible()
}

const BROWSERS = [
  { name: 'by a shared worker', without: null },
  { name: 'by one of them, where there are no shared workers', without: 'SharedWorker' },
] as const

for (const { name, without } of BROWSERS) {
  test.describe(`ten tabs are kept live ${name}`, () => {
    test.beforeEach(async ({ context }) => {
      if (without) await context.addInitScript((api) => Reflect.deleteProperty(window, api), without)
    })

    test('and stay so when tabs are closed', async ({ context, words }) => {
      test.setTimeout(180_000) // eleven pages, one after the other
      const pages = await openTabs(context)
      await expectAllLive(pages, words)
      // The first ones: where a tab holds the stream for all, it is one of these.
      for (const page of pages.splice(0, 3)) await page.close()
      await expectAllLive(pages, words)
      const page = await context.newPage()
      await page.goto('/')
      await expectAllLive([page], words)
    })
  })
}

const cuttable = test.extend<{ line: Line }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  line: async ({}, use) => {
    const line = await openLine(process.env.WEIR_URL ?? '')
    await use(line)
    await line.close()
  },
  baseURL: ({ line }, use) => use(line.url),
})

cuttable('a stream that is cut is told in all tabs, and comes back by itself', async ({ context, line, words }) => {
  const pages = [await context.newPage(), await context.newPage()]
  for (const page of pages) await page.goto('/')
  await expectAllLive(pages, words)
  await line.cut()
  for (const page of pages) await expect(streamMark(page, words, 'behind')).toBeVisible()
  await line.mend()
  await expectAllLive(pages, words)
})
