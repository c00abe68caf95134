import { addressOf, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { wordsOf } from './words.ts'

const en = wordsOf('en')
const zh = wordsOf('zh')

test('the language changes at once and is remembered', async ({ page, context }) => {
  await openPage(page, en, '/')
  await page.getByRole('button', { name: en('language.switch') }).click()
  await expect(page.getByRole('treegrid', { name: zh('fleet.table') })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page).toHaveURL('/')
  await page.reload()
  await expect(page.getByRole('treegrid', { name: zh('fleet.table') })).toBeVisible()
  await page.goto(addressOf(HEALTHY, 'checkpoints'))
  await expect(page.getByRole('treegrid', { name: zh('checkpoint.table') })).toBeVisible()

  const later = await context.newPage()
  await later.goto('/')
  await expect(later.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await later.close()

  await page.getByRole('button', { name: zh('language.switch') }).click()
  await expect(page.getByRole('treegrid', { name: en('checkpoint.table') })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test.describe('a browser that asks for Chinese', () => {
  test.use({ language: 'zh' })

  test('is answered in Chinese without having chosen', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('treegrid', { name: zh('fleet.table') })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  })
})

test('the theme changes at once and is remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openPage(page, en, '/')
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const label = (current: string, next: string) =>
    en('theme.label', { current: en(`theme.${current}`), next: en(`theme.${next}`) })
  const light = await background()

  await page.getByRole('button', { name: label('system', 'light') }).click()
  await page.getByRole('button', { name: label('light', 'dark') }).click()
  await expect.poll(background).not.toBe(light)
  const dark = await background()
  await expect(page.getByRole('button', { name: label('dark', 'system') })).toBeVisible()
  // what the server remembers is what the next page is made with
  await expect.poll(async () => (await page.context().cookies()).some(({ value }) => value === 'dark')).toBe(true)
  await page.reload()
  expect(await background()).toBe(dark)

  await page.getByRole('button', { name: label('dark', 'system') }).click()
  await expect.poll(background).toBe(light)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(background).toBe(dark)
})
