import { FLEET } from '../../demo/fleet/connections.ts'
import { addressOf, BUSY_CHART, DEAD, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage, pressPair } from './open-page.ts'
import { LANGUAGES } from './words.ts'

const JOBS = FLEET.flatMap(({ clusters }) => clusters).reduce((sum, { jobs }) => sum + jobs.length, 0)

for (const language of LANGUAGES) {
  test.describe(`jobs in ${language}`, () => {
    test.use({ language })

    test('all jobs of all clusters, the worst first, found by id and opened by key', async ({ page, words }) => {
      await openPage(page, words, '/')
      await pressPair(page, 'g', 'j', '/jobs')
      const rows = page.getByRole('treegrid', { name: words('jobs.table') }).locator('tbody tr[data-row]')
      await expect(rows).toHaveCount(JOBS)
      await expect(rows.first()).toContainText(words('state.broken'))
      await page.keyboard.press('/')
      await page.keyboard.type(HEALTHY.jobId)
      await expect(rows).toHaveCount(1)
      await page.getByRole('textbox', { name: words('jobs.filter') }).fill(DEAD.cluster)
      await expect(rows.first()).toContainText(DEAD.name)
      await rows.first().focus()
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(addressOf(DEAD, 'checkpoints'))
    })
  })
}

test("a job's page is one of Jobs, and leads to the jobs around it and to its cluster", async ({ page, words }) => {
  const { namespace, cluster } = BUSY_CHART
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const rail = page.getByRole('navigation', { name: words('shell.main') })
  await expect(rail.getByRole('link', { name: words('shell.jobs') })).toHaveAttribute('aria-current', 'true')
  const scope = page.getByRole('navigation', { name: words('shell.scope') })
  await scope.getByRole('link', { name: namespace, exact: true }).click()
  await expect(page).toHaveURL(`/jobs?connection=prod-eu&namespace=${namespace}`)
  const around = FLEET.flatMap(({ name, clusters }) => (name === 'prod-eu' ? clusters : []))
    .filter((known) => known.namespace === namespace)
    .reduce((sum, { jobs }) => sum + jobs.length, 0)
  const rows = page.locator('tbody tr[data-row]')
  await expect(rows).toHaveCount(around)
  await page.goBack()
  await page.locator('main header').getByRole('link', { name: cluster, exact: true }).click()
  await expect(page).toHaveURL(`/?connection=prod-eu&namespace=${namespace}&filter=${cluster}`)
  await expect(rows).toHaveCount(1)
})
