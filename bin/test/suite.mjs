import { complain, say } from '../launcher/progress.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Runs checks, tells each with its time, and counts: a gate as one, a test run by its tests. */
export class Suite {
  passed = 0
  failed = 0
  skipped = 0
  /** @type {string[]} */
  failures = []

  /** @param {AbortSignal} signal Ends the run: what follows is not started. */
  constructor(signal) {
    this.signal = signal
  }

  /**
   * A check that holds or does not: it throws with what is wrong.
   *
   * @param {string} name
   * @param {() => unknown} check
   * @returns {Promise<boolean>}
   */
  async gate(name, check) {
    const outcome = await this.#run(name, async () => {
      await check()
      return { passed: 1, failed: 0, skipped: 0 }
    })
    return outcome.failed === 0
  }

  /**
   * @param {string} name
   * @param {() => Promise<Counts>} run
   */
  async tests(name, run) {
    await this.#run(name, run)
  }

  summary() {
    const list = this.failures.length > 0 ? `Failed: ${this.failures.join(', ')}\n` : ''
    return `${list}${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`
  }

  /**
   * @param {string} name
   * @param {() => Promise<Counts>} run
   * @returns {Promise<Counts>}
   */
  async #run(name, run) {
    const startedAt = performance.now()
    /** @type {Counts} */
    let counts = { passed: 0, failed: 1, skipped: 0 }
    if (this.signal.aborted) return counts
    say(`▶ ${name}`)
    try {
      counts = await run()
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error))
    }
    this.passed += counts.passed
    this.failed += counts.failed
    this.skipped += counts.skipped
    if (counts.failed > 0) this.failures.push(name)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const { passed, failed, skipped } = counts
    say(`${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`)
    return counts
  }
}
