import type { Page } from '@playwright/test'
import { addressOf, CLUSTERS, checkpointKey, checkpointPath, DEAD, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage, pressPair } from './open-page.ts'

const [NEWEST = 0] = HEALTHY.retained
const focused = (page: Page) => page.locator(':focus')
const focusedRow = (page: Page) => page.locator('tr:focus')

/** Whether something of the focused element, or of what it is made of, is drawn for the focus alone. */
async function showsFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return false
    const drawn = (one: Element | null) => {
      if (!one) return false
      const style = getComputedStyle(one)
      return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'
    }
    return drawn(element) || drawn(element.firstElementChild) || drawn(element.closest('search'))
  })
}

test('j and k lead into the table and through it, Enter opens', async ({ page, words }) => {
  await openPage(page, words, '/')
  await expect(page.locator('tbody tr')).toHaveCount(CLUSTERS)
  await page.keyboard.press('j')
  await expect(focusedRow(page)).toContainText(DEAD.cluster)
  expect(await showsFocus(page)).toBe(true)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.locator('tbody tr').nth(2)).toBeFocused()
  await page.keyboard.press('k')
  await expect(page.locator('tbody tr').nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('j')
  await expect(page.locator('tbody tr').nth(CLUSTERS - 1)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(focusedRow(page)).toContainText(DEAD.cluster)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(addressOf(DEAD, 'checkpoints'))
})

test('Enter unfolds a checkpoint, Esc folds it and keeps the row', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  const path = page.getByText(checkpointPath(HEALTHY, NEWEST), { exact: true })
  await expect(page.locator('tbody tr').first()).toContainText(`chk-${NEWEST}`)
  await page.keyboard.press('j')
  await expect(focusedRow(page)).toContainText(`chk-${NEWEST}`)
  await page.keyboard.press('Enter')
  await expect(path).toBeVisible()
  await expect(focusedRow(page)).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Escape')
  await expect(path).toBeHidden()
  await expect(focusedRow(page)).toContainText(`chk-${NEWEST}`)
  await page.keyboard.press('j')
  await expect(focusedRow(page)).toContainText(`chk-${NEWEST - 1}`)
})

test('Esc within what a row shows folds it and goes back to the row; a tip goes first', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'recovery-points'))
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const detail = page.locator('tr.detail')
  const figure = detail.locator('dd [data-tip]').first()
  await figure.focus()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toBeHidden()
  await expect(figure).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(detail).toBeHidden()
  await expect(page.locator('tbody tr[data-row]').first()).toBeFocused()
})

test('c copies what a row is known by, on every tab of a job', async ({ page, words, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const known = {
    checkpoints: `${NEWEST}`,
    'recovery-points': checkpointPath(HEALTHY, NEWEST),
    'high-availability': checkpointKey(NEWEST),
  } as const
  for (const tab of ['checkpoints', 'recovery-points', 'high-availability'] as const) {
    await openPage(page, words, addressOf(HEALTHY, tab))
    const row = page
      .locator('tbody tr[data-row]')
      .filter({ hasText: `chk-${NEWEST}` })
      .first()
    await row.focus()
    await page.keyboard.press('c')
    await expect(page.getByRole('status').getByText(known[tab], { exact: true })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(known[tab])
  }
})

test('brackets go from tab to tab, g f to the fleet', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await expect(page.getByRole('treegrid', { name: words('checkpoint.table') })).toBeVisible()
  const goes = async (key: string, to: 'checkpoints' | 'recovery-points' | 'high-availability') => {
    await page.keyboard.press(key)
    await expect(page).toHaveURL(addressOf(HEALTHY, to))
    const tab = page.getByRole('link', { name: words(`job.tab.${to}`) })
    await expect(tab).toHaveAttribute('aria-current', 'page')
  }
  await goes(']', 'recovery-points')
  await goes(']', 'high-availability')
  await goes('[', 'recovery-points')
  await goes('[', 'checkpoints')
  await pressPair(page, 'g', 'f', '/')
})

test('a pair of keys wins over a row that has the focus and knows the second one', async ({ page, words }) => {
  await openPage(page, words, '/')
  await expect(page.locator('tbody tr')).toHaveCount(CLUSTERS)
  await page.keyboard.press('j')
  await expect(focusedRow(page)).toContainText(DEAD.cluster)
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page).toHaveURL('/jobs')
})

test('a slash goes to the filter, where letters are letters; Esc clears and leaves it', async ({ page, words }) => {
  await openPage(page, words, '/')
  const filter = page.getByRole('textbox', { name: words('fleet.filter') })
  await expect(page.locator('tbody tr')).toHaveCount(CLUSTERS)
  await page.keyboard.press('/')
  await expect(filter).toBeFocused()
  await page.keyboard.type('jk')
  await expect(filter).toHaveValue('jk')
  await page.keyboard.press('Escape')
  await expect(filter).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(filter).not.toBeFocused()
})

test('help opens with a key and gives the focus back to the row it came from', async ({ page, words }) => {
  await openPage(page, words, '/')
  await expect(page.locator('tbody tr')).toHaveCount(CLUSTERS)
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: words('help.title') })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('tbody tr').first()).toBeFocused()
})

test('help keeps the focus, gives it back, and can switch single keys off', async ({ page, words }) => {
  await openPage(page, words, '/')
  const button = page.getByRole('button', { name: words('help.label') })
  const dialog = page.getByRole('dialog', { name: words('help.title') })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  for (let stop = 0; stop < 4; stop += 1) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await dialog.getByRole('checkbox', { name: words('help.singleKeys') }).uncheck()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
  await page.keyboard.press('j')
  await expect(focusedRow(page)).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(dialog).toBeHidden()
})

test('Tab goes through the page in its order, each stop is seen, and the table is one stop', async ({
  page,
  words,
}) => {
  await openPage(page, words, '/')
  await expect(page.locator('tbody tr')).toHaveCount(CLUSTERS)
  const stops: string[] = []
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page).count()) === 0) break
    stops.push(
      await focused(page).evaluate((element) =>
        element.matches('tbody tr') ? 'row' : (element.getAttribute('aria-label') ?? element.textContent ?? '').trim(),
      ),
    )
    expect(await showsFocus(page), stops.at(-1)).toBe(true)
  }
  expect(stops[0]).toBe(words('shell.skip'))
  expect(stops.filter((name) => name === 'row')).toHaveLength(1)
  const order = [
    words('shell.home'),
    words('help.label'),
    words('language.switch'),
    words('fleet.filter'),
    words('fleet.column.state'),
    'row',
  ].map((name) => stops.indexOf(name))
  expect(order).not.toContain(-1)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('the first stop skips to the content', async ({ page, words }) => {
  await openPage(page, words, '/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: words('shell.skip') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/#main')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})
