import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { say } from '../launcher/progress.mjs'

// Counted in KiB.
const BUDGET_BYTES = 170 * 1024

// Written by `next build` with Turbopack. Should a later Next write it otherwise, this must fail, not pass.
const RouteStats = z.array(z.object({ route: z.string(), firstLoadChunkPaths: z.array(z.string()).min(1) })).min(1)

/**
 * Fails where the scripts a route loads first are more than the budget, compressed as they are sent.
 *
 * @param {string} checkout
 */
export function checkBundles(checkout) {
  const path = join(checkout, '.next', 'diagnostics', 'route-bundle-stats.json')
  if (!existsSync(path))
    throw new Error(`${path} is missing: this Next tells the sizes of its bundles in another place`)
  const routes = RouteStats.parse(JSON.parse(readFileSync(path, 'utf8')))
  /** @type {Map<string, number>} */
  const sizes = new Map()
  for (const chunk of new Set(routes.flatMap(({ firstLoadChunkPaths }) => firstLoadChunkPaths))) {
    sizes.set(chunk, gzipSync(readFileSync(join(checkout, chunk))).length)
  }
  const totals = routes.map(({ route, firstLoadChunkPaths }) => ({
    route,
    bytes: firstLoadChunkPaths.reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0),
  }))
  for (const { route, bytes } of totals) say(`  ${(bytes / 1024).toFixed(1).padStart(6)} KiB  ${route}`)
  const over = totals.filter(({ bytes }) => bytes > BUDGET_BYTES)
  if (over.length > 0) {
    throw new Error(`More than ${BUDGET_BYTES / 1024} KiB at first load: ${over.map(({ route }) => route).join(', ')}`)
  }
}
