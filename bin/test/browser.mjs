import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from '../launcher/progress.mjs'

/**
 * The same browser in two builds. The one without windows draws a page in two thirds of the time, and has none behind
 * another, whose processes Chromium makes wait for all others of a busy machine.
 */
const SHELL = '/usr/bin/chromium-headless-shell'
const WHOLE = '/usr/bin/chromium'
const INSTALL = 'apt-get update && apt-get install --yes --no-install-recommends chromium'

/** Where the browser lies that the browser tests run in. */
export function browserPath() {
  return process.env.WEIR_CHROMIUM || (existsSync(SHELL) ? SHELL : WHOLE)
}

/** Makes sure of the browser the browser tests run in: root installs it, anybody else is told the command. */
export function requireBrowser() {
  if (existsSync(browserPath())) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`There is no ${browserPath()}; run: sudo sh -c '${INSTALL}', or name another in WEIR_CHROMIUM`)
  }
  say('  Installing Chromium …')
  const { status, stderr } = spawnSync('sh', ['-c', INSTALL], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0 || !existsSync(browserPath()))
    throw new Error(`Chromium could not be installed:\n${stderr.trim().slice(-1_000)}`)
}
