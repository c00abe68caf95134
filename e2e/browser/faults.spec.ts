import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { happen } from './demo-control.ts'
import { addressOf, type DemoJob, demoJob, ON_STALE_CONNECTION } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { type StartedWeir, startWeir } from './started-weir.ts'
import type { Words } from './words.ts'

const withoutMaps = test.extend<{ weir: StartedWeir }>({
  /** A Weir that may not read ConfigMaps from its start on, and so never saw one. */
  weir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const demo = process.env.WEIR_DEMO_DIR
      if (!demo) throw new Error('WEIR_DEMO_DIR must name the data folder of a demo')
      await happen('PUT', `connections/${CONNECTION}/missing-rules`, [{ resource: 'configmaps' }])
      const weir = await startWeir(['--kubeconfig', join(demo, 'kubeconfig'), '--context', CONNECTION])
      await use(weir)
      await weir.stop()
      await happen('PUT', `connections/${CONNECTION}/missing-rules`, [])
    },
    { timeout: 120_000 },
  ],
  baseURL: ({ weir }, use) => use(weir.url),
})

// What real faults look like. They are made in the demo, on a connection and a cluster that no other test looks at, and one
// after the other.
test.describe.configure({ mode: 'serial' })

const CONNECTION = 'edge-eu'
/** Noticed after 15 s, seen again after the longest pause between two tries. */
const NOTICED_MS = 45_000
const GATEWAYS = ['gateway-de', 'gateway-nl', 'gateway-se'].map((name) => demoJob(CONNECTION, 'edge', name))
const KILLED = demoJob('prod-us', 'ads', 'sessions')
const EMPTIED = demoJob('prod-us', 'retail', 'pricing')

const suffer = (outage: 'none' | 'unavailable' | 'silent' | 'slow') =>
  happen('PUT', `connections/${CONNECTION}/outage`, { outage })
const rowOf = (page: Page, words: Words, { cluster, namespace }: DemoJob): Locator =>
  page
    .getByRole('treegrid', { name: words('fleet.table') })
    .getByRole('row')
    .filter({ has: page.getByText(`${cluster} · ${namespace}`, { exact: true }) })
const stateOf = (page: Page, words: Words, job: DemoJob) => rowOf(page, words, job).getByRole('gridcell').first()
const bannerOf = (page: Page, words: Words) => page.getByRole('region', { name: words('banner.label') })

test.beforeEach(async () => {
  test.setTimeout(180_000)
  await suffer('none')
})
test.afterEach(() => happen('PUT', `connections/${CONNECTION}/missing-rules`, []))
test.afterAll(() => suffer('none'))

/** The connection is in step and all is well on it. */
async function wellAgain(page: Page, words: Words): Promise<void> {
  for (const job of GATEWAYS) {
    await expect(stateOf(page, words, job)).toHaveText(words('state.healthy'), { timeout: NOTICED_MS })
  }
  await expect(bannerOf(page, words)).toBeHidden()
}

for (const outage of ['unavailable', 'silent'] as const) {
  test(`an API server that is ${outage}: its clusters keep their last known state, all others go on, and it comes back`, async ({
    page,
    words,
  }) => {
    await openPage(page, words, '/')
    await wellAgain(page, words)
    const point = rowOf(page, words, ON_STALE_CONNECTION).getByText(/^chk-\d+$/)
    await expect(point).toBeVisible()

    await suffer(outage)
    await expect(bannerOf(page, words)).toContainText(CONNECTION, { timeout: NOTICED_MS })
    // what is announced counts no seconds
    await expect(bannerOf(page, words).getByRole('status')).toHaveText(words('banner.stale', { name: CONNECTION }))
    for (const job of GATEWAYS) {
      await expect(stateOf(page, words, job)).toHaveText(words('state.unknown'), { timeout: NOTICED_MS })
    }
    await expect(point).toBeVisible()
    // a lease that nobody could see renewed has not run out
    await expect(rowOf(page, words, ON_STALE_CONNECTION)).not.toContainText(words('leader.none'))
    await expect(stateOf(page, words, KILLED)).toHaveText(words('state.healthy'))

    await suffer('none')
    await wellAgain(page, words)
  })
}

