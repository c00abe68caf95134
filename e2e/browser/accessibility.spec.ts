import type { Page } from '@playwright/test'
import { FLEET } from '../../demo/fleet/connections.ts'
import { addressOf, CLUSTERS, checkpointKey, DEAD, HEALTHY, LEGACY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { violations } from './violations.ts'
import { LANGUAGES, type Words } from './words.ts'

const THEMES = ['light', 'dark'] as const
const JOBS = FLEET.flatMap(({ clusters }) => clusters).reduce((sum, { jobs }) => sum + jobs.length, 0)

/** Every page with what it holds, and what must be on it before it is judged. */
const PAGES: { name: string; address: string; rows: number; open?: (page: Page, words: Words) => Promise<void> }[] = [
  { name: 'fleet', address: '/', rows: CLUSTERS },
  {
    name: 'fleet, grouped, its columns and a tip open',
    address: '/?group=namespace',
    rows: CLUSTERS,
    open: async (page, words) => {
      await page
        .locator('summary')
        .filter({ hasText: words('fleet.columns') })
        .press('Enter')
      await page.locator('tbody [data-tip]').first().hover()
      await expect(page.getByRole('tooltip')).toBeVisible()
    },
  },
  { name: 'jobs', address: '/jobs', rows: JOBS },
  {
    name: 'search',
    address: '/',
    rows: CLUSTERS,
    open: async (page, words) => {
      await page.getByRole('button', { name: words('shell.search') }).click()
      await expect(page.getByRole('combobox', { name: words('palette.label') })).toBeFocused()
      await page.keyboard.type(DEAD.cluster)
      await expect(page.getByRole('option').first()).toContainText(DEAD.cluster)
    },
  },
  {
    name: 'checkpoints, one unfolded',
    address: addressOf(HEALTHY, 'checkpoints'),
    rows: 10,
    open: (page, words) =>
      page.getByRole('button', { name: words('checkpoint.unfold', { id: (HEALTHY.retained[0] ?? 0) - 6 }) }).click(),
  },
  { name: 'checkpoints without a JobManager', address: addressOf(DEAD, 'checkpoints'), rows: 3 },
  {
    name: 'recovery points, one unfolded',
    address: addressOf(HEALTHY, 'recovery-points'),
    rows: 3,
    open: (page, words) =>
      page
        .getByRole('button', { name: words('recoveryPoints.unfold', { point: `chk-${HEALTHY.retained[0]}` }) })
        .click(),
  },
  { name: 'recovery points of which HA names lost ones', address: addressOf(DEAD, 'recovery-points'), rows: 4 },
  {
    name: 'high availability, one value unfolded',
    address: addressOf(HEALTHY, 'high-availability'),
    rows: 9,
    open: (page, words) =>
      page.getByRole('button', { name: words('ha.unfold', { key: checkpointKey(HEALTHY.retained[1] ?? 0) }) }).click(),
  },
  { name: 'high availability without a leader', address: addressOf(DEAD, 'high-availability'), rows: 9 },
  { name: 'high availability of the old layout', address: addressOf(LEGACY, 'high-availability'), rows: 14 },
  { name: 'decoder', address: '/decoder', rows: 0 },
  {
    name: 'settings, something wrong typed',
    address: '/settings',
    rows: 0,
    open: async (page, words) => {
      const days = page.getByRole('textbox', { name: words('settings.history.days') })
      await days.fill('0')
      await expect(days).toHaveAttribute('aria-invalid', 'true')
    },
  },
  { name: 'no such job', address: addressOf({ ...HEALTHY, jobId: '0'.repeat(32) }, 'checkpoints'), rows: 0 },
  {
    name: 'help',
    address: '/',
    rows: CLUSTERS,
    open: (page, words) => page.getByRole('button', { name: words('help.label') }).click(),
  },
]

const SCREENS = [
  ...THEMES.flatMap((theme) => [1440, 768].map((width) => ({ theme, width }))),
  // Colours are those of the others: what folds is judged once.
  { theme: 'light', width: 1024 },
] as const

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ language })

    for (const { name, address, rows, open } of PAGES) {
      test(`axe finds nothing on ${name}, in both themes, wide and narrow`, async ({ page, words }) => {
        await openWhole(page, words, address, rows)
        await open?.(page, words)
        if (name === 'help') await expect(page.getByRole('dialog')).toBeVisible()
        for (const { theme, width } of SCREENS) {
          await page.setViewportSize({ width, height: 900 })
          // a cell that just changed fades from a tint: it is judged as it stays
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
          expect(await violations(page), `${theme}, ${width}`).toEqual([])
          expect(await scrollsSideways(page), `${theme}, ${width}`).toBe(false)
        }
      })
    }
  })
}

/** Opens a page and waits for all of it: a page without rows has no stream, and what streams in is hidden at first. */
async function openWhole(page: Page, words: Words, address: string, rows: number): Promise<void> {
  if (rows > 0) await openPage(page, words, address)
  else await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('tbody tr[data-row]')).toHaveCount(rows)
}

function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
