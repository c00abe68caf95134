import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { standaloneServer } from './build.mjs'
import { childOf } from './child.mjs'
import { openLog, tailOf } from './log-file.mjs'
import { Refusal } from './refusal.mjs'

const READY_DEADLINE_MS = 60_000
// A database that is busy recovering may miss a readiness check or two of a start that did succeed.
const LAST_WORD_MS = 10_000
// Event streams stay open for as long as a page does; nobody is kept waiting for them.
const GRACE_MS = 3_000

/**
 * Starts the web server on 127.0.0.1 and waits until it can serve the fleet.
 *
 * @param {{ checkout: string, dataDir: string, port: number, databaseUrl: string, demo: boolean, signal: AbortSignal }} options
 * @returns {Promise<import('./child.mjs').Child>}
 */
export async function startServer({ checkout, dataDir, port, databaseUrl, demo, signal }) {
  const log = openLog(dataDir, 'server')
  const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.mjs'), standaloneServer(checkout)], {
    cwd: checkout,
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      // The server ends itself, once it has let go of the operations it works on: see lib/services/boot.ts.
      NEXT_MANUAL_SIG_HANDLE: '1',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      WEIR_DATA_DIR: dataDir,
      WEIR_DEMO: demo ? '1' : '0',
      WEIR_PORT: String(port),
    },
  })
  const child = childOf('The server', server, GRACE_MS)
  try {
    await untilReady(port, child, signal, log.path)
    return child
  } catch (error) {
    await child.stop()
    throw error
  }
}

/**
 * @param {number} port
 * @param {import('./child.mjs').Child} child
 * @param {AbortSignal} signal
 * @param {string} logPath
 */
async function untilReady(port, child, signal, logPath) {
  const ended = child.exited.then(() => 'ended')
  const deadline = performance.now() + READY_DEADLINE_MS
  let last = 'it did not answer'
  /** @type {number | null} */
  let overSince = null
  while (performance.now() < deadline) {
    const answer = await Promise.race([askReadiness(port, signal), ended])
    if (answer === 'ended')
      throw new Refusal(`The server ended while it started; its last words in ${logPath}:\n${tailOf(logPath)}`)
    if (answer === 'ready') return
    last = answer
    const isOver = !answer.includes('weir.starting') && answer.startsWith('{')
    overSince = isOver ? (overSince ?? performance.now()) : null
    if (overSince !== null && performance.now() - overSince > LAST_WORD_MS) break
    await delay(50, null, { signal })
  }
  throw new Refusal(`The server could not start (${last}); see ${logPath}.`)
}

/**
 * @param {number} port
 * @param {AbortSignal} signal
 */
async function askReadiness(port, signal) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal })
    const text = await response.text()
    return response.ok ? 'ready' : text.slice(0, 1_000)
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof Error ? String(error.cause ?? error.message) : String(error)
  }
}
