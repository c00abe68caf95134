import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from './fixtures.ts'
import { streamMark } from './open-page.ts'
import { freePort, type StartedWeir, startWeir } from './started-weir.ts'

// What a fleet looks like of which nothing is known: each has a Weir of its own, started as a person would.
const STARTS_WITHIN_MS = 120_000
const DEMO_CONTEXT = 'prod-eu'

const unreached = base.extend<object, { weir: StartedWeir }>({
  weir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'weir-browser-'))
      const kubeconfig = join(folder, 'kubeconfig')
      const server = `https://127.0.0.1:${await freePort()}`
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'away', cluster: { server } }],
        users: [{ name: 'someone', user: { token: 'none' } }],
        contexts: [{ name: 'away', context: { cluster: 'away', user: 'someone' } }],
        'current-context': 'away',
      }
      writeFileSync(kubeconfig, JSON.stringify(config))
      const weir = await startWeir(['--kubeconfig', kubeconfig])
      await use(weir)
      await weir.stop()
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: STARTS_WITHIN_MS },
  ],
  baseURL: ({ weir }, use) => use(weir.url),
})

const empty = base.extend<object, { weir: StartedWeir }>({
  weir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const demo = process.env.WEIR_DEMO_DIR
      if (!demo) throw new Error('WEIR_DEMO_DIR must name the data folder of a demo')
      const scope = ['--context', DEMO_CONTEXT, '--namespace', 'nobody-is-here']
      const weir = await startWeir(['--kubeconfig', join(demo, 'kubeconfig'), ...scope])
      await use(weir)
      await weir.stop()
    },
    { scope: 'worker', timeout: STARTS_WITHIN_MS },
  ],
  baseURL: ({ weir }, use) => use(weir.url),
})

unreached(
  'a connection never reached is named with its reason, and no cluster is said to be missing',
  async ({ page, words }) => {
    for (const address of ['/', '/jobs']) {
      await page.goto(address)
      const banner = page.getByRole('region', { name: words('banner.label') })
      await expect(banner).toContainText(words('banner.neverReached', { name: 'away' }))
      await expect(page.getByRole('treegrid')).toContainText(words('fleet.noneReached'))
    }
  },
)

empty(
  'a connection without any cluster says what would be here and how it comes, and counts nothing',
  async ({ page, words }) => {
    await page.goto('/')
    await expect(streamMark(page, words, 'live')).toBeVisible()
    await expect(page.getByRole('treegrid')).toContainText(words('fleet.empty'))
    await expect(page.getByRole('region', { name: words('banner.label') })).toBeHidden()
    const clusters = page.getByRole('term').filter({ hasText: words('fleet.clusters') })
    await expect(clusters.locator('xpath=following-sibling::dd')).toContainText(/^0/)
    await page.goto('/jobs')
    await expect(page.getByRole('treegrid')).toContainText(words('jobs.empty'))
  },
)
