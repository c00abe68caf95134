import type { Locator, Page } from '@playwright/test'
import { secondsOf } from './ages.ts'
import { addressOf, DEAD, HEALTHY, LEGACY, type RecordedJob } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { LANGUAGES, type Words } from './words.ts'

const tableOf = (page: Page, words: Words) => page.getByRole('treegrid', { name: words('fleet.table') })
const rowOf = (page: Page, words: Words, { cluster, namespace }: RecordedJob) =>
  tableOf(page, words)
    .getByRole('row')
    .filter({ has: page.getByText(`${cluster} · ${namespace}`, { exact: true }) })

/** The text of a row's cell under a column. */
async function cell(page: Page, words: Words, row: Locator, column: string): Promise<Locator> {
  const heads = await tableOf(page, words).getByRole('columnheader').allInnerTexts()
  const at = heads.findIndex((head) => head.trim() === words(`fleet.column.${column}`))
  expect(at, `column ${column}`).toBeGreaterThanOrEqual(0)
  return row.getByRole('gridcell').nth(at)
}

for (const language of LANGUAGES) {
  test.describe(`the fleet in ${language}`, () => {
    test.use({ language })

    test('shows three clusters with state, version and newest recovery point', async ({ page, words }) => {
      await openPage(page, words, '/')
      await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(3)
      const expected = [
        { job: HEALTHY, version: '1.20.5', point: 'chk-10', size: '256 KiB' },
        { job: LEGACY, version: '1.14.6', point: 'chk-10', size: '241 KiB' },
        { job: DEAD, version: null, point: 'chk-24', size: '148 KiB' },
      ]
      for (const { job, version, point, size } of expected) {
        const row = rowOf(page, words, job)
        await expect(await cell(page, words, row, 'point')).toHaveText(point)
        await expect(await cell(page, words, row, 'size')).toHaveText(size)
        if (version) await expect(await cell(page, words, row, 'flink')).toHaveText(version)
        const age = await (await cell(page, words, row, 'age')).textContent()
        expect(secondsOf(age, words), `age ${age}`).toBeGreaterThan(0)
        const state = await (await cell(page, words, row, 'state')).textContent()
        const told = job === DEAD ? ['broken'] : ['healthy', 'attention']
        expect(told.map((name) => words(`state.${name}`))).toContain(state)
      }
    })
  })
}

test('the worst comes first', async ({ page, words }) => {
  await openPage(page, words, '/')
  await expect(tableOf(page, words).locator('tbody').getByRole('row').first()).toContainText(DEAD.cluster)
})

test('a dead JobManager is said to be dead, and why', async ({ page, words }) => {
  await openPage(page, words, '/')
  const row = rowOf(page, words, DEAD)
  await expect(await cell(page, words, row, 'ha')).toHaveText(words('leader.none'))
  await expect(await cell(page, words, row, 'jobs')).toHaveText('0 / 1')
  const trouble = (await cell(page, words, row, 'trouble')).locator('[title]')
  await expect(trouble).toHaveAttribute('title', words('problems.leader.lease-expired', { seconds: 15 }))
})

test('ages tick without a reload', async ({ page, words }) => {
  await openPage(page, words, '/')
  const age = await cell(page, words, rowOf(page, words, DEAD), 'age')
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  const before = secondsOf(await age.textContent(), words) ?? Number.NaN
  await expect.poll(async () => secondsOf(await age.textContent(), words)).toBeGreaterThanOrEqual(before + 2)
  expect(loads).toBe(0)
})

test('a job whose checkpoints stand still comes to attention without a reload', async ({ page, words }) => {
  test.setTimeout(120_000)
  await openPage(page, words, '/')
  const row = rowOf(page, words, HEALTHY)
  const state = await cell(page, words, row, 'state')
  await expect(state).toHaveText(words('state.attention'), { timeout: 90_000 })
  await expect(await cell(page, words, row, 'trouble')).toContainText(/\d/)
})

test('the fleet is marked as a demo', async ({ page, words }) => {
  await openPage(page, words, '/')
  await expect(page.getByRole('navigation', { name: words('shell.main') })).toContainText(words('shell.demo'))
})

test('filters by what is written in a row, and the address keeps the filter', async ({ page, words }) => {
  await openPage(page, words, '/')
  const filter = page.getByRole('textbox', { name: words('fleet.filter') })
  await filter.fill('legacy')
  await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(1)
  await expect(page.getByRole('status').filter({ hasText: /\d/ })).toHaveText(
    words('fleet.matching', { count: 1, total: 3 }),
  )
  await page.reload()
  await expect(filter).toHaveValue('legacy')
  await filter.fill('nothing like it')
  await expect(page.getByText(words('fleet.noneMatch', { total: 3 }))).toBeVisible()
  await page.getByRole('button', { name: words('fleet.clear') }).click()
  await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(3)
})

test('sorts by a column, and the other way round', async ({ page, words }) => {
  await openPage(page, words, '/')
  const rows = tableOf(page, words).locator('tbody').getByRole('row')
  const head = page.getByRole('columnheader', { name: words('fleet.column.cluster') })
  await head.getByRole('button').click()
  await expect(rows).toContainText([HEALTHY.cluster, DEAD.cluster, LEGACY.cluster])
  await expect(head).toHaveAttribute('aria-sort', /ascending|descending/)
  const first = await head.getAttribute('aria-sort')
  await head.getByRole('button').click()
  await expect(rows).toContainText([LEGACY.cluster, DEAD.cluster, HEALTHY.cluster])
  expect(await head.getAttribute('aria-sort')).not.toBe(first)
})

test("a cluster's name leads to its job", async ({ page, words }) => {
  await openPage(page, words, '/')
  await rowOf(page, words, HEALTHY).getByRole('link', { name: HEALTHY.cluster, exact: true }).click()
  await expect(page).toHaveURL(addressOf(HEALTHY, 'checkpoints'))
})
