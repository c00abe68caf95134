import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { addressOf, checkpointKey, DEAD, HEALTHY, LEGACY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { LANGUAGES, type Words } from './words.ts'

const THEMES = ['light', 'dark'] as const

/** Every page with what it holds, and what must be on it before it is judged. */
const PAGES: { name: string; address: string; rows: number; open?: (page: Page, words: Words) => Promise<void> }[] = [
  { name: 'fleet', address: '/', rows: 3 },
  {
    name: 'checkpoints, one unfolded',
    address: addressOf(HEALTHY, 'checkpoints'),
    rows: 10,
    open: (page, words) => page.getByRole('button', { name: words('checkpoint.unfold', { id: 3 }) }).click(),
  },
  { name: 'checkpoints without a JobManager', address: addressOf(DEAD, 'checkpoints'), rows: 3 },
  {
    name: 'high availability, one value unfolded',
    address: addressOf(HEALTHY, 'high-availability'),
    rows: 9,
    open: (page, words) => page.getByRole('button', { name: words('ha.unfold', { key: checkpointKey(9) }) }).click(),
  },
  { name: 'high availability without a leader', address: addressOf(DEAD, 'high-availability'), rows: 9 },
  { name: 'high availability of the old layout', address: addressOf(LEGACY, 'high-availability'), rows: 14 },
  { name: 'no such job', address: addressOf({ ...HEALTHY, jobId: '0'.repeat(32) }, 'checkpoints'), rows: 0 },
  {
    name: 'help',
    address: '/',
    rows: 3,
    open: (page, words) => page.getByRole('button', { name: words('help.label') }).click(),
  },
]

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test.describe(`${language}, ${theme}`, () => {
      test.use({ language, colorScheme: theme })

      for (const { name, address, rows, open } of PAGES) {
        test(`axe finds nothing on ${name}`, async ({ page, words }) => {
          await openWhole(page, words, address, rows)
          await open?.(page, words)
          if (name === 'help') await expect(page.getByRole('dialog')).toBeVisible()
          // a cell that just changed fades from a tint: it is judged as it stays
          await page.emulateMedia({ reducedMotion: 'reduce' })
          expect(await violations(page)).toEqual([])
        })
      }

      test('axe finds nothing on a narrow screen', async ({ page, words }) => {
        test.setTimeout(120_000)
        await page.setViewportSize({ width: 768, height: 900 })
        for (const { address, rows } of PAGES) {
          await openWhole(page, words, address, rows)
          expect(await violations(page), address).toEqual([])
          expect(await scrollsSideways(page), address).toBe(false)
        }
      })
    })
  }
}

/** Opens a page and waits for all of it: a page without rows has no stream, and what streams in is hidden at first. */
async function openWhole(page: Page, words: Words, address: string, rows: number): Promise<void> {
  if (rows > 0) await openPage(page, words, address)
  else await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('tbody tr[data-row]')).toHaveCount(rows)
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
