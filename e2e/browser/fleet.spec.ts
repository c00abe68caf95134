import type { Locator, Page } from '@playwright/test'
import { FLEET } from '../../demo/fleet/connections.ts'
import { secondsOf } from './ages.ts'
import { addressOf, CLUSTERS, DEAD, type DemoJob, HEALTHY, LEGACY, LIVE } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { LANGUAGES, type Words } from './words.ts'

const tableOf = (page: Page, words: Words) => page.getByRole('treegrid', { name: words('fleet.table') })
const rowOf = (page: Page, words: Words, { cluster, namespace }: DemoJob) =>
  tableOf(page, words)
    .getByRole('row')
    .filter({ has: page.getByText(`${cluster} · ${namespace}`, { exact: true }) })

/** What a classic one takes; those of a browser under test take nothing. */
const SCROLL_BAR = 15

/** A row's cell under a column. Its head may say more: how many rows would move. */
async function cell(page: Page, words: Words, row: Locator, column: string): Promise<Locator> {
  const heads = await tableOf(page, words).getByRole('columnheader').allInnerTexts()
  const at = heads.findIndex((head) => head.trim().startsWith(words(`fleet.column.${column}`)))
  expect(at, `column ${column}`).toBeGreaterThanOrEqual(0)
  return row.getByRole('gridcell').nth(at)
}

for (const language of LANGUAGES) {
  test.describe(`the fleet in ${language}`, () => {
    test.use({ language })

    test('shows every cluster with state, version and newest recovery point', async ({ page, words }) => {
      await openPage(page, words, '/')
      await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(CLUSTERS)
      const expected = [
        { job: HEALTHY, version: '1.20.5', size: '19.3 GiB', point: `chk-${HEALTHY.retained[0]}` },
        { job: LEGACY, version: '1.14.6', size: '264 MiB', point: `chk-${LEGACY.retained[0]}` },
        // The files of what HA names are gone: the savepoint that the operator names is what is left.
        { job: DEAD, version: null, size: '213 GiB', point: /^[0-9a-f]+…[0-9a-f]+$/ },
      ]
      for (const { job, version, size, point } of expected) {
        const row = rowOf(page, words, job)
        await expect(await cell(page, words, row, 'point')).toHaveText(point)
        await expect(await cell(page, words, row, 'size')).toHaveText(size)
        if (version) await expect(await cell(page, words, row, 'flink')).toHaveText(version)
        const age = await (await cell(page, words, row, 'age')).textContent()
        expect(secondsOf(age, words), `age ${age}`).toBeGreaterThan(0)
        const state = await (await cell(page, words, row, 'state')).textContent()
        expect(state).toBe(words(`state.${job === DEAD ? 'broken' : 'healthy'}`))
      }
    })

    test('no cell is cut, with a scroll bar neither; a name that is too long ends in dots of its own', async ({
      page,
      words,
    }) => {
      await page.setViewportSize({ width: 1440 - SCROLL_BAR, height: 900 })
      await openPage(page, words, '/')
      await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(CLUSTERS)
      await page.evaluate(() => document.fonts.ready)
      const cut = await tableOf(page, words)
        .locator('th, td')
        .evaluateAll((cells) =>
          cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
        )
      expect(cut).toEqual([])
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
  const trouble = await cell(page, words, row, 'trouble')
  await expect(trouble).toHaveText(words('trouble.leader.lease-expired'))
  await trouble.getByRole('link').hover()
  await expect(page.getByRole('tooltip')).toHaveText(words('problems.leader.lease-expired', { seconds: 15 }))
  await trouble.getByRole('link').click()
  await expect(page).toHaveURL(addressOf(DEAD, 'high-availability'))
})

test('ages tick without a reload', async ({ page, words }) => {
  await openPage(page, words, '/')
  const age = await cell(page, words, rowOf(page, words, HEALTHY), 'age')
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  const before = secondsOf(await age.textContent(), words) ?? Number.NaN
  await expect.poll(async () => secondsOf(await age.textContent(), words)).toBeGreaterThanOrEqual(before + 2)
  expect(loads).toBe(0)
})

test('the newest point of a job that goes on changes without a reload', async ({ page, words }) => {
  await openPage(page, words, '/')
  const point = await cell(page, words, rowOf(page, words, LIVE), 'point')
  await expect(point).toHaveText(/^chk-\d+$/)
  const before = (await point.textContent()) ?? ''
  // a checkpoint every ten seconds
  await expect(point).not.toHaveText(before, { timeout: 30_000 })
  await expect(await cell(page, words, rowOf(page, words, LIVE), 'state')).toHaveText(words('state.healthy'))
})

test('the fleet is marked as a demo', async ({ page, words }) => {
  await openPage(page, words, '/')
  await expect(page.getByRole('navigation', { name: words('shell.main') })).toContainText(words('shell.demo'))
})

test('filters by what is written in a row, and the address keeps the filter', async ({ page, words }) => {
  await openPage(page, words, '/')
  const filter = page.getByRole('textbox', { name: words('fleet.filter') })
  await filter.fill(LEGACY.cluster)
  await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(1)
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: /\d/ })).toHaveText(
    words('table.matching', { count: 1, total: CLUSTERS }),
  )
  await page.reload()
  // the field is there before the page hears what is typed into it
  await expect(page.locator(`footer [data-tip="${words('status.liveMeans')}"]`)).toBeVisible()
  await expect(filter).toHaveValue(LEGACY.cluster)
  await filter.fill('nothing like it')
  await expect(page.getByText(words('fleet.none.filter', { total: CLUSTERS }))).toBeVisible()
  await page.getByRole('button', { name: words('table.clear'), exact: true }).click()
  await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(CLUSTERS)
})

test('an empty list says what hides its rows, and leads back to them', async ({ page, words }) => {
  await openPage(page, words, '/?connection=nowhere')
  await expect(page.getByText(words('fleet.none.scope', { total: CLUSTERS }))).toBeVisible()
  await page.getByRole('button', { name: words('fleet.clearAll.scope') }).click()
  await expect(page).toHaveURL('/')
  await expect(tableOf(page, words).locator('tbody').getByRole('row')).toHaveCount(CLUSTERS)
})

test('sorts by a column, and the other way round', async ({ page, words }) => {
  await openPage(page, words, '/')
  const rows = tableOf(page, words).locator('tbody').getByRole('row')
  const head = page.getByRole('columnheader', { name: words('fleet.column.cluster') })
  await head.getByRole('button').click()
  const names = FLEET.flatMap(({ clusters }) => clusters.map(({ name }) => name)).toSorted()
  await expect(rows).toContainText(names)
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await head.getByRole('button').click()
  await expect(rows).toContainText(names.toReversed())
  await expect(head).toHaveAttribute('aria-sort', 'descending')
})

test("a cluster's name leads to its job", async ({ page, words }) => {
  await openPage(page, words, '/')
  await rowOf(page, words, HEALTHY).getByRole('link', { name: HEALTHY.cluster, exact: true }).click()
  await expect(page).toHaveURL(addressOf(HEALTHY, 'checkpoints'))
})
