import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { nodeOf } from './install.mjs'

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a script on the Node of the checkout, which is newer than the one that may be installed here, with the same
 * terminal; signals are passed on. The channel between the two tells that one if this process is killed.
 *
 * @param {string} checkout
 * @param {string} script
 * @param {string[]} words
 * @returns {Promise<number>} its exit code.
 */
export function runOnOwnNode(checkout, script, words) {
  const child = spawn(nodeOf(checkout), ['--disable-warning=ExperimentalWarning', script, ...words], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
