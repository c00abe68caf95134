import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { untilHeard } from './open-page.ts'
import type { Words } from './words.ts'

// What is changed here holds for all of Weir: one test after the other, and at the end it is as it was.
test.describe.configure({ mode: 'serial' })

const KEPT_DAYS = 7
const field = (page: Page, words: Words) => page.getByRole('textbox', { name: words('settings.history.days') })
const save = (page: Page, words: Words) => page.getByRole('button', { name: words('settings.history.save') })

/** Opens the page and waits until it answers: a field that is typed into before would lose it. */
async function openSettings(page: Page, words: Words): Promise<void> {
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1, name: words('settings.title') })).toBeVisible()
  await untilHeard(page, '#row-days')
}

test('tells how long history is kept, what there is of it and how fast it grows', async ({ page, words }) => {
  await openSettings(page, words)
  await expect(field(page, words)).toHaveValue(`${KEPT_DAYS}`)
  const figures = page.getByRole('region', { name: words('settings.history.title') }).getByRole('definition')
  await expect(figures).toHaveCount(3)
  // PostgreSQL holds some checkpoints of the demo already, whatever it counts of them
  await expect(figures.first()).toContainText(/\d (B|KiB|MiB)$/)
  await expect(save(page, words)).toBeDisabled()
  await save(page, words).focus()
  await expect(page.getByRole('tooltip')).toHaveText(words('settings.history.unchanged'))
})

test('nonsense is refused before it is sent, and what is possible is said', async ({ page, words }) => {
  await openSettings(page, words)
  const allowed = words('settings.history.daysAllowed', { min: 1, max: 90 })
  for (const nonsense of ['0', '91', '1.5', '-3', 'many', '', '9e9']) {
    await field(page, words).fill(nonsense)
    await expect(field(page, words), nonsense).toHaveAttribute('aria-invalid', 'true')
    await expect(field(page, words)).toHaveAccessibleDescription(allowed)
    await expect(save(page, words)).toBeDisabled()
  }
  await field(page, words).press('Enter')
  await page.reload()
  await expect(field(page, words)).toHaveValue(`${KEPT_DAYS}`)
})

test('days are changed, by keyboard too, and hold for who comes next', async ({ page, words }) => {
  await openSettings(page, words)
  await field(page, words).fill('14')
  await save(page, words).click()
  await expect(page.getByText(words('settings.history.saved', { days: 14 }))).toBeVisible()
  await expect(save(page, words)).toBeDisabled()
  await page.reload()
  await expect(field(page, words)).toHaveValue('14')
  await untilHeard(page, '#row-days')

  await field(page, words).fill(`${KEPT_DAYS}`)
  // fewer days drop what is older: said before it is done
  await expect(page.getByText(words('settings.history.fewer', { days: KEPT_DAYS }))).toBeVisible()
  await field(page, words).press('Enter')
  await expect(page.getByText(words('settings.history.saved', { days: KEPT_DAYS }))).toBeVisible()
})
