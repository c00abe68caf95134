import type { Page } from '@playwright/test'
import { FLEET } from '../../demo/fleet/connections.ts'
import { CLUSTERS, DEAD, HEALTHY, LIVE } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import type { Words } from './words.ts'

const tableOf = (page: Page, words: Words) => page.getByRole('treegrid', { name: words('fleet.table') })
const rowsOf = (page: Page, words: Words) => tableOf(page, words).locator('tbody tr[data-row]')
const rowOf = (page: Page, words: Words, { cluster, namespace }: { cluster: string; namespace: string }) =>
  rowsOf(page, words).filter({ has: page.getByText(`${cluster} · ${namespace}`, { exact: true }) })
const headsOf = (page: Page, words: Words) => tableOf(page, words).getByRole('columnheader')

test('a view shows who is in it, says how many, and stands in the address', async ({ page, words }) => {
  await openPage(page, words, '/')
  const views = page.getByRole('navigation', { name: words('table.views') })
  await expect(views.getByRole('button', { name: words('fleet.view.all') })).toHaveText(
    `${words('fleet.view.all')}${CLUSTERS}`,
  )
  await views.getByRole('button', { name: words('fleet.view.no-ha') }).click()
  await expect(page).toHaveURL('/?view=no-ha')
  await expect(rowsOf(page, words)).toContainText(['plant-telemetry'])
  await page.reload()
  await expect(rowsOf(page, words)).toContainText(['plant-telemetry'])
  await views.getByRole('button', { name: words('fleet.view.attention') }).click()
  await expect(rowOf(page, words, DEAD)).toBeVisible()
  await expect(rowOf(page, words, HEALTHY)).toBeHidden()
})

test('the scope keeps to a connection and a namespace, in table and figures', async ({ page, words }) => {
  const [connection] = FLEET
  if (!connection) throw new Error('the demo has connections')
  await openPage(page, words, '/')
  await page.getByRole('combobox', { name: words('fleet.connection') }).selectOption(connection.name)
  await expect(rowsOf(page, words)).toHaveCount(connection.clusters.length)
  await page.getByRole('combobox', { name: words('fleet.namespace') }).selectOption(DEAD.namespace)
  const inNamespace = connection.clusters.filter(({ namespace }) => namespace === DEAD.namespace).length
  await expect(rowsOf(page, words)).toHaveCount(inNamespace)
  const figure = page.getByRole('main').locator('dl > div').first()
  await expect(figure).toContainText(words('fleet.clusters') + inNamespace)
  await page.reload()
  await expect(rowsOf(page, words)).toHaveCount(inNamespace)
})

test('groups by namespace, with how many are in each', async ({ page, words }) => {
  await openPage(page, words, '/')
  await page.getByRole('combobox', { name: words('fleet.group') }).selectOption('namespace')
  const heads = tableOf(page, words).getByRole('rowheader').or(tableOf(page, words).locator('th[scope=rowgroup]'))
  const namespaces = new Set(FLEET.flatMap(({ clusters }) => clusters.map(({ namespace }) => namespace)))
  await expect(heads).toHaveCount(namespaces.size)
  await expect(rowsOf(page, words)).toHaveCount(CLUSTERS)
  await expect(page).toHaveURL('/?group=namespace')
})

test('a column is hidden and shown again, and Esc closes the menu', async ({ page, words }) => {
  await openPage(page, words, '/')
  const mode = headsOf(page, words).filter({ hasText: words('fleet.column.mode') })
  const menu = page.locator('summary').filter({ hasText: words('fleet.columns') })
  await menu.press('Enter')
  await page.getByRole('checkbox', { name: words('fleet.column.mode') }).click()
  await expect(mode).toHaveCount(0)
  await expect(page).toHaveURL('/?hide=mode')
  await expect(page.getByRole('checkbox', { name: words('fleet.column.trouble') })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('checkbox', { name: words('fleet.column.mode') })).toBeHidden()
  await expect(menu).toBeFocused()
  await page.reload()
  await expect(mode).toHaveCount(0)
})

