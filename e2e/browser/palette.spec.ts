import { addressOf, DEAD, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { LANGUAGES } from './words.ts'

for (const language of LANGUAGES) {
  test.describe(`search and commands in ${language}`, () => {
    test.use({ language })

    test('by keyboard alone: a job is found by its id from any page, and opened', async ({ page, words }) => {
      await openPage(page, words, addressOf(HEALTHY, 'high-availability'))
      await page.keyboard.press('Control+k')
      const field = page.getByRole('combobox', { name: words('palette.label') })
      await expect(field).toBeFocused()
      await page.keyboard.type(DEAD.jobId.slice(0, 12))
      const found = page.getByRole('option').first()
      await expect(found).toContainText(DEAD.name)
      await expect(found).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(addressOf(DEAD, 'checkpoints'))
    })

    test('goes to pages and does commands', async ({ page, words }) => {
      await openPage(page, words, '/')
      // The page behind has options too: those of its scope.
      const choices = page.getByRole('listbox', { name: words('palette.results') }).getByRole('option')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: words('palette.label') })).toBeFocused()
      await page.keyboard.type(words('palette.goJobs'))
      await expect(choices).toHaveText([words('palette.goJobs')])
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL('/jobs')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: words('palette.label') })).toBeFocused()
      await page.keyboard.type(words('palette.keys'))
      await expect(choices).toHaveText([words('palette.keys')])
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog', { name: words('help.title') })).toBeVisible()
    })
  })
}

test('arrows choose, Esc gives the focus back', async ({ page, words }) => {
  await openPage(page, words, '/')
  await page.keyboard.press('j')
  const row = page.locator('tr:focus')
  await expect(row).toContainText(DEAD.cluster)
  await page.keyboard.press('Control+k')
  const options = page.getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(row).toContainText(DEAD.cluster)
})

test('what is typed while its script is on its way is kept', async ({ page, words }) => {
  let letThrough: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await openPage(page, words, '/')
  await page.route('**/_next/static/**', async (route) => {
    await held
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('bill')
  const field = page.getByRole('combobox', { name: words('palette.label') })
  const choices = page.getByRole('listbox', { name: words('palette.results') }).getByRole('option')
  await expect(field).toHaveValue('bill')
  await expect(choices).toHaveCount(0)
  letThrough()
  await expect(choices.first()).toContainText(DEAD.cluster)
  await expect(field).toBeFocused()
  await page.keyboard.type('ing')
  await expect(field).toHaveValue('billing')
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('a script that can’t be loaded takes the page from nobody, and comes later', async ({ page, words }) => {
  await openPage(page, words, '/')
  await page.route('**/_next/static/**', (route) => route.abort())
  await page.keyboard.press('Control+k')
  // Not behind anything of the page.
  await page.getByText(words('palette.notLoaded')).click({ trial: true })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByText(words('palette.notLoaded'))).toBeVisible()
  await page.unroute('**/_next/static/**')
  const choices = page.getByRole('listbox', { name: words('palette.results') }).getByRole('option')
  await expect(choices.first()).toBeVisible()
})

test('says so where nothing matches', async ({ page, words }) => {
  await openPage(page, words, '/')
  await page.getByRole('button', { name: words('shell.search') }).click()
  await expect(page.getByRole('combobox', { name: words('palette.label') })).toBeFocused()
  await page.keyboard.type('there is no such thing')
  await expect(page.getByText(words('palette.none'))).toBeVisible()
})

test('what is found stands together, under one heading a kind', async ({ page, words }) => {
  await openPage(page, words, '/')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: words('palette.label') })).toBeFocused()
  await page.keyboard.type('o')
  const results = page.getByRole('listbox', { name: words('palette.results') })
  await expect(results.getByText(words('palette.clusters'), { exact: true })).toHaveCount(1)
  await expect(results.getByText(words('palette.jobs'), { exact: true })).toHaveCount(1)
})
