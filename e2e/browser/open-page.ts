import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from './words.ts'

/** Opens a page and waits until its event stream is open: from then on it hears keys and changes. */
export async function openPage(page: Page, words: Words, address: string): Promise<void> {
  await page.goto(address)
  await expect(streamMark(page, words, 'live')).toBeVisible()
}

/** What tells in the status bar how the event stream is. */
export function streamMark(page: Page, words: Words, phase: 'live' | 'behind'): Locator {
  return page.locator(`footer [data-tip="${words(`status.${phase}Means`)}"]`)
}

/** As long as the second key of a pair may take. */
const PAIR_MS = 1000

/**
 * Two keys that go somewhere, if the second follows within a second: where a busy machine was slower they are pressed
 * again. Not where it was not: the page would come twice, and the second take away what was done on the first.
 */
export async function pressPair(page: Page, first: string, second: string, to: string): Promise<void> {
  await expect(async () => {
    const started = performance.now()
    await page.keyboard.press(first)
    await page.keyboard.press(second)
    const isHeard = performance.now() - started < PAIR_MS
    await expect(page).toHaveURL(to, { timeout: isHeard ? 60_000 : 15_000 })
  }).toPass({ timeout: 120_000 })
}

/**
 * Waits until a page without live data hears what is typed into a field: what is typed before is kept, and nothing comes
 * of it. Its stream of operations never ends, so the network is never idle.
 */
export async function untilHeard(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((selector) => {
    const field = document.querySelector(selector)
    // React marks the elements that it has taken over.
    return field !== null && Object.keys(field).some((key) => key.startsWith('__react'))
  }, selector)
}
