import type { Page } from '@playwright/test'
import { addressOf, checkpointPath, DEAD, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import type { Words } from './words.ts'

const tableOf = (page: Page, words: Words) => page.getByRole('treegrid', { name: words('recoveryPoints.table') })
const rowsOf = (page: Page, words: Words) => tableOf(page, words).locator('tbody tr[data-row]')
const [NEWEST = 0, SECOND = 0, THIRD = 0] = HEALTHY.retained
const [LOST = 0] = DEAD.retained

test('points are ranked newest first, each with every file looked for', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'recovery-points'))
  const rows = rowsOf(page, words)
  await expect(rows).toHaveCount(3)
  for (const [index, id] of [NEWEST, SECOND, THIRD].entries()) {
    await expect(rows.nth(index)).toContainText(`chk-${id}`)
    const verdict = index === 0 ? 'recommended' : 'restorable'
    await expect(rows.nth(index)).toContainText(words(`recoveryPoints.verdict.${verdict}`))
    await expect(rows.nth(index)).toContainText(words('recoveryPoints.files.of', { found: 25, total: 25 }))
  }
  await expect(page.getByText(words('recoveryPoints.searched.label'))).toBeVisible()
})

test('an opened point tells operators and files out of its _metadata, and its address can be passed on', async ({
  page,
  words,
}) => {
  await openPage(page, words, addressOf(HEALTHY, 'recovery-points'))
  await page.getByRole('button', { name: words('recoveryPoints.unfold', { point: `chk-${NEWEST}` }) }).click()
  await expect(page.getByText(checkpointPath(HEALTHY, NEWEST), { exact: true })).toBeVisible()
  const operators = page.getByRole('table', { name: words('recoveryPoints.operators.table') })
  await expect(operators.getByText(words('recoveryPoints.operators.handle.keyed-rocksdb')).first()).toBeVisible()
  await expect(page).toHaveURL(/[?&]point=/)
  await page.reload()
  await expect(operators).toBeVisible()
  await page.getByRole('button', { name: words('recoveryPoints.detail.showFiles') }).click()
  const files = page.getByRole('list', { name: words('recoveryPoints.fileList.label') })
  await expect(files.getByRole('listitem')).toHaveCount(25)
  await expect(files.getByText(words('recoveryPoints.fileList.state.found'))).toHaveCount(25)
})

test('what HA points to is gone: said, and the savepoint is recommended in its place', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'recovery-points'))
  await expect(page.getByRole('region', { name: words('recoveryPoints.warning') })).toContainText(`chk-${LOST}`)
  const rows = rowsOf(page, words)
  await expect(rows.first()).toContainText(words('recoveryPoints.verdict.recommended'))
  await expect(rows.first()).toContainText(words('checkpoint.kind.savepoint'))
  const lost = rows.filter({ has: page.getByText(`chk-${LOST}`, { exact: true }) })
  await expect(lost).toContainText(words('recoveryPoints.verdict.not-restorable'))
  const says = (source: string, verdict: string) =>
    words('evidence.one', { source: words(`sources.${source}`), verdict: words(`evidence.${verdict}`) })
  await expect(lost.getByRole('img', { name: says('ha', 'names') })).toBeVisible()
  await expect(lost.getByRole('img', { name: says('storage', 'contradicts') })).toBeVisible()
  await expect(lost.getByRole('img', { name: says('rest', 'not-asked') })).toBeVisible()
})

test('the evidence of a warning is the row of what HA names: opened, with the focus, whatever filter hid it', async ({
  page,
  words,
}) => {
  await openPage(page, words, `${addressOf(DEAD, 'recovery-points')}?show=savepoints`)
  await expect(rowsOf(page, words)).toHaveCount(1)
  const warning = page.getByRole('region', { name: words('recoveryPoints.warning') })
  await warning.getByRole('button', { name: words('recoveryPoints.showEvidence') }).click()
  const lost = rowsOf(page, words).filter({ has: page.getByText(`chk-${LOST}`, { exact: true }) })
  await expect(lost).toBeFocused()
  await expect(lost).toHaveAttribute('aria-expanded', 'true')
  await expect(page).not.toHaveURL(/show=/)
})

