import type { Locator, Page } from '@playwright/test'
import { addressOf, DEAD, type DemoJob, demoJob, LEGACY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { violations } from './violations.ts'
import { LANGUAGES, type Words } from './words.ts'

// A job has one operation at a time, and keeps what is told of it for a while: each test has a job of its own.
const ORDERED = demoJob('prod-us', 'mobility', 'geo-fencing')
const CLICKED = demoJob('prod-us', 'retail', 'pricing')
/** Eleven minutes. */
const LONG = demoJob('prod-eu', 'web', 'clickstream')
const FAILING = demoJob('prod-us', 'crm', 'mail-events')
const NO_FILE_SYSTEM = 's4://bucket/savepoints'

// Flink's own time and axe's, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 })

const buttonOf = (page: Page, words: Words) =>
  page.getByRole('main').getByRole('button', { name: words('operation.savepoint.order'), exact: true })
const howOf = (page: Page, words: Words) => page.getByRole('button', { name: words('operation.savepoint.how') })
const menuOf = (page: Page, words: Words) => page.getByRole('dialog', { name: words('operation.savepoint.how') })
const noteOf = (page: Page) => page.locator('[data-operation]')

async function openJob(page: Page, words: Words, job: DemoJob): Promise<void> {
  await openPage(page, words, addressOf(job, 'checkpoints'))
  await expect(buttonOf(page, words)).toHaveAttribute('aria-disabled', 'false')
}

async function orderInto(page: Page, words: Words, target: string): Promise<void> {
  await howOf(page, words).click()
  const menu = menuOf(page, words)
  await menu.getByLabel(words('operation.savepoint.target')).fill(target)
  await menu.getByRole('button', { name: words('operation.savepoint.order') }).click()
}

async function ended(page: Page, status: 'completed' | 'failed'): Promise<Locator> {
  await expect(noteOf(page)).toHaveAttribute('data-status', status, { timeout: 90_000 })
  return noteOf(page)
}

test('format and target are chosen by keyboard, and it is told where it lies', async ({ page, words }) => {
  const target = `${ORDERED.storage}/by-hand`
  await openJob(page, words, ORDERED)
  await howOf(page, words).press('Enter')
  const menu = menuOf(page, words)
  await expect(menu.getByRole('radio').first()).toBeFocused()
  await expect(menu.getByRole('radio').first()).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(howOf(page, words)).toBeFocused()

  // It goes when the focus goes on, and does not take it back: keys of the page work again.
  await page.keyboard.press('Enter')
  await menu.getByRole('button', { name: words('operation.savepoint.order') }).press('Tab')
  await expect(menu).toBeHidden()
  await expect(page.locator('body')).not.toBeFocused()
  await expect(howOf(page, words)).not.toBeFocused()

  await howOf(page, words).press('Enter')
  await expect(menu.getByRole('radio').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(menu.getByRole('radio', { name: words('operation.savepoint.native') })).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(menu.getByLabel(words('operation.savepoint.target'))).toBeFocused()
  await page.keyboard.type(target)
  await page.keyboard.press('Enter')
  await expect(menu).toBeHidden()
  const note = await ended(page, 'completed')
  await expect(note).toContainText(`${target}/savepoint-${ORDERED.jobId.slice(0, 6)}-`)
  await expect(note).toContainText(words('operation.savepoint.verified'))
  await page.getByRole('button', { name: words('operation.close') }).press('Enter')
  await expect(note).toBeHidden()
  // Tab goes on from where the note was.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('one click takes a savepoint, which then stands in the table', async ({ page, words }) => {
  await openJob(page, words, CLICKED)
  await buttonOf(page, words).click()
  const note = await ended(page, 'completed')
  const [location] = /gs:\/\/\S+\/savepoint-[0-9a-f]{6}-[0-9a-f]{12}/.exec((await note.textContent()) ?? '') ?? []
  expect(location).toBeDefined()
  await expect(
    page.locator('tbody tr[data-row]').filter({ has: page.locator(`[data-tip="${location}"]`) }),
  ).toContainText(words('checkpoint.kind.savepoint'))
})

test('it is told while Flink writes it, and counted in the top bar of every page', async ({ page, words }) => {
  await openJob(page, words, LONG)
  await buttonOf(page, words).click()
  await expect(noteOf(page)).toHaveAttribute('data-status', 'running', { timeout: 60_000 })
  await expect(
    noteOf(page)
      .getByRole('list', { name: words('operation.steps') })
      .getByRole('listitem'),
  ).toHaveCount(4)
  // What is announced counts no seconds.
  await expect(page.locator('main p[role=status]')).toHaveText(words('operation.savepoint.status.running'))
  const busy = page.getByRole('button', { name: words('operation.savepoint.busy') })
  await expect(busy).toHaveAttribute('aria-disabled', 'true')
  // How many are, others decide, too.
  const chip = page.getByRole('banner').getByRole('link', { name: /^\d+ operations?\b/ })
  for (const address of ['/', '/jobs', '/settings', '/decoder']) {
    await page.goto(address)
    await expect(chip).toBeVisible()
  }
})

test('a directory that is none is refused with a sentence, before and by Weir', async ({ page, words }) => {
  await openJob(page, words, FAILING)
  await howOf(page, words).click()
  const menu = menuOf(page, words)
  const field = menu.getByLabel(words('operation.savepoint.target'))
  await field.fill('relative/dir')
  await field.press('Enter')
  await expect(menu.getByText(words('operation.savepoint.targetWrong'))).toBeVisible()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  // What only looks like one is Weir's to refuse.
  await field.fill('s3:///savepoints')
  await field.press('Enter')
  await expect(menu).toBeHidden()
  const sentence = words('problems.savepoint.target-invalid', { target: 's3:///savepoints' })
  await expect(page.getByRole('status').getByText(sentence)).toBeVisible()

  await orderInto(page, words, NO_FILE_SYSTEM)
  const note = await ended(page, 'failed')
  await expect(note).toContainText(words('problems.savepoint.scheme-unknown', { scheme: 's4' }))
  await expect(note.locator('pre')).toBeHidden()
  await note.locator('summary').press('Enter')
  await expect(note.locator('pre')).toContainText('UnsupportedFileSystemSchemeException')
})

test('without a JobManager it is disabled, and says why to everybody', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'checkpoints'))
  const reason = words('problems.savepoint.not-now.no-jobmanager')
  const order = buttonOf(page, words)
  await expect(order).toHaveAttribute('aria-disabled', 'true')
  await expect(order).toHaveAccessibleDescription(reason)
  await order.focus()
  await expect(order).toBeFocused()
  await expect(page.getByRole('tooltip')).toHaveText(reason)
  await page.keyboard.press('Enter')
  await page.keyboard.press('s')
  await howOf(page, words).press('Enter')
  await expect(menuOf(page, words)).toHaveCount(0)
  await expect(noteOf(page)).toHaveCount(0)
})

