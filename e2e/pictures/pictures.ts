import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { addressOf, BUSY_CHART, DEAD, demoJob, HEALTHY } from '../browser/demo-fleet.ts'
import { untilHeard } from '../browser/open-page.ts'

export interface Picture {
  name: string
  address: string
  width?: number
  theme?: 'light' | 'dark'
  language?: 'en' | 'zh'
  /** What there is first; rows of a table where nothing is said. */
  ready?: string
  /** False for a page without live data. */
  live?: boolean
  prepare?: (page: Page) => Promise<void>
}

const METADATA = fileURLToPath(new URL('../../lib/formats/fixtures/1.20.5/running/chk-10/_metadata', import.meta.url))
const RESTARTING = demoJob('prod-eu', 'risk', 'fraud-scoring')
/** A savepoint of it takes eleven minutes. */
const LONG = demoJob('prod-eu', 'web', 'clickstream')
const ROWS = 'tbody tr[data-row]'
/** The details of sixty checkpoints, asked for a few at a time. */
const DETAILS_DEADLINE_MS = 180_000

/** Opens the row of a table that has this text. @param shows what comes last of what it shows */
const openRow = (text: string, shows: string) => async (page: Page) => {
  await page.locator(ROWS).filter({ hasText: text }).first().locator('button').first().click()
  await page.locator(`tbody tr.detail ${shows}`).first().waitFor()
}

/** The chart with its brush, and of hardly any bar the whole alone. */
async function chartIsWhole(page: Page): Promise<void> {
  await page.locator('main svg [data-mark=bins]').waitFor({ state: 'attached' })
  await page.waitForFunction(
    () => {
      const whole = document.querySelector('main svg [data-part=whole]')?.getAttribute('d')
      return whole != null && whole.split('M').length - 1 <= 1
    },
    undefined,
    { timeout: DETAILS_DEADLINE_MS },
  )
}

async function chartAndStraggler(page: Page): Promise<void> {
  await chartIsWhole(page)
  const held = page.locator(ROWS).filter({ has: page.locator('.text-attention') })
  await held.first().locator('button').first().click()
  await page.locator('tbody tr.detail .inset-table').waitFor()
}

/** All matches of what is typed, and none of what was typed on the way. */
async function searchFor(page: Page, text: string): Promise<void> {
  const answer = page.waitForResponse((response) => {
    const { pathname, searchParams } = new URL(response.url())
    return pathname === '/api/search' && searchParams.get('text') === text
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type(text)
  const { found } = await (await answer).json()
  await page
    .locator('#choices [role=option]')
    .nth(found.length - 1)
    .waitFor()
  // what came before may have had as many: the answer is drawn within a frame
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** A savepoint under way: its row, its note, and the operations in the top bar. */
async function orderSavepoint(page: Page): Promise<void> {
  const note = page.locator('[data-operation][data-status]')
  // taken again within eleven minutes, it is still under way
  if (!(await note.isVisible())) await page.locator('main button:has(+ button[aria-haspopup=dialog])').click()
  await note.waitFor()
  await page.locator(`${ROWS} .text-busy`).first().waitFor()
}

export const PICTURES: readonly Picture[] = [
  { name: 'fleet', address: '/' },
  { name: 'fleet-dark', address: '/', theme: 'dark' },
  { name: 'fleet-dark-zh', address: '/', theme: 'dark', language: 'zh' },
  {
    name: 'fleet-1024',
    address: '/',
    width: 1024,
    prepare: async (page) => {
      await page.keyboard.press('j')
      await page.keyboard.press('ArrowRight')
    },
  },
  { name: 'fleet-768', address: '/', width: 768 },
  { name: 'jobs', address: '/jobs' },
  { name: 'palette', address: '/', prepare: (page) => searchFor(page, 'orders') },
  { name: 'job-checkpoints', address: addressOf(BUSY_CHART, 'checkpoints'), prepare: chartAndStraggler },
  {
    name: 'job-checkpoints-dark',
    address: addressOf(BUSY_CHART, 'checkpoints'),
    theme: 'dark',
    prepare: chartAndStraggler,
  },
  {
    name: 'job-checkpoints-dark-zh',
    address: addressOf(BUSY_CHART, 'checkpoints'),
    theme: 'dark',
    language: 'zh',
    prepare: chartIsWhole,
  },
  {
    name: 'job-checkpoints-1024',
    address: addressOf(BUSY_CHART, 'checkpoints'),
    width: 1024,
    prepare: async (page) => {
      await chartIsWhole(page)
      await page.locator('main section summary').click()
    },
  },
  {
    name: 'job-checkpoints-768',
    address: addressOf(BUSY_CHART, 'checkpoints'),
    width: 768,
    prepare: chartIsWhole,
  },
  { name: 'job-restarting', address: addressOf(RESTARTING, 'checkpoints'), prepare: chartIsWhole },
  { name: 'savepoint-running', address: addressOf(LONG, 'checkpoints'), prepare: orderSavepoint },
  {
    name: 'savepoint-menu',
    address: addressOf(HEALTHY, 'checkpoints'),
    prepare: async (page) => {
      await page.locator('main button[aria-haspopup=dialog]').click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'job-recovery-points',
    address: addressOf(DEAD, 'recovery-points'),
    prepare: openRow('savepoint', '.inset-table'),
  },
  { name: 'job-recovery-points-1024', address: addressOf(DEAD, 'recovery-points'), width: 1024 },
  { name: 'job-recovery-points-768', address: addressOf(DEAD, 'recovery-points'), width: 768 },
  {
    name: 'high-availability',
    address: addressOf(HEALTHY, 'high-availability'),
    prepare: openRow(`chk-${HEALTHY.retained[0]}`, 'pre'),
  },
  { name: 'settings', address: '/settings', ready: '#row-days', live: false },
  {
    name: 'decoder',
    address: '/decoder',
    ready: 'textarea',
    live: false,
    prepare: async (page) => {
      await untilHeard(page, 'main textarea')
      await page.locator('input[type=file]').setInputFiles(METADATA)
      await page.locator('main h2').first().waitFor()
    },
  },
]

/** What a page with rows shows first. */
export const FIRST_ROW = ROWS