test("a stale connection is told on its jobs' pages too", async ({ page, words }) => {
  await openPage(page, words, '/')
  await wellAgain(page, words)
  await suffer('unavailable')
  await expect(stateOf(page, words, ON_STALE_CONNECTION)).toHaveText(words('state.unknown'), { timeout: NOTICED_MS })
  await expect(bannerOf(page, words)).toContainText(CONNECTION, { timeout: NOTICED_MS })
  await openPage(page, words, '/?connection=prod-eu')
  await expect(bannerOf(page, words)).toBeHidden()
  await page.goto(addressOf(ON_STALE_CONNECTION, 'checkpoints'))
  await expect(page.getByRole('main')).toContainText(words('state.unknown'))
  // That REST does not answer is seen before the connection is called stale.
  await expect(bannerOf(page, words)).toContainText(CONNECTION, { timeout: NOTICED_MS })
  await expect(
    page
      .getByRole('treegrid', { name: words('checkpoint.table') })
      .getByText(/^chk-\d+$/)
      .first(),
  ).toBeVisible()
})

test('without the right to reach services: it is said which rule is missing, and HA data still tell the points', async ({
  page,
  words,
}) => {
  await openPage(page, words, '/')
  await wellAgain(page, words)
  await happen('PUT', `connections/${CONNECTION}/missing-rules`, [{ resource: 'services/proxy' }])
  const row = rowOf(page, words, ON_STALE_CONNECTION)
  await expect(row.locator('[data-tip*="services/proxy"]').first()).toBeVisible({ timeout: NOTICED_MS })
  await expect(stateOf(page, words, ON_STALE_CONNECTION)).toHaveText(words('state.unknown'))
  await expect(row.getByRole('img', { name: words('fleet.forbiddenRow') })).toBeVisible()
  await page.getByText(words('fleet.partial', { count: 1 })).click()
  await expect(page.getByRole('main')).toContainText(
    words('fleet.lacks', { connection: CONNECTION, problem: '' }).trim(),
  )
  await expect(row.getByText(/^chk-\d+$/)).toBeVisible()

  await page.goto(addressOf(ON_STALE_CONNECTION, 'checkpoints'))
  const header = page.getByRole('main').locator('header')
  await expect(header.getByRole('listitem').filter({ hasText: words('fleet.forbiddenRow') })).toBeVisible()
  await expect(header.locator('[data-tip*="services/proxy"]')).toBeVisible()
  const lockOf = (tab: string) =>
    page
      .getByRole('navigation', { name: words('job.tabs') })
      .getByRole('link', { name: words(`job.tab.${tab}`) })
      .getByRole('img', { name: words('fleet.forbiddenRow') })
  await expect(lockOf('checkpoints')).toBeVisible()
  await expect(lockOf('high-availability')).toHaveCount(0)

  await happen('PUT', `connections/${CONNECTION}/missing-rules`, [])
  await page.goto('/')
  await wellAgain(page, words)
})

withoutMaps(
  'without the right to read ConfigMaps: High availability names the rule, and does not say that there are none',
  async ({ page, words }) => {
    // A Weir that has just begun has not heard of the job yet.
    await expect(async () => {
      expect((await page.goto(addressOf(ON_STALE_CONNECTION, 'high-availability')))?.status()).toBe(200)
    }).toPass({ timeout: 90_000 })
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { name: words('ha.findings', { count: 1 }) })).toBeVisible()
    await expect(main.getByRole('listitem').filter({ hasText: 'resources ["configmaps"]' })).toBeVisible()
    await expect(main.getByText(words('ha.noMaps'))).toBeHidden()
  },
)

