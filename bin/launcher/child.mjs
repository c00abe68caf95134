import { setTimeout as delay } from 'node:timers/promises'

/**
 * A process that Weir started and ends.
 *
 * @typedef {object} Child
 * @property {string} name As told to the user, such as `The server`.
 * @property {Promise<unknown>} exited
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} name
 * @param {import('node:child_process').ChildProcess} process
 * @param {number} graceMs How long it may take to end by itself.
 * @returns {Child}
 */
export function childOf(name, process, graceMs) {
  const exited = new Promise((resolve) => {
    process.once('exit', resolve)
    process.once('error', resolve)
  })
  return {
    name,
    exited,
    stop: async () => {
      process.kill('SIGTERM')
      const grace = new AbortController()
      const late = delay(graceMs, 'late', { signal: grace.signal }).catch(() => null)
      if ((await Promise.race([exited, late])) === 'late') process.kill('SIGKILL')
      grace.abort()
      await exited
    },
  }
}
