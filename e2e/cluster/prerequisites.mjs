import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { browserPath } from '../../bin/test/browser.mjs'

/**
 * What the real tier needs on the machine and can't bring itself: each with the Debian package that has it.
 * Runs on any Node from 20 on with nothing installed.
 *
 * @returns {string[]} what is missing, in words for one sentence; empty when nothing is.
 */
export function missingPrerequisites() {
  const missing = []
  if (process.platform !== 'linux') return ['Linux']
  if (process.getuid?.() !== 0) missing.push('root (it makes a network bridge)')
  const java = javaMajor()
  if (java === null || spawnSync('javac', ['-version']).status !== 0)
    missing.push('a Java JDK (openjdk-17-jdk-headless)')
  else if (java < 11) missing.push(`Java 11 or newer instead of ${java} (openjdk-17-jdk-headless)`)
  if (spawnSync('python3', ['-m', 'pip', '--version']).status !== 0) missing.push('Python with pip (python3-pip)')
  for (const [command, debianPackage] of [
    ['ip', 'iproute2'],
    ['openssl', 'openssl'],
    ['setpriv', 'util-linux'],
  ]) {
    if (spawnSync(command, ['--help']).error) missing.push(`${command} (${debianPackage})`)
  }
  if (!existsSync(browserPath())) missing.push(`${browserPath()} (chromium)`)
  return missing
}

/** The major version of `java`, as 17 or, for 1.8, 1; null when there is none. */
function javaMajor() {
  const answer = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const major = /version "(\d+)/.exec(answer.stderr ?? '')?.[1]
  return major ? Number(major) : null
}