test('files that could be read stay when the next ones cannot, and the next try gets there', async ({
  page,
  words,
}) => {
  const total = 150
  let reachable = false
  await page.route(/\/recovery-points\/files\?/, async (route) => {
    if (new URL(route.request().url()).searchParams.get('from') !== '0' && !reachable) return route.abort()
    const answer = await route.fetch({
      url: route
        .request()
        .url()
        .replace(/from=\d+/, 'from=0'),
    })
    const from = Number(new URL(route.request().url()).searchParams.get('from'))
    await route.fulfill({ response: answer, json: { ...(await answer.json()), from, total } })
  })
  await openPage(page, words, addressOf(HEALTHY, 'recovery-points'))
  await page.getByRole('button', { name: words('recoveryPoints.unfold', { point: `chk-${NEWEST}` }) }).click()
  await page.getByRole('button', { name: words('recoveryPoints.detail.showFiles') }).click()
  const files = page.getByRole('list', { name: words('recoveryPoints.fileList.label') }).getByRole('listitem')
  const range = (first: number, last: number) =>
    page.getByText(words('recoveryPoints.fileList.range', { first, last, total }))
  await expect(range(1, 25)).toBeVisible()
  const after = page.getByRole('button', { name: words('recoveryPoints.fileList.after') })
  await after.click()
  await expect(page.getByText(words('problems.weir.unreachable'))).toBeVisible()
  await expect(files).toHaveCount(25)
  reachable = true
  await after.click()
  await expect(range(26, 50)).toBeVisible()
  await expect(page.getByText(words('problems.weir.unreachable'))).toBeHidden()
})

test('on narrow screens the legend is under a button, filters are a menu, and nothing scrolls sideways', async ({
  page,
  words,
}) => {
  await page.setViewportSize({ width: 1024, height: 900 })
  await openPage(page, words, addressOf(DEAD, 'recovery-points'))
  const legend = page.getByText(words('evidence.contradicts'), { exact: true })
  await expect(legend.filter({ visible: true })).toHaveCount(0)
  await page
    .locator('summary')
    .filter({ hasText: words('recoveryPoints.key') })
    .press('Enter')
  await expect(legend.filter({ visible: true })).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(legend.filter({ visible: true })).toHaveCount(0)
  await page.setViewportSize({ width: 768, height: 900 })
  await page.getByRole('combobox', { name: words('table.views') }).selectOption('savepoints')
  await expect(rowsOf(page, words)).toHaveCount(1)
  await rowsOf(page, words).first().getByRole('button').click()
  const operators = page.getByRole('table', { name: words('recoveryPoints.operators.table') })
  await expect(operators).toBeVisible()
  const { inner, outer } = await operators.evaluate((table) => ({
    inner: table.scrollWidth,
    outer: table.parentElement?.clientWidth ?? 0,
  }))
  expect(inner).toBeLessThanOrEqual(outer)
})

test('a filter is in the address, counts what it passes and can be cleared', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'recovery-points'))
  await page.getByRole('button', { name: words('recoveryPoints.filter.savepoints') }).click()
  await expect(rowsOf(page, words)).toHaveCount(1)
  await expect(page).toHaveURL(/[?&]show=savepoints/)
  await page.getByRole('button', { name: words('recoveryPoints.filter.earlier') }).click()
  await expect(rowsOf(page, words)).toHaveCount(0)
  await page.getByRole('button', { name: words('recoveryPoints.clear') }).click()
  await expect(rowsOf(page, words)).not.toHaveCount(0)
})

test('a point of another job opens nothing', async ({ page, words, baseURL }) => {
  await openPage(page, words, addressOf(HEALTHY, 'recovery-points'))
  const { connection, namespace, cluster, jobId } = HEALTHY
  const foreign = checkpointPath(DEAD, LOST)
  const query = new URLSearchParams({ connection, namespace, cluster, job: jobId, point: foreign })
  const answer = await page.request.get(`${baseURL}/api/jobs/recovery-points/point?${query}`)
  expect(answer.status()).toBe(404)
})