test('a Flink without native savepoints offers the canonical format alone', async ({ page, words }) => {
  await openJob(page, words, LEGACY)
  await howOf(page, words).click()
  const native = menuOf(page, words).getByRole('radio', { name: words('operation.savepoint.native') })
  await expect(native).toBeDisabled()
  await expect(menuOf(page, words).getByText(words('operation.savepoint.nativeFrom'))).toBeVisible()
})

const JUDGED = [
  demoJob('prod-us', 'ads', 'ads-attribution'),
  demoJob('prod-us', 'ml', 'churn-features'),
  demoJob('prod-eu', 'logistics', 'inventory'),
  demoJob('prod-eu', 'compliance', 'audit-trail'),
]
const SCREENS = LANGUAGES.flatMap((language) => (['light', 'dark'] as const).map((theme) => ({ language, theme })))

for (const [index, { language, theme }] of SCREENS.entries()) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ language, colorScheme: theme })

    test('axe finds nothing with the menu open and a failure unfolded', async ({ page, words }) => {
      await openJob(page, words, JUDGED[index] ?? FAILING)
      await orderInto(page, words, NO_FILE_SYSTEM)
      const note = await ended(page, 'failed')
      await note.locator('summary').click()
      await howOf(page, words).click()
      await expect(menuOf(page, words)).toBeVisible()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      expect(await violations(page)).toEqual([])
    })
  })
}
