import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { takeLock } from './lock.mjs'
import { openLog, tailOf } from './log-file.mjs'
import { say, step } from './progress.mjs'
import { Refusal } from './refusal.mjs'

// What the built server is made of.
const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'prisma',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const NOT_BUILT = /(?:^|\/)(?:fixtures|generated)\/|\.test\.tsx?$|\.md$/

/**
 * Generates the database client and builds the server where their sources changed since the last time. Two starts in one
 * checkout build one after the other.
 *
 * @param {string} checkout
 * @param {AbortSignal} signal Ends the build.
 */
export async function build(checkout, signal) {
  if (isCurrent(checkout)) return
  const release = await waitForLock(checkout, signal)
  try {
    if (isCurrent(checkout)) return // The one waited for built the same.
    await step('Generating the database client', () => generate(checkout, signal))
    await step('Building', () => buildServer(checkout, signal))
    writeFileSync(stampPath(checkout), hashSources(checkout))
  } finally {
    release()
  }
}

/** @param {string} checkout */
export const standaloneServer = (checkout) => join(checkout, '.next', 'standalone', 'server.js')

/** @param {string} checkout */
const stampPath = (checkout) => join(checkout, '.next', 'weir-sources.sha256')

/** @param {string} checkout */
function isCurrent(checkout) {
  const stamp = stampPath(checkout)
  const made = [stamp, standaloneServer(checkout), join(checkout, 'lib', 'db', 'generated', 'client.ts')]
  return made.every((path) => existsSync(path)) && readFileSync(stamp, 'utf8') === hashSources(checkout)
}

/** @param {string} checkout */
export function hashSources(checkout) {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((name) => filesBelow(join(checkout, name)))) {
    const name = relative(checkout, path)
    if (NOT_BUILT.test(name)) continue
    hash.update(`${name}\0`).update(createHash('sha256').update(readFileSync(path)).digest())
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

/**
 * @param {string} checkout
 * @param {AbortSignal} signal
 */
async function waitForLock(checkout, signal) {
  mkdirSync(join(checkout, '.weir'), { recursive: true })
  const path = join(checkout, '.weir', 'build.lock')
  for (let tries = 0; ; tries++) {
    const { release, holder } = takeLock(path, null)
    if (release) return release
    if (tries === 0) say(`  Waiting for process ${holder.pid}, which builds in this checkout …`)
    await delay(500, null, { signal })
  }
}

/**
 * @param {string} checkout
 * @param {AbortSignal} signal
 */
export function generate(checkout, signal) {
  // The command wants an engine for migrations, which it would download; generating needs none.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  return runTool(checkout, 'generate', [join('prisma', 'build', 'index.js'), 'generate'], env, signal)
}

/**
 * @param {string} checkout
 * @param {AbortSignal} signal
 */
async function buildServer(checkout, signal) {
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  await runTool(checkout, 'build', [join('next', 'dist', 'bin', 'next'), 'build'], env, signal)
  // Next leaves out of its standalone folder what a CDN may serve; here the server serves it.
  const built = join(checkout, '.next')
  const standalone = join(built, 'standalone')
  rmSync(join(standalone, '.next', 'static'), { recursive: true, force: true })
  cpSync(join(built, 'static'), join(standalone, '.next', 'static'), { recursive: true })
  if (existsSync(join(checkout, 'public')))
    cpSync(join(checkout, 'public'), join(standalone, 'public'), { recursive: true })
}

/**
 * @param {string} checkout
 * @param {string} name
 * @param {[string, ...string[]]} command A script below node_modules, and its words.
 * @param {Record<string, string>} env
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function runTool(checkout, name, [script, ...words], env, signal) {
  const log = openLog(join(checkout, '.weir'), name)
  const child = spawn(process.execPath, [join(checkout, 'node_modules', script), ...words], {
    cwd: checkout,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', log.fd, log.fd],
    signal,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Refusal(`“${name}” failed; its last words in ${log.path}:\n${tailOf(log.path)}`))
    })
  })
}
