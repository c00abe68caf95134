import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * Runs a program of node_modules on this Node with its output in the terminal.
 *
 * @param {string} checkout
 * @param {string} script Below node_modules.
 * @param {string[]} words
 * @param {AbortSignal} signal
 * @param {Record<string, string>} [env]
 * @returns {Promise<void>} rejected where it does not end with 0.
 */
export function runTool(checkout, script, words, signal, env = {}) {
  const child = spawn(process.execPath, [join(checkout, 'node_modules', script), ...words], {
    cwd: checkout,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    signal,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, killed) => {
      if (code === 0) resolve()
      else reject(new Error(`${script.split('/').at(-1)} ended with ${code ?? killed}`))
    })
  })
}
