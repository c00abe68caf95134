import type { Page } from '@playwright/test'
import { secondsOf } from './ages.ts'
import { haValue } from './demo-control.ts'
import { addressOf, checkpointKey, checkpointPath, DEAD, HEALTHY, LEGACY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'

const mapOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const rowOf = (page: Page, map: string, key: string) =>
  mapOf(page, map)
    .getByRole('row')
    .filter({ has: page.locator(`[data-tip="${key}"]`) })
const JOB_MAP = `${HEALTHY.cluster}-${HEALTHY.jobId}-config-map`
const CLUSTER_MAP = `${HEALTHY.cluster}-cluster-config-map`
const DEAD_JOB_MAP = `${DEAD.cluster}-${DEAD.jobId}-config-map`
const [DEAD_NEWEST = 0] = DEAD.retained
const COUNTER = `${(HEALTHY.retained[0] ?? 0) + 1}`
const DEAD_CLUSTER_MAP = `${DEAD.cluster}-cluster-config-map`

test('a ConfigMap is decoded: keys, kinds, pointers, counter, the checkpoints they lead to', async ({
  page,
  words,
}) => {
  await openPage(page, words, addressOf(HEALTHY, 'high-availability'))
  for (const id of HEALTHY.retained) {
    const row = rowOf(page, JOB_MAP, checkpointKey(id))
    await expect(row).toContainText(words('ha.kind.checkpoint'))
    await expect(row).toContainText(`chk-${id}`)
    await expect(row.locator('[data-tip^="s3://wh-state/ha/warehouse-sync/completedCheckpoint"]')).toBeVisible()
  }
  await expect(rowOf(page, JOB_MAP, 'counter')).toContainText(COUNTER)
  await expect(mapOf(page, JOB_MAP)).toContainText(words('ha.counter', { counter: COUNTER }))
  await expect(rowOf(page, CLUSTER_MAP, `jobGraph-${HEALTHY.jobId}`)).toContainText(words('ha.kind.job-graph'))
  await expect(page.getByRole('heading', { name: words('ha.findings', { count: 0 }) })).toBeVisible()
})

test('the leader with its holder and lease, and the renewals that come in', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'high-availability'))
  const map = mapOf(page, CLUSTER_MAP)
  await expect(map).toContainText(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)
  await expect(map).toContainText(words('ha.lease', { seconds: 15 }))
  const version = async () => Number(/\d+$/.exec((await map.getByRole('listitem').last().textContent()) ?? '')?.[0])
  const before = await version()
  await expect.poll(version, { timeout: 20_000 }).toBeGreaterThan(before)
})

test('the raw value is shown on demand, as it stands in the ConfigMap', async ({ page, words }) => {
  await openPage(page, words, addressOf(HEALTHY, 'high-availability'))
  const key = checkpointKey(HEALTHY.retained[1] ?? 0)
  const raw = page.getByText(await haValue(HEALTHY, key), { exact: true })
  await expect(rowOf(page, JOB_MAP, key)).toBeVisible()
  await expect(raw).toHaveCount(0)
  await page.getByRole('button', { name: words('ha.unfold', { key }) }).click()
  await expect(raw).toBeVisible()
  await expect(page.getByText(checkpointPath(HEALTHY, HEALTHY.retained[1] ?? 0), { exact: true })).toBeVisible()
  // its address can be passed on
  await page.reload()
  await expect(raw).toBeVisible()
  await page.getByRole('button', { name: words('ha.fold', { key }) }).click()
  await expect(raw).toHaveCount(0)
})

test('with a dead JobManager everything is still decoded, and it is said why nobody leads', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'high-availability'))
  for (const id of DEAD.retained) await expect(rowOf(page, DEAD_JOB_MAP, checkpointKey(id))).toContainText(`chk-${id}`)
  await expect(rowOf(page, DEAD_CLUSTER_MAP, `executionPlan-${DEAD.jobId}`)).toContainText(
    words('ha.kind.execution-plan'),
  )
  const map = mapOf(page, DEAD_CLUSTER_MAP)
  await expect(map).toContainText(words('leader.none'))
  await expect(map).toContainText(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)
  await expect(page.getByRole('heading', { name: words('ha.findings', { count: 1 }) })).toBeVisible()
  await page.getByText(words('ha.annotation')).click()
  await expect(map.getByText('"leaseDuration":"PT15S"')).toBeVisible()
})

test('the old layout has a map for each component', async ({ page, words }) => {
  await openPage(page, words, addressOf(LEGACY, 'high-availability'))
  const names = ['jobmanager', 'dispatcher', 'resourcemanager', 'restserver'].map((component) =>
    component === 'jobmanager'
      ? `orders-legacy-${LEGACY.jobId}-jobmanager-leader`
      : `orders-legacy-${component}-leader`,
  )
  await expect(page.getByRole('main').getByRole('treegrid')).toHaveCount(names.length)
  for (const name of names) {
    await expect(mapOf(page, name)).toContainText(words('ha.perComponent'))
    await expect(rowOf(page, name, 'address')).toHaveCount(1)
  }
  await expect(rowOf(page, names[1] ?? '', `runningJobsRegistry-${LEGACY.jobId}`)).toContainText('RUNNING')
})

test('the age of a pointed-to checkpoint is that of the checkpoints tab', async ({ page, words }) => {
  await openPage(page, words, addressOf(DEAD, 'high-availability'))
  const resolved = rowOf(page, DEAD_JOB_MAP, checkpointKey(DEAD_NEWEST)).getByRole('gridcell').last()
  const here = secondsOf((await resolved.textContent())?.replace(`chk-${DEAD_NEWEST}`, '') ?? null, words) ?? Number.NaN
  await page.getByRole('link', { name: words('job.tab.checkpoints'), exact: true }).click()
  const there = page
    .getByRole('treegrid', { name: words('checkpoint.table') })
    .getByRole('row')
    .nth(1)
  await expect(there).toContainText(`chk-${DEAD_NEWEST}`)
  const heads = await page.getByRole('columnheader').allInnerTexts()
  const text = await there
    .getByRole('gridcell')
    .nth(heads.indexOf(words('checkpoint.column.triggered')))
    .textContent()
  const age = secondsOf(text, words) ?? Number.NaN
  expect(age - here).toBeGreaterThanOrEqual(0)
  // Told by the minute from an hour on, and one may begin in between.
  expect(age - here).toBeLessThanOrEqual(60)
})
