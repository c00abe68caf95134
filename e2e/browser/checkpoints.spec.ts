import type { Page } from '@playwright/test'
import { secondsOf } from './ages.ts'
import { addressOf, checkpointPath, DEAD, HEALTHY, LEGACY, LIVE, newestIds } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import type { Words } from './words.ts'

type Verdict = 'names' | 'contradicts' | 'not-asked' | 'absent' | 'not-kept'

const tableOf = (page: Page, words: Words) => page.getByRole('treegrid', { name: words('checkpoint.table') })
const rowOf = (page: Page, words: Words, id: number) =>
  tableOf(page, words)
    .getByRole('row')
    .filter({ has: page.getByText(`chk-${id}`, { exact: true }) })
const said = (words: Words, source: string, verdict: Verdict) =>
  words('evidence.one', { source: words(`sources.${source}`), verdict: words(`evidence.${verdict}`) })
const [NEWEST = 0, SECOND = 0] = HEALTHY.retained
/** Expired: six before the newest. */
const FAILED = NEWEST - 6
const recoverySentence = (page: Page, point: string) => page.locator('main header p').filter({ hasText: point })

test('checkpoints of a running job, newest first, each with who names it', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await expect(tableOf(page, words).getByText(/^chk-\d+$/)).toHaveText(newestIds(HEALTHY, 10).map((id) => `chk-${id}`))
  const evidence = (id: number) => rowOf(page, words, id).getByRole('img').last()
  for (const id of HEALTHY.retained) {
    await expect(evidence(id)).toHaveAccessibleName(new RegExp(said(words, 'rest', 'names')))
    await expect(evidence(id)).toHaveAccessibleName(new RegExp(said(words, 'ha', 'names')))
  }
  await expect(evidence(NEWEST - 3)).toHaveAccessibleName(new RegExp(said(words, 'ha', 'absent')))
})

test('a checkpoint in both sources is one row with one size', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  const row = rowOf(page, words, SECOND)
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('19.3 GiB')
  await expect(row).toContainText('6 / 6')
  await expect(row).toContainText(words('checkpoint.status.completed'))
})

test('a failed checkpoint says why in the words of Flink', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await expect(rowOf(page, words, FAILED)).toContainText(words('checkpoint.status.failed'))
  await page.getByRole('button', { name: words('checkpoint.unfold', { id: FAILED }) }).click()
  await expect(page.getByText('Checkpoint expired before completing.')).toBeHidden()
  await page.getByText(words('problem.raw')).click()
  await expect(page.getByText('Checkpoint expired before completing.')).toBeVisible()
})

test('a row unfolds to path and exact times, and its address can be passed on', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await page.getByRole('button', { name: words('checkpoint.unfold', { id: NEWEST }) }).click()
  await expect(page.getByText(checkpointPath(HEALTHY, NEWEST), { exact: true })).toBeVisible()
  const detail = page.locator('tr.detail')
  await expect(detail).toContainText(words('checkpoint.evidence'))
  for (const source of ['rest', 'ha', 'operator', 'storage', 'weir']) {
    await expect(detail.getByRole('term').filter({ hasText: words(`sources.${source}`) })).toBeVisible()
  }
  await expect(page).toHaveURL(/[?&]checkpoint=/)
  await page.reload()
  await expect(page.getByText(checkpointPath(HEALTHY, NEWEST), { exact: true })).toBeVisible()
  await page.getByRole('button', { name: words('checkpoint.fold', { id: NEWEST }) }).click()
  await expect(page.getByText(checkpointPath(HEALTHY, NEWEST), { exact: true })).toBeHidden()
})

test('with a dead JobManager and empty directories the savepoint stands there with path, size and age', async ({
  page,
  words,
}) => {
  await openPage(page, words, addressOf(DEAD, 'checkpoints'))
  const sentence = recoverySentence(page, 'hdfs://nn/savepoints/billing')
  await expect(sentence).toContainText('213 GiB')
  const disagrees = words('recovery.disagree', { count: 1, sources: words('sources.ha') })
  await expect(page.locator('main header')).toContainText(disagrees)
  await expect(sentence.locator('[data-tip^="hdfs://nn/savepoints/billing/savepoint-"]')).toBeVisible()
  const age = await sentence.locator(`[data-tip*="${words('point.namedBy', { sources: '' }).trim()}"]`).textContent()
  expect(secondsOf(age, words)).toBeGreaterThan(60)
  await expect(page.getByText(words('problems.leader.lease-expired', { seconds: 15 })).first()).toBeVisible()
  for (const id of DEAD.retained) {
    const evidence = rowOf(page, words, id).getByRole('img').last()
    await expect(evidence).toHaveAccessibleName(new RegExp(said(words, 'rest', 'not-asked')))
    await expect(evidence).toHaveAccessibleName(new RegExp(said(words, 'ha', 'names')))
  }
  await sentence.getByRole('link').click()
  await expect(page).toHaveURL(/\/recovery-points\?point=/)
  await expect(page.locator('tr.detail')).toContainText('savepoint-')
})

test('a checkpoint made by hand of the whole state is told from the periodic ones', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'checkpoints'))
  await expect(rowOf(page, words, DEAD.retained[1] ?? 0)).toContainText(words('checkpoint.kind.full-checkpoint'))
})

test('the old layout reads the same', async ({ page, words }) => {
  await openPage(page, words, addressOf(LEGACY, 'checkpoints'))
  await expect(tableOf(page, words).getByText(/^chk-\d+$/)).toHaveText(newestIds(LEGACY, 10).map((id) => `chk-${id}`))
  // up to 1.14 REST tells what was newly written; the size of the whole state is in the HA file
  await expect(recoverySentence(page, 'chk-10')).toContainText('264 MiB')
  await expect(rowOf(page, words, 10)).toHaveCount(1)
})

test('ages of checkpoints tick without a reload', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  const cells = rowOf(page, words, NEWEST).getByRole('gridcell')
  const heads = await tableOf(page, words).getByRole('columnheader').allInnerTexts()
  const triggered = cells.nth(heads.indexOf(words('checkpoint.column.triggered')))
  const before = secondsOf(await triggered.textContent(), words) ?? Number.NaN
  await expect.poll(async () => secondsOf(await triggered.textContent(), words)).toBeGreaterThanOrEqual(before + 2)
})

test('a checkpoint that completes comes to the top without a reload, and the oldest is no recovery point any more', async ({
  page,
  words,
}) => {
  await openPage(page, words, addressOf(LIVE, 'checkpoints'))
  const ids = async () =>
    (
      await tableOf(page, words)
        .getByText(/^chk-\d+$/)
        .allTextContents()
    ).map((text) => Number(text.slice(4)))
  const [before = 0] = await ids()
  await expect.poll(async () => (await ids())[0], { timeout: 30_000 }).toBeGreaterThan(before)
  const evidence = rowOf(page, words, before - 4)
    .getByRole('img')
    .last()
  await expect(evidence).toHaveAccessibleName(new RegExp(said(words, 'ha', 'absent')))
})
