import type { Page } from '@playwright/test'
import { secondsOf } from './ages.ts'
import { addressOf, checkpointPath, DEAD, HEALTHY, LEGACY } from './demo-fleet.ts'
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
const recoverySentence = (page: Page, point: string) => page.locator('main header p').filter({ hasText: point })

test('checkpoints of a running job, newest first, each with who names it', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await expect(tableOf(page, words).getByText(/^chk-\d+$/)).toHaveText(
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((id) => `chk-${id}`),
  )
  const evidence = (id: number) => rowOf(page, words, id).getByRole('img').last()
  // the HA map is ahead of REST, which is cached
  await expect(evidence(10)).toHaveAccessibleName(new RegExp(said(words, 'rest', 'absent')))
  await expect(evidence(10)).toHaveAccessibleName(new RegExp(said(words, 'ha', 'names')))
  await expect(evidence(9)).toHaveAccessibleName(new RegExp(said(words, 'rest', 'names')))
  await expect(evidence(9)).toHaveAccessibleName(new RegExp(said(words, 'ha', 'names')))
  await expect(evidence(7)).toHaveAccessibleName(new RegExp(said(words, 'ha', 'absent')))
})

test('a checkpoint in both sources is one row with one size', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  const row = rowOf(page, words, 9)
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('250 KiB')
  await expect(row).toContainText('4 / 4')
  await expect(row).toContainText(words('checkpoint.status.completed'))
})

test('a failed checkpoint says why in the words of Flink', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await expect(rowOf(page, words, 3)).toContainText(words('checkpoint.status.failed'))
  await page.getByRole('button', { name: words('checkpoint.unfold', { id: 3 }) }).click()
  await expect(page.getByText('Checkpoint expired before completing.')).toBeHidden()
  await page.getByText(words('problem.raw')).click()
  await expect(page.getByText('Checkpoint expired before completing.')).toBeVisible()
})

test('a row unfolds to path and exact times, and its address can be passed on', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'checkpoints'))
  await page.getByRole('button', { name: words('checkpoint.unfold', { id: 10 }) }).click()
  await expect(page.getByText(checkpointPath(HEALTHY, 10), { exact: true })).toBeVisible()
  const detail = page.locator('tr.detail')
  await expect(detail).toContainText(words('checkpoint.evidence'))
  for (const source of ['rest', 'ha', 'operator', 'storage', 'weir']) {
    await expect(detail.getByRole('term').filter({ hasText: words(`sources.${source}`) })).toBeVisible()
  }
  await expect(page).toHaveURL(/[?&]checkpoint=/)
  await page.reload()
  await expect(page.getByText(checkpointPath(HEALTHY, 10), { exact: true })).toBeVisible()
  await page.getByRole('button', { name: words('checkpoint.fold', { id: 10 }) }).click()
  await expect(page.getByText(checkpointPath(HEALTHY, 10), { exact: true })).toBeHidden()
})

test('with a dead JobManager the newest recovery point stands there with path, size and age', async ({
  page,
  words,
}) => {
  await openPage(page, words, addressOf(DEAD, 'checkpoints'))
  const sentence = recoverySentence(page, 'chk-24')
  await expect(sentence).toContainText('148 KiB')
  await expect(sentence.getByTitle(checkpointPath(DEAD, 24))).toBeVisible()
  const age = await sentence.getByTitle(words('point.namedBy', { sources: '' }).trim()).textContent()
  expect(secondsOf(age, words)).toBeGreaterThan(60)
  await expect(page.getByText(words('problems.leader.lease-expired', { seconds: 15 })).first()).toBeVisible()
  for (const id of DEAD.retained) {
    const evidence = rowOf(page, words, id).getByRole('img').last()
    await expect(evidence).toHaveAccessibleName(new RegExp(said(words, 'rest', 'not-asked')))
    await expect(evidence).toHaveAccessibleName(new RegExp(said(words, 'ha', 'names')))
  }
})

test('a checkpoint made by hand of the whole state is told from the periodic ones', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'checkpoints'))
  await expect(rowOf(page, words, 23)).toContainText(words('checkpoint.kind.full-checkpoint'))
})

test('the old layout reads the same', async ({ page, words }) => {
  await openPage(page, words, addressOf(LEGACY, 'checkpoints'))
  await expect(tableOf(page, words).getByText(/^chk-\d+$/)).toHaveText(
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((id) => `chk-${id}`),
  )
  await expect(recoverySentence(page, 'chk-10')).toContainText('241 KiB')
  await expect(rowOf(page, words, 10)).toHaveCount(1)
})

test('ages of checkpoints tick without a reload', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'checkpoints'))
  const cells = rowOf(page, words, 24).getByRole('gridcell')
  const heads = await tableOf(page, words).getByRole('columnheader').allInnerTexts()
  const triggered = cells.nth(heads.indexOf(words('checkpoint.column.triggered')))
  const before = secondsOf(await triggered.textContent(), words) ?? Number.NaN
  await expect.poll(async () => secondsOf(await triggered.textContent(), words)).toBeGreaterThanOrEqual(before + 2)
})
