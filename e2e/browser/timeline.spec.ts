import type { Page } from '@playwright/test'
import { addressOf, BUSY_CHART } from './demo-fleet.ts'
import { expect, test } from './fixtures.ts'
import { openPage } from './open-page.ts'
import type { Words } from './words.ts'

const chartOf = (page: Page, words: Words) => page.getByRole('slider', { name: words('timeline.chart') })

test('arrows go from checkpoint to checkpoint and read it out, Enter opens it', async ({ page, words }) => {
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const chart = chartOf(page, words)
  await chart.focus()
  await page.keyboard.press('End')
  await expect(chart).toHaveAttribute('aria-valuetext', /chk-\d+/)
  const last = await chart.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect(chart).not.toHaveAttribute('aria-valuetext', last ?? '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/[?&]checkpoint=/)
  await expect(page.getByRole('table', { name: words('breakdown.operators') })).toBeVisible()
})

test('a window is in the address and comes back with it', async ({ page, words }) => {
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const day = page.getByRole('button', { name: words('timeline.window.24h') })
  await day.click()
  await expect(page).toHaveURL(/[?&]window=24h/)
  await page.reload()
  await expect(day).toHaveAttribute('aria-pressed', 'true')
})

test('the brush moves the window by keys, a bin at a time', async ({ page, words }) => {
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const begin = page.getByRole('slider', { name: words('timeline.brush.from') })
  await begin.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/[?&]from=\d+/)
  const from = () => Number(new URL(page.url()).searchParams.get('from'))
  const before = from()
  expect(before % 300_000).toBe(0)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(from).toBe(before - 300_000)
})

test('the subtask that held a checkpoint up is named, in the table and in the opened row', async ({ page, words }) => {
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const held = page.locator('tbody tr[data-row]').filter({ has: page.locator('.text-attention') })
  await expect(held.first()).toBeVisible()
  await held.first().getByRole('button').first().click()
  await expect(page.locator('tr.detail strong.text-attention')).toBeVisible()
  await expect(page.getByRole('slider', { name: words('breakdown.chart') })).toBeVisible()
})

test('the brush is dragged: the window as a whole, and a new one beside it', async ({ page, words }) => {
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const whole = page.getByRole('slider', { name: words('timeline.brush.whole') })
  const box = async () => (await whole.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const drag = async (from: number, to: number) => {
    const { y, height } = await box()
    await page.mouse.move(from, y + height / 2)
    await page.mouse.down()
    await page.mouse.move((from + to) / 2, y + height / 2)
    await page.mouse.move(to, y + height / 2)
    await page.mouse.up()
  }
  const window = () => {
    const { searchParams } = new URL(page.url())
    return { from: Number(searchParams.get('from')), to: Number(searchParams.get('to')) }
  }
  await whole.waitFor()
  const { x, width } = await box()
  await drag(x + width / 2, x + width / 2 - 200)
  await expect(page).toHaveURL(/[?&]from=\d+&to=\d+/)
  const moved = window()
  expect(moved.to - moved.from).toBe(3_600_000)
  await expect.poll(async () => (await box()).x).toBeLessThan(x - 150)

  await drag(x - 500, x - 400)
  await expect.poll(() => window().to).toBeLessThan(moved.from)
  const drawn = window()
  expect(drawn.from % 300_000).toBe(0)
  expect(drawn.to - drawn.from).toBeGreaterThan(3_600_000)
})

test('the chart has its failures, the restart after them, and the size of the state', async ({ page, words }) => {
  // The demo goes on while other tests run: an hour is too short to hold what happened forty minutes before its start.
  await openPage(page, words, `${addressOf(BUSY_CHART, 'checkpoints')}?window=6h`)
  const chart = chartOf(page, words)
  const savepointId = (BUSY_CHART.retained[0] ?? 0) - 21
  await expect(chart.locator('[data-mark=failed]')).toHaveCount(2)
  const expired = words('timeline.failed.expired', { count: 2 })
  await expect(chart).toContainText(
    words('timeline.failedAfter', { failed: expired, duration: words('duration.seconds', { seconds: 60 }) }),
  )
  await expect(chart.locator('[data-mark=restart]')).toHaveCount(1)
  await expect(chart).toContainText(words('timeline.taskManagerLost', { id: 'orders-taskmanager-1-3' }))
  await expect(chart).toContainText(words('timeline.savepoint', { id: savepointId }))
  await expect(chart.locator('[data-mark=size]')).toHaveCount(1)
  await expect(chart).toContainText(/\d\.\d+ GiB/)
})

test('a day is told in its bins, and in a chart of all its checkpoints', async ({ page, words }) => {
  await openPage(page, words, addressOf(BUSY_CHART, 'checkpoints'))
  const bins = page.locator('[data-mark=bins]')
  // a bin for five minutes, and each is a subpath
  await expect.poll(async () => (await bins.getAttribute('d'))?.split('M').length).toBeGreaterThan(280)
  await page.getByRole('button', { name: words('timeline.window.24h') }).click()
  await expect(chartOf(page, words).locator('[data-mark=failed]')).toHaveCount(5)
})
