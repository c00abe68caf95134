import type { Page } from '@playwright/test'
import { addressOf, HEALTHY } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import { LANGUAGES } from './words.ts'

/**
 * Holds back what the server answers with on the way to another page, but for the shape of it that comes first.
 */
async function holdBack(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const through = window.fetch
    let letThrough = () => {}
    const released = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    Object.assign(window, { release: letThrough })
    window.fetch = async (input, init) => {
      const answer = await through(input, init)
      const asked = new Headers(init?.headers)
      if (!answer.body || !asked.has('rsc') || asked.has('next-router-prefetch')) return answer
      // The shape may come after what takes its place, where that was read at once: all rows but those of the view go first.
      const rows = (await answer.text()).split(/(?<=\n)/)
      const isShape = (row: string) => !row.includes('"cursor":') && !row.includes('"rowDaysAllowed":')
      const bytes = (some: string[]) => new TextEncoder().encode(some.join(''))
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(bytes(rows.filter(isShape)))
          await released
          controller.enqueue(bytes(rows.filter((row) => !isShape(row))))
          controller.close()
        },
      })
      const { status, headers } = answer
      return Object.defineProperty(new Response(body, { status, headers }), 'url', { value: answer.url })
    }
  })
}

const release = (page: Page) => page.evaluate(() => Reflect.get(window, 'release')())

const WAYS = [
  { from: addressOf(HEALTHY, 'checkpoints'), link: 'job.tab.recovery-points' },
  { from: addressOf(HEALTHY, 'checkpoints'), link: 'job.tab.high-availability' },
  { from: addressOf(HEALTHY, 'recovery-points'), link: 'job.tab.checkpoints' },
]

for (const language of LANGUAGES) {
  test.describe(`on its way in ${language}`, () => {
    test.use({ language })

    for (const { from, link } of WAYS) {
      test(`the way to ${link} has the columns of its table before its rows are there`, async ({ page, words }) => {
        await holdBack(page)
        await openPage(page, words, from)
        await page
          .getByRole('link', { name: words(link) })
          .first()
          .click()
        await expect(page.getByRole('main').and(page.locator('[aria-busy]'))).toBeVisible()
        const heads = await page.getByRole('columnheader').allInnerTexts()
        expect(heads.length).toBeGreaterThan(5)
        await release(page)
        await expect(page.locator('tbody tr[data-row]').first()).toBeVisible()
        // of the first table, where there are several
        const table = page.getByRole('treegrid').first()
        expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(heads)
      })
    }

    test('Settings has its title, and no rows', async ({ page, words }) => {
      await holdBack(page)
      await openPage(page, words, '/')
      await page.getByRole('link', { name: words('shell.settings') }).click()
      await expect(page.getByRole('heading', { level: 1, name: words('settings.title') })).toBeVisible()
      await expect(page.getByRole('main').and(page.locator('[aria-busy]'))).toBeVisible()
      await expect(page.getByRole('columnheader')).toHaveCount(0)
      await release(page)
      await expect(page.getByRole('textbox', { name: words('settings.history.days') })).toBeVisible()
    })
  })
}