test('a figure says its exact value, source and time of reading to the keyboard, and Esc takes that away', async ({
  page,
  words,
}) => {
  await openPage(page, words, '/')
  const row = rowOf(page, words, HEALTHY)
  await row.focus()
  const size = row.getByText('19.3 GiB')
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  // A row has no more stops than columns and marks; where the figure is none of them, the next line says so.
  for (let stop = 0; stop < 16 && (await focused()) !== '19.3 GiB'; stop++) await page.keyboard.press('Tab')
  await expect(size).toBeFocused()
  const tip = page.getByRole('tooltip')
  await expect(tip).toContainText(words('point.sizeSource'))
  await expect(tip).toContainText(/\d{2},\d{3},\d{3},\d{3}/)
  await expect(size).toHaveAccessibleDescription(/\d{2},\d{3},\d{3},\d{3}/)
  await page.keyboard.press('Escape')
  await expect(tip).toBeHidden()
})

test('the last checkpoints of a job that goes on are drawn, and grow without a reload', async ({ page, words }) => {
  await openPage(page, words, '/')
  const spark = rowOf(page, words, LIVE).getByRole('img', { name: /\d/ }).first()
  await expect(spark.locator('svg > *')).not.toHaveCount(0)
  const before = await spark.locator('svg').innerHTML()
  await expect.poll(() => spark.locator('svg').innerHTML(), { timeout: 30_000 }).not.toBe(before)
})

test('a cell that changes fades again and again, and what has the focus in it keeps it', async ({ page, words }) => {
  await openPage(page, words, '/')
  const point = rowOf(page, words, LIVE).locator('td', { has: page.getByText(/^chk-\d+$/) })
  const figure = point.locator('[data-tip]')
  await figure.focus()
  const fades = new Set<string>()
  const seen = async () => {
    const fade = await point.evaluate((cell) => getComputedStyle(cell).animationName)
    if (fade !== 'none') fades.add(fade)
    return [...fades].sort()
  }
  await expect.poll(seen, { timeout: 120_000 }).toEqual(['changed', 'changed-again'])
  await expect(figure).toBeFocused()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await point.evaluate((cell) => getComputedStyle(cell).animationName)).toBe('none')
})

test('what is folded away on a narrow screen is in the panel of the row', async ({ page, words }) => {
  await page.setViewportSize({ width: 1024, height: 900 })
  await openPage(page, words, '/')
  await expect(headsOf(page, words).filter({ hasText: words('fleet.column.storage') })).toBeHidden()
  await rowOf(page, words, HEALTHY).focus()
  await page.keyboard.press('ArrowRight')
  const panel = tableOf(page, words).locator('tr.detail')
  for (const column of ['mode', 'flink', 'storage', 'ha'])
    await expect(panel.getByText(words(`fleet.column.${column}`), { exact: true })).toBeVisible()
  await expect(panel.getByText(words('fleet.column.jobs'), { exact: true })).toBeHidden()
  await page.setViewportSize({ width: 768, height: 900 })
  await expect(panel.getByText(words('fleet.column.jobs'), { exact: true })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(panel).toHaveCount(0)
})

test('at no width does the page scroll sideways', async ({ page, words }) => {
  for (const width of [1440, 1024, 768]) {
    await page.setViewportSize({ width, height: 900 })
    for (const address of ['/', '/jobs']) {
      await openPage(page, words, address)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address} at ${width}`).toBe(width)
    }
  }
})

test('c copies the id of the job in the row that has the focus', async ({ page, words, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(page, words, '/')
  await rowOf(page, words, HEALTHY).focus()
  await page.keyboard.press('c')
  await expect(page.getByRole('contentinfo')).toContainText(HEALTHY.jobId)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(HEALTHY.jobId)
})
