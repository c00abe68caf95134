import { stripVTControlCharacters } from 'node:util'

// The JSON report names the tests that failed. A process that dies, or an error outside of every test, fails the run
// without one; this names them.

/** @implements {import('vitest/node').Reporter} */
export default class UnendedReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    for (const file of modules) {
      for (const error of file.errors()) tell(file.relativeModuleId, error)
      // Of a hook that failed: the tests behind it count as skipped.
      for (const suite of file.children.allSuites()) {
        for (const error of suite.errors()) tell(`${file.relativeModuleId}: ${suite.fullName}`, error)
      }
      for (const test of file.children.allTests('pending')) tell(`${file.relativeModuleId}: ${test.fullName}`)
    }
    for (const error of unhandledErrors) tell('outside of every test', error)
  }
}

/** @typedef {{ message?: string, stack?: string, cause?: unknown }} Thrown */

/**
 * @param {string} name
 * @param {Thrown} [error] None: it has no end.
 */
function tell(name, error) {
  const text = stripVTControlCharacters(error ? causes(error).join('\n') : 'it did not end')
  process.stdout.write(`✗ ${name}\n${text.replaceAll(/^/gm, '  ')}\n`)
}

/**
 * Of a process that died, the signal is told by the cause alone.
 *
 * @param {Thrown} error
 * @returns {string[]}
 */
function causes({ stack, message, cause }) {
  return [stack ?? message ?? '', ...(typeof cause === 'object' && cause !== null ? causes(cause) : [])]
}