test('answers a few bytes at a time: nobody waits for them for ever, and what is known stays', async ({
  page,
  words,
}) => {
  await openPage(page, words, '/')
  await wellAgain(page, words)
  const point = rowOf(page, words, ON_STALE_CONNECTION).getByText(/^chk-\d+$/)
  await suffer('slow')
  // its watches end, so that all must be read again
  await happen('POST', `connections/${CONNECTION}/compaction`)
  await expect(bannerOf(page, words)).toContainText(CONNECTION, { timeout: NOTICED_MS })
  for (const job of GATEWAYS) {
    await expect(stateOf(page, words, job)).toHaveText(words('state.unknown'), { timeout: NOTICED_MS })
  }
  await expect(point).toBeVisible()
  await expect(stateOf(page, words, KILLED)).toHaveText(words('state.healthy'))
  await suffer('none')
  await wellAgain(page, words)
})

test('directories that somebody deleted: the points that HA names can’t be restored, and it says so', async ({
  page,
  words,
}) => {
  await happen('DELETE', `connections/prod-us/clusters/${EMPTIED.namespace}/${EMPTIED.cluster}/checkpoints`)
  await openPage(page, words, addressOf(EMPTIED, 'recovery-points'))
  const points = page.getByRole('treegrid', { name: words('recoveryPoints.table') })
  const said = (source: string, verdict: string) =>
    page.getByRole('img', {
      name: words('evidence.one', { source: words(`sources.${source}`), verdict: words(`evidence.${verdict}`) }),
    })
  // HA goes on naming it, and storage says that it is gone
  const gone = points
    .getByRole('row')
    .filter({ hasText: words('recoveryPoints.verdict.not-restorable') })
    .filter({ has: said('ha', 'names') })
    .filter({ has: said('storage', 'contradicts') })
  await expect(gone.first()).toContainText(/chk-\d+/, { timeout: NOTICED_MS })
})

test('history that was forgotten, 410: what changed in between is there without a reload', async ({ page, words }) => {
  await openPage(page, words, '/')
  await wellAgain(page, words)
  await happen('POST', `connections/${CONNECTION}/compaction`)
  const point = rowOf(page, words, ON_STALE_CONNECTION).getByText(/^chk-\d+$/)
  const before = (await point.textContent()) ?? ''
  await expect(point).not.toHaveText(before, { timeout: 60_000 })
  await wellAgain(page, words)
})

test('a JobManager that is killed: broken once its lease has run out, its row in its place until it is sorted; another one takes over', async ({
  page,
  words,
}) => {
  const jobManager = `connections/prod-us/clusters/${KILLED.namespace}/${KILLED.cluster}/jobmanager`
  await openPage(page, words, '/')
  await expect(stateOf(page, words, KILLED)).toHaveText(words('state.healthy'), { timeout: NOTICED_MS })
  const place = async () => {
    const rows = await page.locator('tbody tr[data-row]').allTextContents()
    return rows.findIndex((text) => text.startsWith(words('state.broken')) && text.includes(KILLED.cluster))
  }
  const stood = (await page.locator('tbody tr[data-row]').allTextContents()).findIndex((text) =>
    text.includes(`${KILLED.cluster} · ${KILLED.namespace}`),
  )
  await happen('PUT', jobManager, { alive: false })
  await expect(stateOf(page, words, KILLED)).toHaveText(words('state.broken'), { timeout: NOTICED_MS })
  expect(await place()).toBe(stood)
  // How many would move, other tests decide, too.
  const sort = page.getByRole('columnheader').getByRole('button', { name: /\d+ rows? would move/ })
  await sort.click()
  await expect.poll(place).toBeLessThan(stood)
  await expect(sort).toBeHidden()
  await expect(rowOf(page, words, KILLED)).toContainText('0 / 3')
  await happen('PUT', jobManager, { alive: true })
  await expect(stateOf(page, words, KILLED)).toHaveText(words('state.healthy'), { timeout: 90_000 })
})
