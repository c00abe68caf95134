import type { Locator, Page } from '@playwright/test'
import { expect } from './expect.ts'

/** The row of a checkpoint in the table of the page Checkpoints. */
export function checkpointRow(page: Page, checkpointId: number): Locator {
  return page.getByRole('row').filter({ has: page.getByText(`chk-${checkpointId}`, { exact: true }) })
}

/** The row of a cluster in the table of the page Fleet. */
export function clusterRow(page: Page, clusterId: string): Locator {
  return page.getByRole('row').filter({ has: page.getByText(clusterId, { exact: true }) })
}

/** An age as pages write it, such as `42 s ago` or `3 h 12 m ago`. */
const AGE = /\d+ (s|m|h|d) ago/

/** The row stands there once, with the whole path, the exact size and an age. */
export async function expectShown(row: Locator, point: { path: string; sizeBytes: number }): Promise<void> {
  await expect(row).toHaveCount(1)
  await expect(row).toContainText(AGE)
  await expect(row.locator(`[data-tip="${point.path}"]`)).toBeVisible()
  await expect(row.locator(`[data-tip*="${point.sizeBytes.toLocaleString('en-US')}"]`).first()).toBeVisible()
}
