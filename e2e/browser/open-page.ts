import { expect, type Page } from '@playwright/test'
import type { Words } from './words.ts'

/** Opens a page and waits until its event stream is open: from then on it hears keys and changes. */
export async function openPage(page: Page, words: Words, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByTitle(words('status.liveMeans'), { exact: true })).toBeVisible()
}
