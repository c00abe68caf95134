import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './progress.mjs'
import { Refusal } from './refusal.mjs'

/**
 * Installs the packages of package-lock.json where they are missing or those of another lock file. The sum of the lock file
 * they belong to lies with them, so that removing node_modules forgets it too.
 *
 * @param {string} checkout
 */
export async function installPackages(checkout) {
  const stamp = join(checkout, 'node_modules', '.weir-package-lock.sha256')
  const lock = createHash('sha256')
    .update(readFileSync(join(checkout, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(nodeOf(checkout))) return
  if (isInstalled(checkout)) return writeFileSync(stamp, lock) // By hand, or the lock file changed without them.
  await step('Installing packages', () => {
    const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
    // Under `npm start` npm sets the environment; development packages are needed to build and must come in any case.
    const result = spawnSync('npm', words, {
      cwd: checkout,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'development', npm_config_omit: '', PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' },
    })
    if (result.status !== 0) {
      const told = `${result.stderr ?? ''}`.trim().split('\n').slice(0, 5).join('\n') || String(result.error ?? '')
      throw new Refusal(`npm ci failed; mend what it says and start again.\n${told}`)
    }
  })
  writeFileSync(stamp, lock)
}

/** @param {string} checkout */
export const nodeOf = (checkout) => join(checkout, 'node_modules', '.bin', 'node')

/**
 * npm writes the tree it installed to a hidden lock file; where that names the same packages, nothing is missing.
 *
 * @param {string} checkout
 */
function isInstalled(checkout) {
  try {
    const wanted = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')).packages
    const installed = JSON.parse(readFileSync(join(checkout, 'node_modules', '.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
    )
  } catch {
    return false
  }
}
