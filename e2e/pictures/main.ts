import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from '@playwright/test'
import { browserPath } from '../../bin/test/browser.mjs'
import { wordsOf } from '../browser/words.ts'
import { measure } from './measure.ts'
import { FIRST_ROW, PICTURES, type Picture } from './pictures.ts'

// The pictures of docs/screens.md and docs/screens-job.md and the figures in their tables, from a Weir that runs with the
// demo fleet:  WEIR_URL=http://127.0.0.1:3000 node e2e/pictures/main.ts [name…]

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { name, address, width = 1440, theme = 'light', language = 'en', ready = FIRST_ROW, live = true } = picture
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(url + address)
  await page.locator(ready).first().waitFor()
  const isLive = page.locator(`footer [data-tip="${wordsOf(language)('status.liveMeans')}"]`)
  // keys are heard from then on
  if (live) await isLive.waitFor()
  await picture.prepare?.(page)
  // it may have been in between connections since
  if (live) await isLive.waitFor()
  await page.evaluate(() => document.fonts.ready)
  // the pointer is on nothing, so that nothing looks pointed at
  await page.mouse.move(1, 899)
  await page.screenshot({ path: `${FOLDER}${name}.png` })
  process.stdout.write(`${name}\n${(await measure(page)).map((line) => `  ${line}\n`).join('')}`)
  await context.close()
}

const url = process.env.WEIR_URL
if (!url) throw new Error('WEIR_URL must name a Weir that runs with the demo fleet')
const wanted = new Set(process.argv.slice(2))
mkdirSync(FOLDER, { recursive: true })
const browser = await chromium.launch({
  executablePath: browserPath(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  for (const picture of PICTURES) if (wanted.size === 0 || wanted.has(picture.name)) await take(browser, url, picture)
} finally {
  await browser.close()
}
